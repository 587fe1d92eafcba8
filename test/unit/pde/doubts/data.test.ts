import { describe, expect, it } from 'vitest';
import { dataDoubts } from '../../../../src/pde/doubts/data';
import type { HeldOutSet } from '../../../../src/pde/held-out';
import { normalNumbers } from '../../../../src/network';
import { randomElements } from '../../../support/random';

const box = [
  { name: 'x', low: 0, high: 2 },
  { name: 't', low: 0, high: 1 },
];
const count = 2000;
const points = {
  x: randomElements([count], 1, [0, 2]),
  t: randomElements([count], 2, [0, 1]),
};
const normal = normalNumbers(0, 7, count);
const truth = points.x.map((x, i) => Math.sin(3 * x + points.t[i]));

/** Measured with noise of a standard deviation, while the solution is off by `error`. */
function looked(sigma: number, error: (x: number, t: number) => number, stated?: number): HeldOutSet[] {
  const measured = truth.map((value, i) => value + sigma * normal[i]);
  const found = truth.map((value, i) => value + error(points.x[i], points.t[i]));
  const residual = found.map((value, i) => value - measured[i]);
  const terms = [{ name: 'data a.csv', residual, parts: [found, measured] }];
  const deviations = stated === undefined ? undefined : new Float64Array(count).fill(stated);
  return [{ kind: 'data', points, terms, ...(deviations && { deviations }) }];
}

describe('the misfit to data', () => {
  it('is no doubt as long as the noise explains it', () => {
    expect(
      dataDoubts(
        looked(0.1, () => 0, 0.1),
        box,
      ),
    ).toEqual([]);
    expect(
      dataDoubts(
        looked(0.1, () => 0.05, 0.1),
        box,
      ),
    ).toEqual([]);
    expect(
      dataDoubts(
        looked(0.1, () => 0),
        box,
      ),
    ).toEqual([]);
  });

  it('is told where it is well above the stated noise', () => {
    const [doubt] = dataDoubts(
      looked(0.01, () => 0.05, 0.01),
      box,
    );
    expect(doubt.term).toBe('data a.csv');
    expect(doubt.message).toContain('misses data a.csv by 5.1 times their standard deviation');
  });

  it('is told where it is large at one place only', () => {
    const peak = (x: number, t: number) => (x > 1.75 && t > 0.75 ? 0.1 : 0);
    const [doubt] = dataDoubts(looked(0.01, peak, 0.01), box);
    const [x, t] = doubt.place.split(', ').map((part) => Number(part.split('≈ ')[1]));
    expect(x).toBeGreaterThan(1.6);
    expect(t).toBeGreaterThan(0.7);
  });

  it('is told where it is far from the data and no noise is stated', () => {
    const [doubt] = dataDoubts(
      looked(0, (x, t) => -0.8 * Math.sin(3 * x + t)),
      box,
    );
    expect(doubt.message).toMatch(/far from data a.csv: it misses them by 8\d % of the spread/);
  });

  it('is measured by the size of values that are all the same', () => {
    const parts = [Float64Array.of(2, 2), Float64Array.of(1, 1)];
    const pair = { x: Float64Array.of(0, 1), t: Float64Array.of(0, 1) };
    const set = (residual: Float64Array): HeldOutSet[] => [
      { kind: 'data', points: pair, terms: [{ name: 'd', residual, parts }] },
    ];
    expect(dataDoubts(set(Float64Array.of(1, 1)), box)).toHaveLength(1);
    expect(dataDoubts(set(Float64Array.of(0.1, 0.1)), box)).toEqual([]);
  });
});
