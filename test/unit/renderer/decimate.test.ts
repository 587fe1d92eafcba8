import { describe, expect, it } from 'vitest';
import { decimate, positive } from '../../../renderer/plots/decimate';

describe('curves for drawing', () => {
  it('passes short curves on as they are', () => {
    const x = Float64Array.of(1, 2, 3);
    const curve = Float64Array.of(4, 5, 6);
    expect(decimate(x, [curve])).toEqual({ x, curves: [curve] });
  });

  it('keeps every extreme of a long curve, in the order of steps', () => {
    const length = 100_000;
    const x = Float64Array.from({ length }, (_, i) => i);
    const curve = Float64Array.from({ length }, (_, i) => Math.sin(i / 50));
    curve[12_345] = 40;
    curve[54_321] = -40;
    const drawn = decimate(x, [curve], 4000);
    expect(drawn.x.length).toBe(4000);
    expect(Math.max(...(drawn.curves[0] ?? []))).toBe(40);
    expect(Math.min(...(drawn.curves[0] ?? []))).toBe(-40);
    for (let i = 1; i < drawn.x.length; i++)
      expect(drawn.x[i]).toBeGreaterThanOrEqual(drawn.x[i - 1] ?? Infinity);
  });

  it('leaves a gap where a bucket holds no number', () => {
    const x = Float64Array.from({ length: 100 }, (_, i) => i);
    const curve = new Float64Array(100).fill(NaN);
    expect(decimate(x, [curve], 10).curves[0]?.every(Number.isNaN)).toBe(true);
  });

  it('draws nothing where there is no logarithm', () => {
    expect(positive([1, 0, -1, NaN, Infinity, 1e-300])).toEqual([1, null, null, null, null, 1e-300]);
  });
});
