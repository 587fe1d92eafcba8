import { describe, expect, it } from 'vitest';
import { nGram } from '../../../src/sequence/models/n-gram';
import { unigram, type Places } from '../../../src/sequence/models/unigram';
import { generator } from '../../support/random';

function placesOf(elements: readonly number[], reach: number): Places {
  return (visit) => {
    for (let k = 1; k < elements.length; k++)
      visit(Int32Array.from(elements.slice(Math.max(0, k - reach), k)), elements[k]);
  };
}
const settings = {
  kind: 'n-gram',
  order: 3,
  smoothing: 'kneser-ney',
  additive: 0.5,
  discount: 0.75,
} as const;
const next = generator(3);
const elements = Array.from({ length: 400 }, () => Math.floor(4 * next() ** 2));

describe('counted models', () => {
  it('give probabilities that sum to one in every context', () => {
    for (const smoothing of ['additive', 'kneser-ney'] as const)
      for (const order of [1, 2, 3, 5]) {
        const model = nGram({ ...settings, smoothing, order }, 5, placesOf(elements, order - 1));
        for (const context of [[], [0], [4, 4], [1, 2, 0], [0, 0, 0, 0, 0]]) {
          const sum = [0, 1, 2, 3, 4].reduce((total, x) => total + model.probability(context, x), 0);
          expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
        }
      }
  });

  it('the unigram counts', () => {
    const model = unigram({ kind: 'unigram', additive: 1 }, 3, placesOf([0, 1, 1, 1, 0], 0));
    expect(model.probability([2], 1)).toBeCloseTo(4 / 7, 15);
    expect(model.probability([], 2)).toBeCloseTo(1 / 7, 15);
  });

  it('additive smoothing is a ratio of counts', () => {
    // a b follow: a → b twice, b → a once
    const model = nGram({ ...settings, order: 2, smoothing: 'additive' }, 2, placesOf([0, 1, 0, 1], 1));
    expect(model.probability([0], 1)).toBeCloseTo(2.5 / 3, 15);
    expect(model.probability([1], 1)).toBeCloseTo(0.5 / 2, 15);
  });

  it('Kneser–Ney by hand', () => {
    // pairs 01 ×2, 10 ×2, 02 ×1; what stood before: 1 after {0}, 0 after {1}, 2 after {0}
    const model = nGram({ ...settings, order: 2 }, 3, placesOf([0, 1, 0, 1, 0, 2], 1));
    const d = settings.discount;
    const lower = (x: number) => (1 - d) / 3 + ((d * 3) / 3) * (1 / 3) + 0 * x;
    expect(model.probability([0], 1)).toBeCloseTo((2 - d) / 3 + ((d * 2) / 3) * lower(1), 14);
    expect(model.probability([0], 0)).toBeCloseTo(((d * 2) / 3) * lower(0), 14);
    expect(model.probability([2], 0)).toBeCloseTo(lower(0), 14);
  });

  it('a longer context is cut, a shorter one is answered by shorter runs', () => {
    const model = nGram(settings, 4, placesOf(elements, 2));
    expect(model.probability([3, 1, 0], 2)).toBe(model.probability([1, 0], 2));
    expect(model.probability([0], 1)).toBeGreaterThan(0);
  });
});
