import { beforeAll, describe, expect, it } from 'vitest';
import { twoKinds } from '../../../src/sequence';
import { configureEngine } from '../../../src/tensorflow';

beforeAll(() => configureEngine({ threads: 1, device: 'cpu' }));

describe('supervised learning beside a sequence', () => {
  it('each comes near the best sum that can be expected, from its own side', async () => {
    const { supervised, sequence } = await twoKinds(() => new Promise((resolve) => setImmediate(resolve)));
    // Σ l falls to n σ², Σ ln p rises to −n H
    expect(supervised.sums[0]).toBeGreaterThan(supervised.sums.at(-1)!);
    expect(supervised.sums.at(-1)! / supervised.best).toBeLessThan(1.5);
    expect(supervised.sums.at(-1)! / supervised.best).toBeGreaterThan(0.7);
    expect(sequence.sums[0]).toBeLessThan(sequence.sums.at(-1)!);
    expect(sequence.sums.at(-1)! / sequence.best).toBeLessThan(1.03);
    expect(sequence.sums.at(-1)! / sequence.best).toBeGreaterThan(0.97);
    const furthest = (told: Float64Array, truth: Float64Array) =>
      Math.max(...told.map((x, k) => Math.abs(x - truth[k])));
    expect(furthest(supervised.told, supervised.truth)).toBeLessThan(0.3);
    expect(furthest(sequence.told, sequence.truth)).toBeLessThan(0.05);
    for (let row = 0; row < 4; row++)
      expect(sequence.told.subarray(4 * row, 4 * row + 4).reduce((a, b) => a + b)).toBeCloseTo(1, 10);
  });
});
