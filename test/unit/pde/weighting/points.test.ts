import { describe, expect, it } from 'vitest';
import { attended, attentionWeights } from '../../../../src/pde/weighting/attention';
import { causalWeights } from '../../../../src/pde/weighting/causal';

const of = (...values: number[]) => Float64Array.from(values);

describe('residual-based attention', () => {
  it('moves each λ towards the share of its residual in the largest', () => {
    const lambda = attended(of(1, 1, 0.5), of(4, 1, 0), 0.25);
    expect([...lambda]).toEqual([0.75 + 0.25, 0.75 + 0.25 * 0.5, 0.75 * 0.5]);
  });

  it('ends at |r|/max|r| when the residuals stay', () => {
    let lambda: Float64Array = of(1, 1, 1);
    for (let k = 0; k < 400; k++) lambda = attended(lambda, of(9, 1, 0.04), 0.1);
    [1, 1 / 3, 0.2 / 3].forEach((expected, i) => expect(lambda[i]).toBeCloseTo(expected, 12));
  });

  it('gives weights of mean 1, in the ratio of the squares', () => {
    const weights = attentionWeights(of(1, 2, 3));
    expect(weights.reduce((a, b) => a + b) / 3).toBeCloseTo(1, 14);
    expect(weights[2] / weights[0]).toBeCloseTo(9, 12);
  });

  it('leaves everything alone where all residuals vanish', () => {
    expect([...attended(of(1, 0.5), of(0, 0), 0.3)]).toEqual([1, 0.5]);
  });
});

describe('causal weights', () => {
  const times = of(0, 0.4, 1, 1.9, 2, 3, 4);
  const squares = of(1, 3, 2, 4, 0.5, 10, 20);

  it('fall with the mean squares of all earlier chunks', () => {
    const weights = causalWeights(times, squares, [0, 4], { strength: 0.1, chunks: 4 });
    // Mean squares of the chunks [0, 1), [1, 2), [2, 3), [3, 4]: 2, 3, 0.5, 15.
    const expected = [1, 1, Math.exp(-0.2), Math.exp(-0.2), Math.exp(-0.5), Math.exp(-0.55), Math.exp(-0.55)];
    expected.forEach((value, i) => expect(weights[i]).toBeCloseTo(value, 14));
  });

  it('are 1 once the residuals are small, and a chunk without points holds nothing back', () => {
    const small = causalWeights(
      times,
      squares.map((value) => 1e-9 * value),
      [0, 4],
      { strength: 10, chunks: 40 },
    );
    small.forEach((value) => expect(value).toBeCloseTo(1, 6));
    const gap = causalWeights(of(0.1, 3.9), of(2, 2), [0, 4], { strength: 1, chunks: 4 });
    expect(gap[1]).toBeCloseTo(Math.exp(-2), 14);
  });
});
