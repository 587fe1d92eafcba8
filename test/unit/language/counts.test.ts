import { describe, expect, it } from 'vitest';
import { checkStudy } from '../../../src/language';
import { gallery, parseStudy, type StudyDocument } from '../../../src/study';

/** What is told of conditions that are missing: the field, the coordinate, how many are asked for and how many to add. */
function missing(document: Partial<StudyDocument>): string[] {
  const parsed = parseStudy({ collocate: 1, ...document });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  const problems = checkStudy(parsed.study);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const sentence =
    /order \d in (.+) along (\w+|each of [^,]+(?:, \w+)*), which asks for (\d) conditions? on \w+ (?:where|on the two ends) .*, and there (?:is|are) \w+, .* add (\d)( for each)?\.$/;
  return problems.flatMap(({ message }) => {
    const [fields, along, ...counts] = sentence.exec(message)?.slice(1, 5) ?? [];
    const each = (along ?? '').replace('each of ', '').split(/, | and /);
    return fields === undefined ? [] : each.map((coordinate) => [fields, coordinate, ...counts].join(' '));
  });
}

const at = (...list: [on: string, require: string][]) => list.map(([on, require]) => ({ on, require }));
const line: Partial<StudyDocument> = { coordinates: { x: [0, 1], t: [0, 2] }, fields: ['u'] };
const square: Partial<StudyDocument> = { coordinates: { x: [0, 1], y: [0, 1] }, fields: ['u'] };
const start: [string, string] = ['t = 0', 'u = 0'];
const walls: [string, string][] = [
  ['x = 0', 'u = 0'],
  ['x = 1', 'u = 0'],
];

describe('conditions that are missing', () => {
  it.each<[string, Partial<StudyDocument>, string[]]>([
    ['heat', { equations: ['u_t = u_xx'], conditions: at(start, walls[0]) }, ['u x 2 1']],
    ['heat without a start', { equations: ['u_t = u_xx'], conditions: at(...walls) }, ['u t 1 1']],
    ['waves at rest', { equations: ['u_tt = 4*u_xx'], conditions: at(start, ...walls) }, ['u t 2 1']],
    [
      'a beam',
      { equations: ['u_tt = -u_xxxx'], conditions: at(start, ['t = 0', 'u_t = 0'], ...walls) },
      ['u x 4 2'],
    ],
    [
      'a flux',
      { equations: ['u_t = d(2*u_x, x)/3 - u^3'], conditions: at(start, ['x = 1', 'u_x = 0']) },
      ['u x 2 1'],
    ],
    [
      'what can not be said through another field',
      { fields: ['u', 'v'], equations: ['u_t = v', 'v_t = u_xx'], conditions: at(start, ...walls) },
      ['v t 1 1'],
    ],
  ])('%s', (_what, changes, expected) => {
    expect(missing({ ...line, ...changes })).toEqual(expected);
  });

  it('are told with their place', () => {
    const parsed = parseStudy({
      collocate: 1,
      ...line,
      equations: ['u_t = u_xx'],
      conditions: at(start),
    });
    if (!parsed.ok) throw new Error(parsed.problems[0].message);
    expect(checkStudy(parsed.study)).toEqual([
      {
        path: ['conditions'],
        severity: 'warning',
        message:
          'The equations are of order 2 in u along x, which asks for 2 conditions on u where x = 0 or x = 1, and there is none, so many solutions are possible; add 2.',
      },
    ]);
  });

  it('are told of each side of a flow', () => {
    const flow = {
      coordinates: { x: [0, 1], y: [0, 1] },
      fields: ['u', 'v', 'p'],
      vectors: { w: ['u', 'v'] },
      equations: ['advect(w, w) = -grad(p) + laplacian(w)', 'div(w) = 0'],
    } satisfies Partial<StudyDocument>;
    const held = ['y = 0', 'y = 1', 'x = 0'].map((on): [string, string] => [on, 'w = 0']);
    expect(missing({ ...flow, conditions: at(...held) })).toEqual(['u and v x 2 1']);
    expect(missing({ ...flow, conditions: at(...held, ['x = 1', 'w = 0']) })).toEqual([]);
  });
});

