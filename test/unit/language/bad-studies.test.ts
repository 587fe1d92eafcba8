import { describe, expect, it } from 'vitest';
import { checkStudy, readStudy } from '../../../src/language';
import { describePath, parseStudy, type Problem } from '../../../src/study';

/** Everything that is found in a study, in its form or in its texts. */
function problemsOf(changes: Record<string, unknown>): Problem[] {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [0, 1], y: [0, 1], z: [0, 1], t: [0, 1] },
    fields: ['p', 'ux', 'uy', 'uz', 'Bx', 'By', 'Bz'],
    vectors: { u: ['ux', 'uy', 'uz'], B: ['Bx', 'By', 'Bz'] },
    definitions: { J: 'curl(B)', energy: 'dot(u, u)/2' },
    parameters: { nu: 0.1 },
    equations: [
      'div(u) = 0',
      'dt(u) + advect(u, u) = -grad(p) + nu*laplacian(u) + cross(J, B)',
      'dt(B) = curl(cross(u, B))',
    ],
    conditions: [{ on: 't = 0', require: 'u = (sin(pi*x), 0, energy*0)' }],
    ...changes,
  });
  return parsed.ok ? checkStudy(parsed.study) : parsed.problems;
}

const equation = (text: string) => ({ equations: [text] });
const condition = (require: string, on?: string) => ({
  conditions: [{ require, ...(on === undefined ? {} : { on }) }],
});
const inferred = (nu: unknown) => ({ parameters: {}, unknowns: { nu } });
const unknownFunction = (key: string, more: object = {}) => ({ unknowns: { [key]: { start: 1, ...more } } });
const complex = (more: object = {}) => ({
  ...{ coordinates: { x: [0, 1], t: [0, 1] }, fields: ['h'], complex: ['h'], vectors: {}, definitions: {} },
  ...{
    parameters: { a: 1 },
    equations: ['i*h_t = a*h_xx'],
    conditions: [{ on: 't = 0', require: 'h = i*x' }],
  },
  ...more,
});
const data = (more: object) => ({
  data: [{ file: 'a.csv', columns: { x: 'x', y: 'y', z: 'z', t: 't' }, ...more }],
});
const column = (name: string, more: object = {}) => ({
  data: [{ file: 'a.csv', columns: { x: 'x', y: 'y', z: 'z', t: 't', [name]: 'a' } }],
  ...more,
});
const definition = (J: string) => ({ definitions: { J }, conditions: [] });
const round = (coordinates: object, coordinateSystem: string, more: object = {}) => ({
  ...{ coordinates, coordinateSystem, fields: ['f'], vectors: {}, definitions: {}, parameters: {} },
  ...{ equations: ['laplacian(f) = 0'], conditions: [{ on: 'r = 1', require: 'f = 0' }], ...more },
});
const marched = (more: object = {}) => ({
  ...{ coordinates: { x: [0, 1], t: [0, 1] }, fields: ['f'], vectors: {}, definitions: {}, parameters: {} },
  equations: ['f_t = f_xx'],
  conditions: [{ on: 't = 0', require: 'f = 0', weight: 100 }],
  windows: { count: 4 },
  ...more,
});
const again = (require: string) =>
  marched({
    conditions: [
      { on: 't = 0', require: 'f = 0' },
      { on: 't = 0', require },
    ],
  });
const indexed = (text: string, more: object = {}) => ({
  ...{ coordinates: { 'x[1..3]': [0, 1] }, fields: ['f'], vectors: {}, definitions: {}, parameters: {} },
  ...{ equations: [text], conditions: [{ on: 'x1 = 0', require: 'f = 0' }], ...more },
});

