import { describe, expect, it } from 'vitest';
import { checkStudy, complete, parsePlace, readStudy } from '../../../src/language';
import { describePath, gallery, parseStudy, type Problem, type Study } from '../../../src/study';
import { names } from './support';

function study(changes: Record<string, unknown>): Study {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [-1, 1], t: [0, '2*pi'] },
    fields: ['u'],
    parameters: { nu: '0.01/pi' },
    equations: ['u_t + u*u_x = nu*u_xx'],
    conditions: [
      { on: 't = 0', require: 'u = -sin(pi*x)', hard: true },
      { on: 'x = -1', require: 'u = 0', hard: true },
    ],
    ...changes,
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.study;
}

describe('a place', () => {
  const box = { x: [-1, 1], t: [0, 2 * Math.PI] } as const;

  it.each([
    ['t = 0', 't', 0, 'low'],
    ['x=-1', 'x', -1, 'low'],
    ['x = 1', 'x', 1, 'high'],
    ['t = 2*pi', 't', 2 * Math.PI, 'high'],
    ['t = 6.283185307179587', 't', 2 * Math.PI, 'high'],
  ])('%s', (text, coordinate, value, side) => {
    expect(parsePlace(text, box)).toEqual({ ok: true, place: { coordinate, value, side } });
  });

  it('may use a parameter', () => {
    expect(parsePlace('x = L', { x: [0, 3] }, { L: 3 })).toMatchObject({ ok: true, place: { side: 'high' } });
  });

  it.each([
    ['x = 0', [4, 5], 'inside the domain'],
    ['x = 2', [4, 5], 'outside the domain'],
    ['y = 0', [0, 1], 'Coordinates: x and t'],
    ['start', [0, 5], 'a side of the domain, such as "x = -1"'],
    ['0 = x', [0, 1], 'on the left'],
    ['x = a', [4, 5], '"a" is not known'],
    ['x = ', [4, 4], 'right side'],
  ])('%j is refused', (text, [start, end], part) => {
    const outcome = parsePlace(text, box);
    if (outcome.ok) throw new Error('this is no side of the box');
    expect(outcome.problems[0].message).toContain(part);
    expect(outcome.problems[0].span).toEqual({ start, end });
  });
});

