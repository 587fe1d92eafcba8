import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  checkStudy,
  complete,
  evaluateNumber,
  expandedEquations,
  parseEquation,
  print,
  readStudy,
  typeset,
  type Names,
} from '../../../src/language';
import { parseStudy, parseStudyText, studyText, termNames, type Study } from '../../../src/study';
import { measured } from '../../support/work';
import { components, valueOf } from './calculus';
import { names, resolved, tree } from './support';

function study(document: Record<string, unknown>): Study {
  const parsed = parseStudy({ collocate: 1, ...document });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.study;
}

function meaningOf(document: Record<string, unknown>) {
  const { meaning, problems } = readStudy(study(document));
  if (meaning === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return meaning;
}

const flow = {
  coordinates: { x: [0, 1], y: [0, 1], t: [0, 1] },
  fields: ['u', 'v', 'p'],
  vectors: { w: ['u', 'v'] },
  parameters: { nu: 0.01 },
  equations: ['div(w) = 0', 'dt(w) + advect(w, w) = -grad(p) + nu*laplacian(w)'],
  conditions: [
    { on: 't = 0', require: 'w = (sin(pi*x), 0)', hard: true },
    { on: 'x = 0', require: 'w = 0', weight: 3 },
    { require: 'w(y=0) = w(y=1)' },
  ],
};

describe('a system with vectors', () => {
  const meaning = meaningOf(flow);

  it('is a list of scalar equations, each with its name and origin', () => {
    expect(meaning.equations.map((equation) => print(equation))).toEqual([
      'u_x + v_y = 0',
      'u_t + (u*u_x + v*u_y) = -p_x + nu*(u_xx + u_yy)',
      'v_t + (u*v_x + v*v_y) = -p_y + nu*(v_xx + v_yy)',
    ]);
    expect(meaning.residuals).toEqual([
      { name: 'equation 1', index: 0 },
      { name: 'equation 2, x', index: 1 },
      { name: 'equation 2, y', index: 1 },
    ]);
  });

  it('has conditions by component', () => {
    expect(meaning.conditions.map(({ name, index, require }) => [name, index, print(require)])).toEqual([
      ['t = 0, x', 0, 'u = sin(pi*x)'],
      ['t = 0, y', 0, 'v = 0'],
      ['x = 0, x', 1, 'u = 0'],
      ['x = 0, y', 1, 'v = 0'],
    ]);
    expect(meaning.periodic.map(({ name, left, right }) => [name, left.value, right.value])).toEqual([
      ['w(y=0) = w(y=1), x', 0, 1],
      ['w(y=0) = w(y=1), y', 0, 1],
    ]);
  });

  it('is shown as it is solved', () => {
    const [first, second] = expandedEquations(study(flow)) ?? [];
    expect(first).toMatchObject({ name: 'equation 1', index: 0, tex: 'u_{x} + v_{y} = 0' });
    expect(second.tex).toContain('u_{x x} + u_{y y}');
    expect(expandedEquations(study({ ...flow, equations: ['q = 0'] }))).toBeUndefined();
  });

  it('keeps its text', () => {
    const text = studyText(study(flow));
    expect(parseStudyText(text)).toEqual({ ok: true, study: study(flow) });
    expect(text).not.toContain('"on": ""');
  });

  it('names terms by component only where there are some', () => {
    const plain = study({ ...flow, equations: ['u_x = 0', { text: 'v_x = 0', name: 'wall' }] });
    expect(termNames(plain).equations).toEqual(['equation 1', 'wall']);
    const several = { equations: [[undefined], ['x', 'y']], conditions: [] };
    expect(termNames(plain, several).equations).toEqual(['equation 1', 'wall, x', 'wall, y']);
  });
});

describe('definitions', () => {
  const magnetic: Names = {
    coordinates: ['x', 'y', 'z'],
    fields: ['Ax', 'Ay', 'Az'],
    parameters: ['eta'],
    vectors: { A: ['Ax', 'Ay', 'Az'] },
    definitions: { J: 'curl(B)', B: 'curl(A)', heat: 'eta*dot(J, J)' },
  };

  it('stand for scalars and vectors, in any order, with their components', () => {
    expect(components('div(B)', magnetic)).toHaveLength(1);
    expect(print(components('Bx', magnetic)[0])).toBe('Az_y - Ay_z');
    expect(print(components('Jz', magnetic)[0])).toBe('Ax_zx - Az_xx - (Az_yy - Ay_zy)');
    expect(print(components('Bz_x', magnetic)[0])).toBe('Ay_xx - Ax_yx');
    const fields = {
      Ax: () => 0,
      Ay: () => 0,
      Az: ({ x, y }: Readonly<Record<string, number>>) => x * x + y,
    };
    // J = −∇² A here: J_z = −2
    expect(valueOf(components('heat', magnetic)[0], { x: 1, y: 2, z: 3, eta: 0.5 }, fields)).toBeCloseTo(
      2,
      5,
    );
  });

  it('point at the place that uses them', () => {
    const [part] = components('  Jz', magnetic);
    expect(part.span).toEqual({ start: 2, end: 4 });
  });

  it('may be components of a vector', () => {
    const stream: Names = {
      coordinates: ['x', 'y'],
      fields: ['psi'],
      parameters: [],
      definitions: { a: 'psi_y', b: '-psi_x' },
      vectors: { w: ['a', 'b'] },
    };
    expect(print(components('div(w)', stream)[0])).toBe('psi_yx - psi_xy');
    expect(print(components('curl(w)', stream)[0])).toBe('-psi_xx - psi_yy');
  });

  it('that would grow beyond all bounds are refused with little work', () => {
    const definitions = Object.fromEntries(
      Array.from({ length: 26 }, (_, k) => {
        const next = String.fromCharCode(98 + k);
        return [`q${String.fromCharCode(97 + k)}`, k === 25 ? 'u' : `q${next} * q${next} + q${next}`];
      }),
    );
    const grown = study({ coordinates: { x: [0, 1] }, fields: ['u'], definitions, equations: ['u_x = qa'] });
    const { result, work } = measured(() => checkStudy(grown));
    expect(result.some(({ message }) => message.includes('more than 50000 parts'))).toBe(true);
    expect(work).toBeLessThan(100);
  });
});

describe('indexed coordinates', () => {
  const high = meaningOf({
    coordinates: { 'x[1..100]': [0, 1] },
    fields: ['u'],
    equations: ['-sum(i, d(u, x[i], 2)) = 100*pi^2*prod(k, sin(pi*x[k]))'],
    conditions: [{ on: 'x7 = 0', require: 'u = 0' }],
  });

  it('are one for each index', () => {
    expect(high.names.coordinates).toHaveLength(100);
    expect(high.box.x100).toEqual([0, 1]);
    expect(high.conditions[0].place).toMatchObject({ coordinate: 'x7' });
  });

  it('are summed over', () => {
    const small: Names = {
      coordinates: ['x1', 'x2', 'x3'],
      families: { x: [1, 3] },
      fields: ['u'],
      parameters: [],
    };
    const text = (source: string) => components(source, small).map((part) => print(part));
    expect(text('sum(i, d(u, x[i], 2))')).toEqual(['u_x1x1 + u_x2x2 + u_x3x3']);
    expect(text('prod(i, x[i])')).toEqual(['x1*x2*x3']);
    expect(text('sum(i, i*x[i])')).toEqual(['1*x1 + 2*x2 + 3*x3']);
    expect(text('x[2] + x2')).toEqual(['x2 + x2']);
    expect(text('sum(i, sum(j, d(d(u, x[i]), x[j])))')[0]).toContain('u_x2x3');
    expect(text('laplacian(u)')).toEqual(['u_x1x1 + u_x2x2 + u_x3x3']);
    const hundred = print(high.equations[0].left);
    expect(hundred.match(/u_x\d+x\d+/g)).toHaveLength(100);
  });

  it('are read with little work', () => {
    const { work } = measured(() =>
      meaningOf({
        coordinates: { 'x[1..100]': [0, 1] },
        fields: ['u'],
        equations: ['sum(i, sum(j, d(d(u, x[i]), x[j]))) = dot(grad(u), grad(u))'],
        conditions: [{ on: 'x1 = 0', require: 'u = 0' }],
      }),
    );
    expect(work).toBeLessThan(100);
  });
});

describe('functions', () => {
  it.each([
    ['if(x < 1, 2, 3)', [2, 3, 3]],
    ['if(x <= 1, 2, 3)', [2, 2, 3]],
    ['if(x > 1, 2, 3)', [3, 3, 2]],
    ['if(x >= 1, 2, 3)', [3, 2, 2]],
    ['if(x ≥ 1, 2, if(x ≤ 0, 7, 8))', [7, 2, 2]],
    ['heaviside(x - 1)', [0, 1, 1]],
    ['sign(x - 1)', [-1, 0, 1]],
    ['log10(10 + 45*x*(x - 1)) - 1', [0, 0, 1]],
  ])('%s', (text, expected) => {
    [0, 1, 2].forEach((x, k) => expect(evaluateNumber(resolved(text), { x })).toBeCloseTo(expected[k], 13));
  });

  it('of choice are read back from what is printed', () => {
    const once = resolved('if(x < u, u_x, 3)');
    expect(print(once)).toBe('if(x - u >= 0, 3, u_x)');
    expect(print(resolved('if(x > u, 1, 2)'))).toBe('if(u - x >= 0, 2, 1)');
  });
});

describe('unknowns', () => {
  const inverse = {
    coordinates: { x: [0, 1], t: [0, 1] },
    fields: ['u'],
    parameters: { L: 2 },
    unknowns: { nu: { start: 'L/4', positive: true }, k_1: { start: 0, low: -1, high: 'L' } },
    equations: ['u_t = nu*u_xx + k_1*u'],
    data: [{ file: 'a.csv', columns: { x: 'x', t: 't', u: 'u' } }],
  };

  it('have a start and bounds, and stand in trees as parameters', () => {
    const meaning = meaningOf(inverse);
    expect(meaning.unknowns).toEqual({
      nu: { start: 0.5, low: 0, high: Infinity, positive: true },
      k_1: { start: 0, low: -1, high: 2, positive: false },
    });
    expect(meaning.parameters).toEqual({ L: 2, nu: 0.5, k_1: 0 });
    expect(meaning.names.parameters).toEqual(['L', 'nu', 'k_1']);
    expect(checkStudy(study(inverse))).toEqual([]);
  });
});

describe('periodic conditions', () => {
  it('join two sides', () => {
    const meaning = meaningOf({
      coordinates: { x: [-1, 1], t: [0, 1] },
      fields: ['u'],
      equations: ['u_t + u_x = 0'],
      conditions: [
        { require: 'u(x=-1) = u(x=1)' },
        { require: '-u_x(x = 1) = 2*t*u_x(x = -1)', name: 'slope' },
      ],
    });
    expect(
      meaning.periodic.map(({ coordinate, left, right, name, index }) => [
        coordinate,
        left.value,
        print(left.tree),
        right.value,
        print(right.tree),
        name,
        index,
      ]),
    ).toEqual([
      ['x', -1, 'u', 1, 'u', 'u(x=-1) = u(x=1)', 0],
      ['x', 1, '-u_x', -1, '2*t*u_x', 'slope', 1],
    ]);
    expect(meaning.conditions).toEqual([]);
  });
});

describe('typesetting as typed', () => {
  const bold: Names = {
    ...names,
    fields: ['u', 'v', 'p'],
    vectors: { B: ['u', 'v'], omega: ['u', 'v'] },
  };
  it.each([
    ['div(B) = 0', '\\nabla \\cdot \\mathbf{B} = 0'],
    ['curl(omega) = -grad(p)', '\\nabla \\times \\boldsymbol{\\omega} = -\\nabla p'],
    [
      'dt(B) = nu*laplacian(B)',
      '\\frac{\\partial \\mathbf{B}}{\\partial t} = \\nu \\, \\nabla^{2} \\mathbf{B}',
    ],
    ['advect(B, p) = u_xx', '\\left(\\mathbf{B} \\cdot \\nabla\\right) p = u_{x x}'],
    [
      'dot(B, B)*2 = norm(B)',
      '\\left(\\mathbf{B} \\cdot \\mathbf{B}\\right) \\cdot 2 = \\left\\|\\mathbf{B}\\right\\|',
    ],
    ['sum(i, d(u, x[i], 2)) = 0', '\\sum_{i} \\frac{\\partial^{2} u}{\\partial x_{i}^{2}} = 0'],
    ['u(x=1) = B_x', '\\left.u\\right|_{x = 1} = \\mathbf{B}_{x}'],
    ['if(x <= 1, 0, u) = 1', '\\begin{cases} 0 & x \\le 1 \\\\ u & \\text{otherwise} \\end{cases} = 1'],
    [
      'cross(B, curl(B)) = (1, 2)',
      '\\mathbf{B} \\times \\left(\\nabla \\times \\mathbf{B}\\right) = \\left(1, 2\\right)',
    ],
  ])('%s', (text, expected) => {
    expect(typeset(tree(parseEquation(text)), { derivatives: 'subscript', names: bold })).toBe(expected);
  });
});

describe('completion', () => {
  const all: Names = {
    coordinates: ['x1', 'x2', 't'],
    families: { x: [1, 2] },
    fields: ['Ax', 'Ay'],
    parameters: ['nu', 'kappa'],
    unknowns: ['kappa'],
    vectors: { A: ['Ax', 'Ay'] },
    definitions: { omega: 'curl(A)' },
  };
  const at = (text: string) => complete(text, text.length, all).candidates;

  it('knows every kind of name', () => {
    const kinds = new Map(at('').map(({ label, kind }) => [label, kind]));
    expect(kinds.get('A')).toBe('vector');
    expect(kinds.get('omega')).toBe('definition');
    expect(kinds.get('kappa')).toBe('unknown');
    expect(kinds.get('curl')).toBe('operator');
    expect(kinds.get('if')).toBe('function');
    expect(at('x').map(({ insert }) => insert)).toEqual(['x[]']);
    expect(at('omega_').map(({ label }) => label)).toContain('omega_x1');
    expect(at('if')[0]).toMatchObject({ insert: 'if(, , )', caret: 5 });
  });
});

describe('the guide', () => {
  it('shows studies that are right', () => {
    const guide = readFileSync('docs/study.md', 'utf8');
    const examples = guide.match(/^ {4}\{\n(?: {4}.*\n)* {4}\}\n/gm) ?? [];
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) expect(checkStudy(study(JSON.parse(example)))).toEqual([]);
  });
});