/** What is wrong, the place, the characters meant where a text is, and a part of the sentence. */
const bad: [
  changes: Record<string, unknown>,
  place: string,
  span: [number, number] | null,
  sentence: string,
][] = [
  // Windows of time
  [
    marched({ coordinates: { x: [0, 1], y: [0, 1] }, equations: ['f_y = f_xx'], conditions: [] }),
    'windows.count',
    null,
    'no coordinate is time',
  ],
  [marched({ equations: ['f_xx = 0*t'], conditions: [] }), 'windows.count', null, 'nothing is handed'],
  [marched({ windows: { count: 3, lengths: [1, 2] } }), 'windows.lengths', null, 'as many lengths'],
  [marched({ windows: { count: 0 } }), 'windows.count', null, '1'],
  [
    marched({ unknowns: { k: { start: 1 } }, equations: ['f_t = k*f_xx'] }),
    'windows.count',
    null,
    'Unknowns belong',
  ],
  [
    marched({ data: [{ file: 'a.csv', columns: { x: 'x', t: 't', f: 'f' } }] }),
    'windows.count',
    null,
    'Data belong',
  ],
  [marched({ weighting: { kind: 'ntk' } }), 'weighting.kind', null, 'take "fixed"'],
  [
    marched({ conditions: [{ on: 't = 0', require: 'f = 0', hard: true }] }),
    'conditions[0].hard',
    null,
    'give the condition a weight',
  ],
  [marched({ conditions: [{ on: 't = 1', require: 'f = 0' }] }), 'conditions[0].on', null, 'end of time'],
  [
    marched({ conditions: [{ require: 'f(t=0) = f(t=1)' }] }),
    'conditions[0].require',
    null,
    "can't be joined",
  ],
  [marched({ equations: ['f_t = integral(f, t, 0, t)'] }), 'equations[0].text', null, 'earlier windows'],
  // Scalars and vectors
  [equation('u = p_x'), 'equations[0].text', [0, 7], 'The left side is a vector and the right side a scalar'],
  [
    equation('p_x = grad(p)'),
    'equations[0].text',
    [0, 13],
    'The right side is a vector and the left side a scalar',
  ],
  [equation('dt(u) = (1, 2)'), 'equations[0].text', [0, 14], '3 components, the right side one with 2'],
  [equation('dt(u) + p = 0'), 'equations[0].text', [0, 9], "A vector can't be added to a scalar"],
  [equation('p_t - u = 0'), 'equations[0].text', [0, 7], "A vector can't be subtracted from a scalar"],
  [
    equation('dt(u) = (1, 2) + B'),
    'equations[0].text',
    [8, 18],
    "A vector with 2 components can't be added to one with 3",
  ],
  [equation('p_t = u*B'), 'equations[0].text', [6, 9], 'dot(a, b) or cross(a, b)'],
  [equation('p_t = u^2'), 'equations[0].text', [6, 9], 'write dot(a, a)'],
  [equation('p_t = p^u'), 'equations[0].text', [6, 9], 'An exponent is a scalar'],
  [equation('dt(u) = B/u'), 'equations[0].text', [10, 11], 'divided by a vector'],
  [equation('p_t = sin(u)'), 'equations[0].text', [10, 11], 'What sin is taken of is a scalar'],
  [equation('p_t = if(u < 1, 1, 2)'), 'equations[0].text', [9, 10], 'What is compared is a scalar'],
  [equation('dt(u) = (B, 1, 2)'), 'equations[0].text', [9, 10], 'A component of a vector is a scalar'],
  // Operators
  [equation('div(p) = 0'), 'equations[0].text', [4, 5], 'div takes a vector here, as in div(B)'],
  [equation('dt(u) = grad(u)'), 'equations[0].text', [13, 14], 'grad takes a scalar'],
  [equation('curl(p) = 0'), 'equations[0].text', [5, 6], 'curl takes a vector here'],
  [equation('p_t = dot(u, p)'), 'equations[0].text', [13, 14], 'dot takes a vector here'],
  [equation('p_t = dot(u, (1, 2))'), 'equations[0].text', [6, 20], '3 and 2 components'],
  [equation('dt(u) = cross(u, p)'), 'equations[0].text', [17, 18], 'cross takes a vector here'],
  [
    equation('p_t = div((p, p))'),
    'equations[0].text',
    [10, 16],
    '3 components (along x, y and z), but this one has 2',
  ],
  [
    equation('p_t = dot(u)'),
    'equations[0].text',
    [6, 12],
    'dot takes two arguments, as in dot(u, B), but has 1',
  ],
  [equation('p_t = div(u, B)'), 'equations[0].text', [6, 15], 'div takes one argument'],
  [equation('p_t = advect(p, p)'), 'equations[0].text', [13, 14], 'advect takes a vector here'],
  [equation('p_t = laplacian'), 'equations[0].text', [6, 15], '"laplacian" is an operator'],
  [equation('p_t = laplacan(p)'), 'equations[0].text', [6, 14], 'Did you mean "laplacian"'],
  [equation('p_t = rot(u)'), 'equations[0].text', [6, 9], 'Write curl(B)'],
  [equation('p_t = laplacian(laplacian(p_x))'), 'equations[0].text', [6, 31], 'order 5'],
  [equation('p_t = ∇p'), 'equations[0].text', [6, 7], 'write grad(…)'],
  [
    { ...equation('dt(p) = 0'), coordinates: { x: [0, 1], y: [0, 1], z: [0, 1] }, conditions: [] },
    'equations[0].text',
    [0, 5],
    'dt needs a time coordinate',
  ],
  // Vectors and definitions
  [{ vectors: { u: ['ux', 'uy', 'uw'], B: ['Bx', 'By', 'Bz'] } }, 'vectors.u[2]', null, 'Did you mean "ux"'],
  [
    { vectors: { u: ['ux', 'ux', 'uz'], B: ['Bx', 'By', 'Bz'] } },
    'vectors.u[1]',
    null,
    'already a component',
  ],
  [{ vectors: { u: ['ux'], B: ['Bx', 'By', 'Bz'] } }, 'vectors.u', null, 'at least 2 entries'],
  [{ vectors: { p: ['ux', 'uy', 'uz'] } }, 'vectors.p', null, 'already the name of a field'],
  [{ vectors: { u: ['ux', 'uy', 'J'], B: ['Bx', 'By', 'Bz'] } }, 'vectors.u[2]', null, '"J" is a vector'],
  [definition('curl(K)'), 'definitions.J', [5, 6], '"K" is not known'],
  [definition('curl(B'), 'definitions.J', [4, 5], 'never closed'],
  [definition('J + B'), 'definitions.J', [0, 5], '"J" is defined by itself'],
  [{ definitions: { J: 'curl(K)', K: 'curl(J)' }, conditions: [] }, 'definitions.J', [0, 7], 'in a circle'],
  [definition('curl(K)'), 'equations[1].text', [58, 59], 'its definition is wrong'],
  [{ definitions: { B: 'curl(u)' } }, 'definitions.B', null, 'already the name of a vector'],
  [{ definitions: { curl: 'p', J: 'B' } }, 'definitions.curl', null, 'meaning in the language'],
  [
    { fields: ['p', 'ux', 'uy', 'uz', 'Bx', 'By', 'Bz', 'Jx'] },
    'definitions.J',
    null,
    'component "Jx", which is already the name of a field',
  ],
  [equation('p_t = Jw'), 'equations[0].text', [6, 8], 'Did you mean "J"'],
  [equation('p_t = energi'), 'equations[0].text', [6, 12], 'Did you mean "energy"'],
  [equation('p_t = energy_w'), 'equations[0].text', [13, 14], 'not made of coordinates'],
  // Coordinate systems and time
  [round({ x: [0, 1] }, 'polar'), 'coordinates.x', null, 'is no coordinate of a polar system'],
  [round({ r: [0, 1], z: [0, 1] }, 'polar'), 'coordinates.z', null, 'are r and theta, and time'],
  [round({ z: [0, 1] }, 'cylindrical'), 'coordinates', null, 'needs the coordinate r'],
  [
    round({ r: [0, 1], phi: [0, 1] }, 'spherical'),
    'coordinates',
    null,
    'needs the coordinate theta when it has phi',
  ],
  [round({ r: [-1, 1] }, 'spherical'), 'coordinates.r', null, 'begins at 0 or above'],
  [round({ r: [0, 1] }, 'sperical'), 'coordinateSystem', null, 'Did you mean "spherical"'],
  [{ time: 'tau' }, 'time', null, '"tau" is not a coordinate'],
  [
    round({ r: [1, 2], theta: [0, 1] }, 'polar', {
      ...{ fields: ['a', 'b'], vectors: { v: ['a', 'b'] } },
      ...{ equations: ['v_theta = 0'], conditions: [{ on: 'r = 1', require: 'v = 0' }] },
    }),
    'equations[0].text',
    [0, 7],
    'unit vectors turn along theta',
  ],
  // Indexed coordinates
  [indexed('sum(i, d(f, y[i])) = 0'), 'equations[0].text', [0, 18], '"i" is the index of none here'],
  [indexed('d(f, x[4], 2) = 0'), 'equations[0].text', [7, 8], 'runs from 1 to 3'],
  [indexed('d(f, x[i], 2) = 0'), 'equations[0].text', [7, 8], '"i" is no index here'],
  [indexed('d(f, x[1.5], 2) = 0'), 'equations[0].text', [7, 10], 'An index is a whole number'],
  [indexed('sum(i, x[i]*f_x1, 2) = 0'), 'equations[0].text', [0, 20], 'sum takes two arguments'],
  [indexed('sum(2, f_x1) = 0'), 'equations[0].text', [4, 5], 'begins with the name of an index'],
  [indexed('sum(i, sum(i, d(f, x[i]))) = 0'), 'equations[0].text', [0, 26], '"i" is the index of none here'],
  [indexed('sum(i, x[i]*sum(i, d(f, x[i]))) = 0'), 'equations[0].text', [16, 17], 'already the index'],
  [indexed('f_x1 = x'), 'equations[0].text', [7, 8], 'write one of x[1] to x[3]'],
  [indexed('f_x1 = x[1'), 'equations[0].text', [8, 9], 'The "[" after "x" is never closed'],
  [indexed('f_x1 = nu[1]'), 'equations[0].text', [7, 9], '"nu" has no index'],
  [indexed('f_x1 = 0', { coordinates: { 'x[3..1]': [0, 1] } }), 'coordinates.x[3..1]', null, 'do not go up'],
  // Unknowns
  [inferred({}), 'unknowns.nu.start', null, 'is missing'],
  [inferred({ start: 2, high: 1 }), 'unknowns.nu.start', null, 'above its bound high = 1'],
  [inferred({ start: 2, low: 3 }), 'unknowns.nu.start', null, 'below its bound low = 3'],
  [inferred({ start: 2, low: 3, high: 1 }), 'unknowns.nu', null, 'low must be the smaller one'],
  [inferred({ start: 0, positive: true }), 'unknowns.nu.start', null, 'greater than 0'],
  [inferred({ start: 1, low: -1, positive: true }), 'unknowns.nu.low', null, 'at least 0, not -1'],
  [inferred({ start: 'a' }), 'unknowns.nu.start', [0, 1], '"a" is not known'],
  [
    inferred({ start: 1, lowest: 0 }),
    'unknowns.nu.lowest',
    null,
    'Known here: start, low, high, positive and network',
  ],
  [{ unknowns: { nu: { start: 1 } } }, 'unknowns.nu', null, 'already the name of a parameter'],
  [
    { unknowns: { k: { start: 1 } }, parameters: { nu: '2*k' } },
    'parameters.nu',
    [2, 3],
    'is to be inferred',
  ],
  [
    { unknowns: { k: { start: 1 } }, ...condition('p = 0', 't = k') },
    'conditions[0].on',
    [4, 5],
    'is to be inferred',
  ],
  [inferred({ start: 'nu' }), 'unknowns.nu.start', [0, 2], 'is to be inferred'],
  [inferred({ start: 1, network: {} }), 'unknowns.nu.network', null, 'is a number, which has no network'],
  // Unknown functions
  [unknownFunction('k(x,w)'), 'unknowns.k(x,w)', null, '"w" is not a coordinate, so k can\'t depend on it'],
  [unknownFunction('k(x,x)'), 'unknowns.k(x,x)', null, 'names the coordinate x twice'],
  [unknownFunction('k(x,'), 'unknowns.k(x,', null, 'is not a name'],
  [unknownFunction('p(x)'), 'unknowns.p(x)', null, 'already the name of a field'],
  [unknownFunction('sin(x)'), 'unknowns.sin(x)', null, 'meaning in the language'],
  [unknownFunction('k(x)', { low: 0 }), 'unknowns.k(x).low', null, 'is a function, which has no bounds'],
  [
    unknownFunction('k(x)', { positive: true, start: -1 }),
    'unknowns.k(x).start',
    null,
    'greater than 0, not -1',
  ],
  [unknownFunction('k(x)', { start: 'x' }), 'unknowns.k(x).start', [0, 1], '"x" is not known'],
  [unknownFunction('k(x)', { network: { width: 0 } }), 'unknowns.k(x).network.width', null, 'at least 1'],
  [
    { ...unknownFunction('k(x)'), ...equation('p_t = k(x)') },
    'equations[0].text',
    [6, 7],
    '"k" is a function of x wherever it stands; write k alone',
  ],
  [
    { ...unknownFunction('k(x)'), parameters: { nu: 1, k_x: 2 } },
    'parameters.k_x',
    null,
    'reads as a derivative of k',
  ],
  [
    { ...unknownFunction('k(x)'), conditions: [{ on: 'x = 0', require: 'k = 1', hard: true }] },
    'conditions[0].require',
    [0, 1],
    'gives the value of one field',
  ],
  // Normals and integrals
  [equation('p_t = dn(p)'), 'equations[0].text', [6, 11], 'dn(…) and normal stand only in conditions'],
  [equation('p_t = dot(normal, u)'), 'equations[0].text', [10, 16], 'stand only in conditions'],
  [condition('dn(p) = 0', 't = 0'), 'conditions[0].require', [0, 5], 'write a derivative such as p_t'],
  [condition('dn = 0', 'x = 0'), 'conditions[0].require', [0, 2], '"dn" is an operator'],
  [condition('dn(p, x) = 0', 'x = 0'), 'conditions[0].require', [0, 8], 'dn takes one argument'],
  [
    { conditions: [{ on: 'x = 0', require: 'p = normalx', hard: true }] },
    'conditions[0].require',
    [4, 11],
    'expression of coordinates',
  ],
  [equation('p_t = integral(p, x)'), 'equations[0].text', [6, 20], 'integral takes four arguments'],
  [
    equation('p_t = integral(p, w, 0, 1)'),
    'equations[0].text',
    [18, 19],
    'nothing can be integrated over it',
  ],
  [equation('p_t = integral(p, 2*x, 0, 1)'), 'equations[0].text', [18, 21], 'is a coordinate, as in'],
  [
    equation('p_t = integral(p, x, 0, p)'),
    'equations[0].text',
    [24, 25],
    'expression of coordinates and parameters',
  ],
  [
    equation('p_t = integral(p, x, u, 1)'),
    'equations[0].text',
    [21, 22],
    'A bound of an integral is a scalar',
  ],
  [equation('p_t = integral(q, x, 0, 1)'), 'equations[0].text', [15, 16], '"q" is not known'],
  // Complex fields
  [complex({ complex: ['g'] }), 'complex[0]', null, '"g" is not a field, so it can\'t be complex'],
  [complex({ complex: ['h', 'h'] }), 'complex[1]', null, 'is named twice'],
  [complex({ fields: ['h', 'hRe'] }), 'complex[0]', null, '"hRe" is already the name of a field'],
  [complex({ parameters: { i: 1 } }), 'parameters.i', null, 'meaning in the language'],
  [complex(equation('i*h_t = foo*h')), 'equations[0].text', [8, 11], '"foo" is not known'],
  [complex(equation('i*h_t = h_xw')), 'equations[0].text', [10, 12], 'not made of coordinates'],
  [
    complex(equation('i*h_t = sin(h)')),
    'equations[0].text',
    [12, 13],
    'sin of a complex number is not known',
  ],
  [complex(equation('i*h_t = h^a')), 'equations[0].text', [10, 11], 'whole powers from 1 to 8'],
  [complex(equation('i*h_t = 2^h')), 'equations[0].text', [10, 11], 'An exponent is real'],
  [complex(equation('i*h_t = if(h > 1, h, 0)')), 'equations[0].text', [11, 12], 'What is compared is real'],
  [complex(equation('i*h_t = max(1, h)')), 'equations[0].text', [15, 16], 'What max is taken of is real'],
  [complex(equation('i*h_t = prod(k, h)')), 'equations[0].text', [8, 18], 'of real numbers'],
  [complex({ definitions: { q: 'sin(h)' } }), 'definitions.q', [4, 5], 'is not known'],
  [complex({ definitions: { q: 'h*foo' } }), 'definitions.q', null, '"foo" is not known'],
  [data({}), 'data[0].columns', null, 'No field is measured'],
  [column('J'), 'data[0].columns.J', null, 'a column for each component that is measured: Jx, Jy and Jz'],
  [column('B'), 'data[0].columns.B', null, 'Bx, By and Bz'],
  [column('Jw'), 'data[0].columns.Jw', null, 'Did you mean "Jx"'],
  [column('normalx'), 'data[0].columns.normalx', null, 'measured points have none'],
  [
    column('q', { definitions: { J: 'curl(B)', q: 'nu*x' }, conditions: [] }),
    'data[0].columns.q',
    null,
    'holds no field',
  ],
  [data({ measured: { 'p +': 'a' } }), 'data[0].measured.p +', null, 'xpect'],
  [data({ measured: { u: 'a' } }), 'data[0].measured.u', null, 'vector'],
  [data({ measured: { 'nu*x': 'a' } }), 'data[0].measured.nu*x', null, 'holds no field'],
  [data({ measured: { 'dn(p)': 'a' } }), 'data[0].measured.dn(p)', null, 'measured points have none'],
  [data({ measured: { p: 'a' }, noise: 0 }), 'data[0].noise', null, 'is greater than 0'],
  [data({ measured: { p: 'a' }, noise: '-1e-3' }), 'data[0].noise', null, 'is greater than 0'],
  [data({ measured: { p: 'a' }, noise: true }), 'data[0].noise', null, 'number'],
  [data({ measured: { p: 'a' }, validation: 0.95 }), 'data[0].validation', null, '0.9'],
  [data({ measured: { p: 'a' }, validation: -0.1 }), 'data[0].validation', null, '0'],
  [
    { data: [{ file: 'a.csv', columns: { x: 'x', y: 'y', z: 'z', t: 't', p: 'p' }, measured: { p: 'b' } }] },
    'data[0].measured.p',
    null,
    'has a column already',
  ],
  [
    complex({ data: [{ file: 'a.csv', columns: { x: 'x', t: 't', h: 'h' } }] }),
    'data[0].columns.h',
    null,
    'hRe and hIm',
  ],
  [
    complex({ fields: ['h', 'v'], vectors: { w: ['h', 'v'] } }),
    'vectors.w',
    null,
    'partly complex; make v complex, too',
  ],
  [equation('p_t = conj(p)'), 'equations[0].text', [6, 10], 'no field is complex'],
  // Periodic conditions
  [condition('p = 0'), 'conditions[0].require', [0, 1], 'Say where this holds: give "on"'],
  [condition('p(x=0) = p'), 'conditions[0].require', [9, 10], 'Say where this holds: give "on"'],
  [condition('p(x=0) = p(y=1)'), 'conditions[0].require', [0, 15], 'joins both ends of one coordinate'],
  [condition('p(x=0) = p(x=0)'), 'conditions[0].require', [0, 15], 'joins both ends'],
  [condition('p(x=0.5) = p(x=1)'), 'conditions[0].require', [4, 7], 'lies inside the domain'],
  [condition('p(w=0) = p(x=1)'), 'conditions[0].require', [2, 3], '"w" is not a coordinate'],
  [condition('p(x=0) - p(x=1) = p(x=1)'), 'conditions[0].require', [9, 15], 'Put what holds at one place'],
  [condition('p(x=0) + ux = p(x=1)'), 'conditions[0].require', [9, 11], 'Say where "ux" is meant: ux(x = 0)'],
  [condition('p(x=0) = u(x=1)'), 'conditions[0].require', [0, 15], 'the left side a scalar'],
  [condition('p(x=0, y=1) = p(x=1)'), 'conditions[0].require', [5, 6], 'Only one coordinate'],
  [
    condition('p(x=0) = p(x=1)', 't = 0'),
    'conditions[0].require',
    [0, 6],
    'stands only in a condition without "on"',
  ],
  [
    { conditions: [{ require: 'p(x=0) = p(x=1)', hard: true }] },
    'conditions[0].hard',
    null,
    'join both ends of ux, uy, uz, Bx, By and Bz too',
  ],
  [
    { conditions: [{ require: 'p_x(x=0) = p_x(x=1)', hard: true }] },
    'conditions[0].require',
    [0, 19],
    'joins the values of one field',
  ],
  [
    indexed('laplacian(f) = 0', {
      conditions: [
        { require: 'f(x1=0) = f(x1=1)', hard: true },
        { on: 'x2 = 0', require: 'f = x1', hard: true },
      ],
    }),
    'conditions[1].require',
    null,
    'gives 0 where x1 = 0 and 1 where x1 = 1',
  ],
  [
    indexed('laplacian(f) = 0', {
      conditions: [
        { on: 'x1 = 0', require: 'f = 1', hard: true },
        { require: 'f(x1=0) = f(x1=1)', hard: true },
      ],
    }),
    'conditions[0].require',
    null,
    'no value of it can be built in there',
  ],
  [condition('u = 0', ' '), 'conditions[0].require', [0, 1], 'or say it on each side'],
  [
    { conditions: [{ on: 't = 0', require: 'u = grad(p)', hard: true }] },
    'conditions[0].require',
    [4, 11],
    'expression of coordinates',
  ],
  // Comparisons and functions
  [equation('p_t = p < 1'), 'equations[0].text', [8, 9], 'only in the condition of if'],
  [equation('p_t = if(p, 1, 2)'), 'equations[0].text', [10, 11], 'is a comparison'],
  [equation('p_t = if(p < 1, 2)'), 'equations[0].text', [6, 18], 'three arguments'],
  [equation('p_t = if(p != 1, 2, 3)'), 'equations[0].text', [11, 13], 'Compare with'],
  [equation('p_t = ln(p)'), 'equations[0].text', [6, 8], 'written log(x)'],
  [equation('p_t = arctan(p)'), 'equations[0].text', [6, 12], 'Write atan(x)'],
  [equation('p_t = e^p'), 'equations[0].text', [6, 7], 'exp(1)'],
  [equation('p_t = i*p'), 'equations[0].text', [6, 7], 'not the imaginary unit here'],
  // As it is written on paper
  [equation('p_t = sin p'), 'equations[0].text', [6, 9], 'give its argument in brackets, as in sin(p)'],
  [equation('p_t = sin^2(p)'), 'equations[0].text', [6, 9], 'as in sin(…)^2'],
  [equation('dp/dt(p) = p'), 'equations[0].text', [0, 2], 'Write a derivative as a subscript, such as p_x'],
  [equation('p_t(x) = p'), 'equations[0].text', [0, 3], 'not a function but a derivative'],
  // Numbers that are none
  [equation('p_t = p_xx + sqrt(1 - 2)'), 'equations[0].text', [13, 24], 'no finite value: look for a root'],
  [equation('p_t = p*log(x - 2)'), 'equations[0].text', [8, 18], 'no finite value where x ='],
  [equation('p_t = p/(2 - 2)'), 'equations[0].text', [6, 15], 'divides by 0 everywhere'],
  [
    condition('p = sqrt(t - 1 - x)', 't = 0'),
    'conditions[0].require',
    [4, 19],
    'no finite value where t = 0',
  ],
  // Units
  [{ units: { x: 'metre' } }, 'units.x', null, 'not a unit'],
  [{ units: { q: 'm' } }, 'units.q', null, 'nothing that this study names'],
  [{ coordinates: { 'x[1..1000000]': [0, 1] } }, 'coordinates.x[1..1000000]', null, 'there may be 256'],
];