describe('a study', () => {
  it('of the gallery has no problem', () => {
    for (const entry of gallery) {
      const parsed = parseStudy(entry.study);
      if (!parsed.ok) throw new Error(parsed.problems[0].message);
      expect(checkStudy(parsed.study)).toEqual([]);
    }
  });

  it('is read into numbers, places and resolved equations', () => {
    const { meaning } = readStudy(study({}));
    expect(meaning?.box).toEqual({ x: [-1, 1], t: [0, 2 * Math.PI] });
    expect(meaning?.parameters).toEqual({ nu: 0.01 / Math.PI });
    expect(meaning?.equations).toHaveLength(1);
    expect(meaning?.conditions.map((condition) => condition.place)).toMatchObject([
      { side: 'low' },
      { side: 'low' },
    ]);
  });

  const hard = { hard: true };
  const cases: [string, Record<string, unknown>, string, string, Problem['severity']][] = [
    ['a wrong name', { equations: ['u_t = nuu*u_xx'] }, 'equations[0].text', 'Did you mean "nu"', 'error'],
    ['a field twice', { fields: ['u', 'u'] }, 'fields[1]', 'already the name of a field', 'error'],
    ['one name for two things', { parameters: { u: 1, nu: 1 } }, 'parameters.u', 'already', 'error'],
    [
      'a reserved name',
      { parameters: { sin: 1, nu: 1 } },
      'parameters.sin',
      'meaning in the language',
      'error',
    ],
    [
      'a parameter like a derivative',
      { parameters: { u_x: 1, nu: 1 } },
      'parameters.u_x',
      'derivative',
      'error',
    ],
    [
      'ambiguous coordinates',
      { coordinates: { x: [-1, 1], t: [0, 1], xt: [0, 1] } },
      'coordinates.xt',
      'x and t',
      'error',
    ],
    [
      'an empty range',
      { coordinates: { x: [1, 1], t: [0, 1] }, conditions: [] },
      'coordinates.x',
      'smaller',
      'error',
    ],
    [
      'a bad bound',
      { coordinates: { x: [-1, 1], t: [0, 'q'] } },
      'coordinates.t[1]',
      '"q" is not known',
      'error',
    ],
    ['a bad parameter', { parameters: { nu: '1/' } }, 'parameters.nu', 'Expected', 'error'],
    [
      'a bad place',
      { conditions: [{ on: 't = 1', require: 'u = 0' }] },
      'conditions[0].on',
      'inside',
      'error',
    ],
    [
      'a bad condition',
      { conditions: [{ on: 't = 0', require: 'u' }] },
      'conditions[0].require',
      'equals',
      'error',
    ],
    [
      'no field in a condition',
      { conditions: [{ on: 't = 0', require: 'x = 0' }] },
      'conditions[0].require',
      'no field',
      'error',
    ],
    [
      'a hard derivative',
      { conditions: [{ on: 't = 0', require: 'u_x = 0', ...hard }] },
      'conditions[0].require',
      'one field',
      'error',
    ],
    [
      'a hard unknown',
      { conditions: [{ on: 't = 0', require: 'u = u_x', ...hard }] },
      'conditions[0].require',
      'expression of coordinates',
      'error',
    ],
    ['an equation of nothing', { equations: ['x = nu'] }, 'equations[0].text', 'no field', 'error'],
    ['a truism', { equations: ['u_t + 0*u = u_t'] }, 'equations[0].text', 'always true', 'error'],
    [
      'an algebraic equation',
      { equations: ['u = nu'] },
      'equations[0].text',
      'neither derivative nor integral',
      'warning',
    ],
    ['a field left out', { fields: ['u', 'v'] }, 'fields', 'field v occurs in no equation', 'warning'],
    [
      'too few equations',
      { fields: ['u', 'v'], equations: ['u_t = nu*v_xx'] },
      'equations',
      'for 2 fields',
      'warning',
    ],
    ['an unused parameter', { parameters: { nu: 1, k: 2 } }, 'parameters.k', 'not used', 'warning'],
    ['nothing that fixes it', { conditions: [] }, 'conditions', 'many solutions', 'warning'],
    [
      'an unknown column',
      { data: [{ file: 'a.csv', columns: { x: 'x', t: 't', u: 'u', w: 'w' } }] },
      'data[0].columns.w',
      'neither',
      'error',
    ],
    [
      'a missing column',
      { data: [{ file: 'a.csv', columns: { x: 'x', u: 'u' } }] },
      'data[0].columns',
      'column for t',
      'error',
    ],
    [
      'nothing measured',
      { data: [{ file: 'a.csv', columns: { x: 'x', t: 't' } }] },
      'data[0].columns',
      'No field',
      'error',
    ],
  ];
  it.each(cases)('with %s', (_what, changes, place, part, severity) => {
    const found = checkStudy(study(changes));
    expect(found.map((problem) => describePath(problem.path))).toContain(place);
    const problem = found.find((entry) => describePath(entry.path) === place);
    expect(problem?.message).toContain(part);
    expect(problem?.severity).toBe(severity);
    expect(readStudy(study(changes)).meaning === undefined).toBe(severity === 'error');
  });

  it('with built-in conditions that contradict each other', () => {
    const contradiction = {
      conditions: [
        { on: 't = 0', require: 'u = cos(pi*x)', hard: true },
        { on: 'x = 1', require: 'u = 0', hard: true },
        { on: 'x = -1', require: 'u = -1', hard: true },
      ],
    };
    const [problem] = checkStudy(study(contradiction));
    expect(problem.path).toEqual(['conditions', 1, 'require']);
    expect(problem.message).toContain('Where t = 0, x = 1, conditions[0] gives u = -1 and this condition 0');
    const soft = { conditions: contradiction.conditions.map((condition) => ({ ...condition, hard: false })) };
    expect(checkStudy(study(soft))).toEqual([]);
  });

  it('with two built-in values on one side', () => {
    const both = [
      { on: 't = 0', require: 'u = 0', hard: true },
      { on: 't = 0', require: 'u = 0', hard: true },
    ];
    expect(checkStudy(study({ conditions: both }))[0].message).toContain('keep one of the two');
  });

  it('with velocities that can not be built in', () => {
    const value = { on: 't = 0', require: 'u = cos(pi*x)', hard: true };
    const velocity = { on: 't = 0', require: 'u_t = x', hard: true };
    const moving = { on: 'x = 1', require: 'u = sin(3*t) - 1', hard: true };
    const sentence = (...conditions: object[]) =>
      checkStudy(study({ conditions }))
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => message);
    expect(sentence(velocity, value)).toEqual([]);
    expect(sentence(velocity)[0]).toContain('only beside its value: give u on this side too');
    expect(sentence(velocity, { ...value, hard: false })[0]).toContain('only beside its value');
    expect(sentence(value, velocity, velocity)[0]).toContain('How fast u changes on this side is already');
    const late = { on: 't = 2*pi', require: 'u_t = 0', hard: true };
    expect(sentence(value, late)[0]).toContain('only where t is lowest');
    expect(sentence(value, velocity, moving)[0]).toContain(
      'Where t = 0, x = 1, conditions[1] gives u_t = 1 and this condition 3',
    );
    expect(sentence(value, { ...velocity, require: 'u_t = 3*x' }, moving)).toEqual([]);
    const acceleration = { on: 't = 0', require: 'u_tt = 0', hard: true };
    expect(sentence(value, acceleration)[0]).toContain('how fast it changes at first, as in u_t = 0');
  });

  it('reports everything at once', () => {
    const found = checkStudy(
      study({ equations: ['u_t = a', 'u_z = 0'], conditions: [{ on: 'z = 0', require: 'w = 0' }] }),
    );
    expect(found.map((problem) => describePath(problem.path))).toEqual([
      'equations[0].text',
      'equations[1].text',
      'conditions[0].require',
      'conditions[0].on',
    ]);
  });
});

