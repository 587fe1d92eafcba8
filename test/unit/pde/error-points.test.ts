import { describe, expect, it } from 'vitest';
import { errorPoints } from '../../../src/pde/error-points';

const box = (dimensions: number) =>
  Array.from({ length: dimensions }, (_, k) => ({ name: `x${k}`, low: -1 - k, high: 2 + k }));

describe('the points at which errors are measured', () => {
  it('are a grid with both ends in up to four coordinates', () => {
    for (const [dimensions, count] of [1001, 256 * 101, 33 ** 3, 17 ** 4].entries()) {
      const points = errorPoints(box(dimensions + 1));
      for (const { name, low, high } of box(dimensions + 1)) {
        expect(points[name]).toHaveLength(count);
        expect(points[name][0]).toBe(low);
        expect(points[name].at(-1)).toBe(high);
      }
    }
  });

  it('are spread evenly at random beyond, always the same', () => {
    const points = errorPoints(box(6));
    const again = errorPoints(box(6));
    for (const name of Object.keys(points))
      expect(Buffer.from(again[name].buffer).equals(Buffer.from(points[name].buffer))).toBe(true);
    for (const { name, low, high } of box(6)) {
      const values = points[name];
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      const width = high - low;
      expect(values.every((value) => value > low && value < high)).toBe(true);
      // Six standard errors of the mean and of the variance of uniform numbers.
      expect(Math.abs(mean - (low + high) / 2)).toBeLessThan((6 * width) / Math.sqrt(12 * values.length));
      expect(Math.abs(spread / (width ** 2 / 12) - 1)).toBeLessThan(6 / Math.sqrt(values.length));
    }
    const product = points.x0.map((value, k) => (value - 0.5) * (points.x1[k] - 0.5));
    const correlation = product.reduce((sum, value) => sum + value, 0) / product.length / ((3 * 5) / 12);
    expect(Math.abs(correlation)).toBeLessThan(6 / Math.sqrt(product.length));
  });
});
