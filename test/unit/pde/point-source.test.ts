import { describe, expect, it } from 'vitest';
import { boxPoints, sidePoints, type Draw } from '../../../src/pde/point-source';
import { rowNames } from '../../../src/pde/problem';
import { build } from './support';

const draw = (dimensions: number, step: number, count = 200): Draw => ({
  seed: 5,
  part: 1,
  step,
  count,
  box: ['x', 'y', 't'].slice(0, dimensions).map((name, k) => ({ name, low: k, high: 2 * k + 1 })),
});

describe('points of a side', () => {
  it('lie evenly where one coordinate is free, at every step alike', () => {
    const source = sidePoints('x', 'high', 2);
    const { x, y } = source.columns(draw(2, 0, 5));
    expect([...(x as Float64Array)]).toEqual([1, 1, 1, 1, 1]);
    expect([...(y as Float64Array)]).toEqual([1, 1.5, 2, 2.5, 3]);
    expect(source.redrawn).toBe(false);
  });

  it('are drawn where more are free: others at another step, the same at the same', () => {
    const source = sidePoints('t', 'low', 3);
    const at = (step: number) => source.columns(draw(3, step));
    expect(source.redrawn).toBe(true);
    expect(at(0)).toEqual(at(0));
    for (const [name, low, high] of [
      ['x', 0, 1],
      ['y', 1, 3],
    ] as const) {
      const [first, second] = [at(0)[name], at(500)[name]] as [Float64Array, Float64Array];
      expect(first.some((value, i) => value === second[i])).toBe(false);
      for (const column of [first, second]) {
        const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
        // Four standard errors of the mean of uniform numbers.
        expect(Math.abs(mean - (low + high) / 2)).toBeLessThan((4 * (high - low)) / Math.sqrt(12 * 200));
        expect(column.every((value) => value > low && value < high)).toBe(true);
      }
    }
    expect(new Set(at(500).t as Float64Array)).toEqual(new Set([2]));
  });

  it('have no number in common with those of the box', () => {
    const side = sidePoints('t', 'low', 3).columns(draw(3, 0));
    const box = boxPoints.columns(draw(3, 0));
    expect((side.x as Float64Array).some((value, i) => value === box.x[i])).toBe(false);
  });
});

describe('rows of a point set', () => {
  it('are the coordinates, then what was measured', () => {
    const columns = { x: Float64Array.of(0), t: Float64Array.of(0), u: Float64Array.of(1) };
    const { problem } = build({ data: [{ file: 'a.csv', columns: { u: 'u', t: 't', x: 'x' } }] }, [
      { columns },
    ]);
    expect(problem.sets.map((set) => rowNames(problem, set))).toEqual([
      ['x', 't'],
      ['x', 't', 'u'],
    ]);
  });
});
