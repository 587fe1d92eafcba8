import { describe, expect, it } from 'vitest';
import { gradientNorm } from '../../../../src/pde/weighting/gradient-norm';
import { ntk } from '../../../../src/pde/weighting/ntk';
import { reLoBRaLo } from '../../../../src/pde/weighting/relobralo';
import { softAdapt } from '../../../../src/pde/weighting/softadapt';
import {
  firstState,
  type TermMeasures,
  type Weighting,
  type WeightingState,
} from '../../../../src/pde/weighting/weighting';

const measures = (changes: Partial<TermMeasures>): TermMeasures => ({
  step: 100,
  seed: 3,
  losses: [1, 1, 1],
  gradientNorms: () => [1, 1, 1],
  kernelTraces: () => [1, 1, 1],
  ...changes,
});

/** The factors after the rule has acted on each of the measures. */
function factorsAfter(rule: Weighting, all: readonly Partial<TermMeasures>[]): readonly number[] {
  const start: WeightingState = firstState(rule, 3);
  return all.reduce((state, one) => rule.next(state, measures(one)), start).factors;
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, k) => expect(value).toBeCloseTo(expected[k], 12));
}

describe('weightings that equalise a size', () => {
  it('give each term the sum of the sizes over its own', () => {
    const sizes = [4, 1, 0.5];
    // 5.5/4, 5.5/1 and 5.5/0.5, a tenth of them beside nine tenths of the former 1.
    const expected = [0.9 + 0.1 * 1.375, 0.9 + 0.1 * 5.5, 0.9 + 0.1 * 11];
    expectClose(factorsAfter(gradientNorm, [{ gradientNorms: () => sizes }]), expected);
    expectClose(factorsAfter(ntk, [{ kernelTraces: () => sizes }]), expected);
  });

  it('make the weighted sizes equal when they act often', () => {
    const sizes = [40, 1, 3e-3];
    const factors = factorsAfter(gradientNorm, new Array(300).fill({ gradientNorms: () => sizes }));
    factors.forEach((factor, k) => expect((factor * sizes[k]) / 41.003).toBeCloseTo(1, 10));
  });

  it('stay finite where a term has no gradient', () => {
    const factors = factorsAfter(gradientNorm, [{ gradientNorms: () => [2, 0, 1] }]);
    expectClose(factors, [0.9 + 0.1 * 1.5, 0.9 + 0.1 * 3, 0.9 + 0.1 * 3]);
    expectClose(factorsAfter(ntk, [{ kernelTraces: () => [0, 0, 0] }]), [1, 1, 1]);
  });
});

describe('SoftAdapt', () => {
  it('counts a term that grows more than one that falls', () => {
    const factors = factorsAfter(softAdapt, [{ losses: [2, 1, 1] }, { losses: [1, 1, 2] }]);
    // Changes −1, 0, 1 over their absolute sum 2.
    const powers = [-0.5, 0, 0.5].map((share) => Math.exp(0.1 * share));
    const sum = powers.reduce((a, b) => a + b);
    expectClose(
      factors,
      powers.map((power) => (3 * power) / sum),
    );
  });

  it('changes nothing before it knows a former loss, nor where nothing changes', () => {
    expectClose(factorsAfter(softAdapt, [{ losses: [5, 1, 3] }]), [1, 1, 1]);
    expectClose(factorsAfter(softAdapt, [{ losses: [5, 1, 3] }, { losses: [5, 1, 3] }]), [1, 1, 1]);
  });
});

describe('ReLoBRaLo', () => {
  const softmaxed = (ratios: readonly number[]) => {
    const sum = ratios.reduce((total, ratio) => total + Math.exp(ratio), 0);
    return ratios.map((ratio) => (3 * Math.exp(ratio)) / sum);
  };

  it('averages what it had with the softmax of the ratios to the last losses', () => {
    const now = softmaxed([0.5, 1, 2]);
    const expected = now.map((value) => 0.95 + 0.05 * value);
    expectClose(factorsAfter(reLoBRaLo, [{ losses: [2, 2, 2] }, { losses: [1, 2, 4] }]), expected);
  });

  it('looks back to the first losses now and then: in about a hundredth of the steps', () => {
    const start = { factors: [1, 1, 1], first: [1, 1, 1], before: [2, 2, 2] };
    let back = 0;
    for (let step = 0; step < 4000; step++) {
      const { factors } = reLoBRaLo.next(start, measures({ step, losses: [1, 2, 4] }));
      const fromFirst = softmaxed([1, 2, 4]);
      const fromLast = softmaxed([0.5, 1, 2]);
      const lookedBack = Math.abs(factors[0] - (0.95 * fromFirst[0] + 0.05 * fromLast[0])) < 1e-12;
      const wentOn = Math.abs(factors[0] - (0.95 + 0.05 * fromLast[0])) < 1e-12;
      expect(lookedBack || wentOn).toBe(true);
      if (lookedBack) back++;
    }
    // Binomial with mean 40: within five standard deviations.
    expect(Math.abs(back - 40)).toBeLessThan(5 * Math.sqrt(40));
  });
});
