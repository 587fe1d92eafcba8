import { describe, expect, it } from 'vitest';
import type { StudyDocument } from '../../../src/study';
import { build, valuesAt } from './support';

const problemOf = (changes: Partial<StudyDocument>) =>
  build({
    fields: ['u', 'v'],
    equations: ['u_t = u_xx', 'v_t = v_xx'],
    coordinates: { x: [-1, 1], t: [0, 1] },
    network: { width: 5, depth: 2 },
    ...changes,
  }).problem;

/** Both fields at points (x, t). */
function fieldsAt(changes: Partial<StudyDocument>, points: readonly (readonly number[])[]): Float64Array[] {
  const problem = problemOf(changes);
  const rows = [0, 1].map((row) => points.map((point) => point[row]));
  return valuesAt(problem, problem.network.initial(1), rows, ['u', 'v']);
}

const points = [
  [0.1, 0.2],
  [0.5, 0.9],
  [0.8, 0.4],
];
const mirrored = points.map(([x, t]) => [-x, t]);

describe('symmetries of a study', () => {
  const symmetries = { u: { x: 'odd' }, v: { x: 'even' } } as const;

  it('hold for the trial function with built-in conditions', () => {
    const cases: Partial<StudyDocument>[] = [
      { symmetries },
      { symmetries, coordinates: { x: [0, 2], t: [0, 1] } },
      {
        symmetries,
        conditions: [
          { on: 't = 0', require: 'u = -sin(pi*x)', hard: true },
          { on: 'x = -1', require: 'u = 0', hard: true },
          { on: 'x = 1', require: 'u = 0', hard: true },
          { on: 'x = -1', require: 'v = 1', hard: true },
          { on: 'x = 1', require: 'v = 1', hard: true },
        ],
      },
      // the distance is odd itself
      {
        symmetries,
        coordinates: { x: [0, 2], t: [0, 1] },
        conditions: [{ on: 'x = 0', require: 'u = 0', hard: true }],
      },
    ];
    for (const changes of cases) {
      const [u, v] = fieldsAt(changes, points);
      const [mirroredU, mirroredV] = fieldsAt(changes, mirrored);
      u.forEach((value, k) => expect(mirroredU[k]).toBeCloseTo(-value, 13));
      v.forEach((value, k) => expect(mirroredV[k]).toBeCloseTo(value, 13));
    }
  });

  it('make a field the same all along a coordinate, beside one that is odd in it', () => {
    const cases: Partial<StudyDocument>[] = [
      { symmetries: { u: { x: 'translation' }, v: { x: 'odd' } } },
      { symmetries: { u: { x: 'translation' }, v: { x: 'odd', t: 'translation' } } },
      {
        symmetries: { u: { x: 'translation' }, v: { x: 'odd' } },
        conditions: [{ on: 't = 0', require: 'u = 3', hard: true }],
      },
    ];
    for (const changes of cases) {
      const [u, v] = fieldsAt(changes, points);
      const [movedU, movedV] = fieldsAt(
        changes,
        points.map(([x, t]) => [x - 0.7, t]),
      );
      const [, mirroredV] = fieldsAt(changes, mirrored);
      u.forEach((value, k) => expect(movedU[k]).toBeCloseTo(value, 13));
      v.forEach((value, k) => expect(Math.abs(movedV[k] - value)).toBeGreaterThan(1e-4));
      v.forEach((value, k) => expect(mirroredV[k]).toBeCloseTo(-value, 13));
      // It depends on the other coordinate.
      expect(new Set(u.map((value) => Math.round(1e6 * value))).size).toBe(3);
    }
    expect(() =>
      problemOf({
        symmetries: { u: { x: 'translation' } },
        conditions: [{ on: 't = 0', require: 'u = x', hard: true }],
      }),
    ).toThrow(/u can't be the same all along x.*make them soft/);
  });

  it('are refused where a built-in condition breaks them', () => {
    const broken: Partial<StudyDocument>[] = [
      { conditions: [{ on: 't = 0', require: 'u = cos(pi*x)', hard: true }] },
      { conditions: [{ on: 'x = 1', require: 'u = 0', hard: true }] },
    ];
    for (const changes of broken)
      expect(() => problemOf({ symmetries, ...changes })).toThrow(/u can't be odd in x.*make them soft/);
  });

  it('of unknown names are told with the near one', () => {
    expect(() => problemOf({ symmetries: { w: { x: 'odd' } } })).toThrow(/no field "w"/);
    expect(() => problemOf({ symmetries: { u: { y: 'odd' } } })).toThrow(/no coordinate "y"/);
  });
});