describe('a bad study', () => {
  it('has at least sixty kinds', () => expect(bad.length).toBeGreaterThanOrEqual(60));

  it.each(bad.map((entry, index) => [index, ...entry] as const))(
    '%i: %j at %s',
    (_index, changes, place, span, sentence) => {
      const found = problemsOf(changes);
      const told = found.map(({ path, message }) => `${describePath(path)}: ${message}`).join('\n');
      const problem = found.find(
        ({ path, message }) => describePath(path) === place && message.includes(sentence),
      );
      expect(problem, told).toBeDefined();
      expect(problem?.severity).toBe('error');
      if (span !== null) expect(problem?.span).toEqual({ start: span[0], end: span[1] });
      expect(problem?.message).toMatch(/[.?]$/);
    },
  );

  it('whose base has too few conditions is only doubtful', () => {
    const found = problemsOf({});
    expect(found.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    for (const { message } of found) expect(message).toContain('so many solutions are possible');
  });
});

describe('a doubtful study', () => {
  const doubtful: [changes: Record<string, unknown>, place: string, sentence: string][] = [
    [inferred({ start: 1 }), 'unknowns.nu', 'there are no data'],
    [{ unknowns: { k: { start: 1 } } }, 'unknowns.k', 'occurs in no equation or condition'],
    [
      { equations: ['dt(u) = cross(J, B)*nu', 'grad(p) = B'] },
      'equations',
      'There are 6 equations for 7 fields',
    ],
    [{ parameters: { nu: 1, k: 2 } }, 'parameters.k', 'is not used'],
    [{ equations: ['u = nu*B', 'div(J) = p'] }, 'equations[0].text', 'neither derivative nor integral'],
    [
      marched({ windows: { count: 1 }, equations: ['f_t = f_xx', '0 = f_t - f_xx'] }),
      'equations[1].text',
      'says the same as equations[0]',
    ],
    [
      marched({ windows: { count: 1 }, equations: ['f_t = f_xx', 'f_x = f'] }),
      'equations',
      '2 equations for 1 field',
    ],
    [again('f = 0'), 'conditions[1].require', 'says the same as conditions[0]'],
    [again('f = 2*x'), 'conditions[1].require', 'conditions[0] gives f another value'],
    [marched({ equations: ['f_t = f_x/x'] }), 'equations[0].text', 'divides by 0 where x = 0'],
    [round({ r: [0, 1] }, 'spherical'), 'equations[0].text', 'divides by 0 where r = 0'],
    [
      round({ r: [1, 2], theta: [0.1, 'pi'] }, 'spherical'),
      'equations[0].text',
      'divides by 0 where theta = 3.142',
    ],
    [
      marched({ windows: { count: 1 }, equations: ['f_t = integral(f, x, 0, 2)'] }),
      'equations[0].text',
      'reaches x = 2, but x runs from 0 to 1',
    ],
  ];
  it.each(doubtful)('%j: %s', (changes, place, sentence) => {
    const found = problemsOf(changes);
    const told = found.map(({ path, message }) => `${describePath(path)}: ${message}`).join('\n');
    const problem = found.find((entry) => describePath(entry.path) === place);
    expect(problem?.message, told).toContain(sentence);
    expect(problem?.severity).toBe('warning');
  });
});

describe('readStudy', () => {
  it('gives no meaning to a bad study', () => {
    const parsed = parseStudy({
      collocate: 1,
      coordinates: { x: [0, 1] },
      fields: ['u'],
      equations: ['u = (1, 2)'],
    });
    expect(parsed.ok && readStudy(parsed.study).meaning).toBeUndefined();
  });
});
