import { describe, expect, it } from 'vitest';
import { splitWeights } from '../../../src/network';
import { residuals, unknownTypes } from '../../../src/pde/loss';
import { termsOf } from '../../../src/pde/problem';
import { evaluate, tensor, trace } from '../../../src/program';
import { randomElements } from '../../support/random';
import { build, studyParameters, valuesAt } from './support';

describe('a study with vectors', () => {
  const plane = {
    fields: ['u', 'v'],
    coordinates: { x: [-1, 1] as [number, number], y: [-1, 1] as [number, number] },
    vectors: { w: ['u', 'v'] },
    equations: ['div(w) = 0', { text: 'laplacian(w) = grad(x*y)', weight: 3 }],
    conditions: [
      { on: 'x = -1', require: 'w = 0', weight: 2 },
      { on: 'y = 1', require: 'w = (x, 0)', hard: true },
    ],
  };

  it('has a term for each component, with the weight of its text', () => {
    const { problem } = build(plane);
    expect(termsOf(problem).map(({ name, weight }) => [name, weight])).toEqual([
      ['equation 1', 1],
      ['equation 2, x', 3],
      ['equation 2, y', 3],
      ['x = -1, x', 2],
      ['x = -1, y', 2],
    ]);
    expect(problem.hard.every(({ distance }) => distance !== null)).toBe(true);
  });
});

describe('a periodic condition', () => {
  const { problem } = build({
    fields: ['u', 'v'],
    conditions: [
      { require: 'u(x=-1) = u(x=1)', weight: 2, points: 9 },
      { on: 't = -1', require: 'u = x', points: 4 },
      { require: 'v_x(x=1) = 3*t - 2*v_x(x=-1)', name: 'slope', points: 7 },
    ],
  });

  it('is a term in its place among the conditions', () => {
    expect(termsOf(problem).map(({ name, group, weight }) => [name, group, weight])).toEqual([
      ['equation 1', 'equations', 1],
      ['u(x=-1) = u(x=1)', 'conditions', 2],
      ['t = -1', 'conditions', 1],
      ['slope', 'conditions', 1],
    ]);
  });

  it('asks the difference of both ends at the same other coordinates', () => {
    const theta = randomElements([problem.network.parameterCount], 3);
    const t = Float64Array.of(-1, -0.3, 0.4, 1);
    const at = (end: number) => [new Float64Array(4).fill(end), t];
    const ends = [-1, 1].map((end) => valuesAt(problem, theta, at(end), ['u', 'v_x']));
    const expected: Record<number, Float64Array> = {
      1: t.map((_, k) => ends[0][0][k] - ends[1][0][k]),
      3: t.map((time, k) => ends[1][1][k] - 3 * time + 2 * ends[0][1][k]),
    };
    for (const [part, differences] of Object.entries(expected)) {
      const set = problem.sets[Number(part)];
      const columns = set.source.columns({
        seed: 1,
        part: 1,
        step: 0,
        box: problem.coordinates,
        count: set.count,
      });
      expect([...Array.from(columns.t)].at(-1)).toBe(1);
      const types = [...unknownTypes(problem), tensor('float64', [2, 4])];
      const program = trace('ends', types, (flat, parameters, tile) =>
        residuals(problem, set, { weights: splitWeights(flat, problem.network.slots), parameters }, tile),
      );
      // Wherever along x the points lie: both ends are put in.
      const points = Float64Array.from([...at(0.2)].flatMap((row) => Array.from(row)));
      const [found] = evaluate(program, [theta, studyParameters(problem), points]);
      found.forEach((value, k) => expect(Math.abs(value - differences[k])).toBeLessThan(1e-13));
    }
  });
});