describe('completion', () => {
  const labels = (text: string): string[] =>
    complete(text, text.length, names).candidates.map((candidate) => candidate.label);

  it('offers what begins with the word before the cursor', () => {
    expect(labels('u_t = n')).toEqual(['nu', 'norm', 'normal']);
    expect(labels('si')).toEqual(['sin', 'sinh', 'sign']);
    expect(labels('S')).toEqual(['sin', 'sqrt', 'sinh', 'sign', 'sum']);
    expect(labels('1 + ')).toContain('u_x');
  });

  it('goes on with a derivative that was begun', () => {
    expect(labels('u_')).toEqual(['u_x', 'u_y', 'u_t', 'u_xx', 'u_yy', 'u_tt']);
    expect(labels('u_x')).toEqual(['u_x', 'u_xx', 'u_xy', 'u_xt']);
    expect(labels('u_xxxx')).toEqual(['u_xxxx']);
    expect(labels('w_x')).toEqual([]);
  });

  it('finishes a coordinate of several letters', () => {
    const polar = { ...names, coordinates: ['r', 'theta'] };
    expect(complete('u_rth', 5, polar).candidates.map((candidate) => candidate.label)).toContain('u_rtheta');
  });

  it('says what to replace and where the cursor belongs', () => {
    const { start, end, candidates } = complete('u = co*2', 6, names);
    expect([start, end]).toEqual([4, 6]);
    expect(candidates[0]).toMatchObject({ label: 'cos', insert: 'cos()', caret: 1, help: 'cosine' });
  });

  it('offers nothing after a digit', () => {
    expect(labels('2')).toEqual([]);
  });
});