describe('conditions that are enough', () => {
  it.each<[string, Partial<StudyDocument>]>([
    [
      'periodic ones',
      { equations: ['u_t = u_xx'], conditions: [...at(start), { on: '', require: 'u(x=0) = u(x=1)' }] },
    ],
    ['at the end of time', { equations: ['u_t = -u_xx'], conditions: at(['t = 2', 'u = x'], ...walls) }],
    ['transport', { equations: ['u_t + u_x = 0'], conditions: at(start) }],
    ['a coefficient that vanishes', { equations: ['u_t = x*u_xx'], conditions: at(start) }],
    ['one that vanishes in sum', { equations: ['u_t = u_xx - x^2*u_xx - 2*x*u_x'], conditions: at(start) }],
    ['a derivative that cancels', { equations: ['u_t + u_xx = u_xx - u'], conditions: at(start) }],
    ['a coefficient 0', { parameters: { nu: 0 }, equations: ['u_t + u_x = nu*u_xx'], conditions: at(start) }],
    ['memory', { equations: ['u_x = u_xx + integral(u, t, 0, t)'], conditions: at(...walls) }],
    [
      'said through another field',
      {
        fields: ['u', 'v'],
        equations: ['u_t = v', 'v_t = u_xx'],
        conditions: at(start, ['t = 0', 'u_t = 0'], ...walls),
      },
    ],
    [
      'tied by an algebraic equation',
      { fields: ['u', 'v'], equations: ['u_t + v_t = u', 'u - 2*v = 1 + 0*u_t'], conditions: at(start) },
    ],
    ['more equations than fields', { equations: ['u_t = u_xx', 'u_x = cos(x)'], conditions: at(start) }],
  ])('%s', (_what, changes) => {
    expect(missing({ ...line, ...changes })).toEqual([]);
  });

  it('where a symmetry, data or an unknown may stand for them', () => {
    const heat = { ...line, equations: ['u_t = u_xx'], conditions: at(start, walls[0]) };
    expect(missing({ ...heat, symmetries: { u: { x: 'odd' } } })).toEqual([]);
    expect(missing({ ...heat, data: [{ file: 'a.csv', columns: { x: 'x', t: 't', u: 'u' } }] })).toEqual([]);
    const k = { start: 1, positive: true };
    expect(missing({ ...heat, equations: ['u_t = k*u_xx'], unknowns: { k } })).toEqual([]);
  });

  it('where the solution starts from one side', () => {
    const equations = ['laplacian(u) = 0'];
    const conditions = at(['y = 0', 'u = sin(pi*x)'], ['y = 0', 'u_y = 0']);
    expect(missing({ ...square, equations, conditions })).toEqual([]);
  });

  it('in the plane, with a stream function and its vorticity', () => {
    const conditions = ['x = 0', 'x = 1', 'y = 0', 'y = 1'].flatMap((on) =>
      at([on, 'psi = 0'], [on, `psi_${on[0]} = 0`]),
    );
    const cavity = {
      ...square,
      fields: ['psi', 'omega'],
      equations: ['psi_y*omega_x - psi_x*omega_y = laplacian(omega)', 'laplacian(psi) = -omega'],
    };
    expect(missing({ ...cavity, conditions })).toEqual([]);
    const fewer = conditions.filter(({ require }) => !require.startsWith('psi_'));
    expect(missing({ ...cavity, conditions: fewer })).toEqual(['omega x 2 2', 'omega y 2 2']);
  });

  it('in every study of the gallery', () => {
    for (const { study } of gallery) expect(missing(study as StudyDocument)).toEqual([]);
  });
});
