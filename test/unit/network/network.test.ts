import { describe, expect, it } from 'vitest';
import { evaluate, tensor, trace } from '../../../src/program';
import {
  joinWeights,
  layOut,
  mlp,
  normalNumbers,
  splitWeights,
  type LayeredSettings,
} from '../../../src/network';
import { randomElements } from '../../support/random';

const settings: LayeredSettings = {
  inputs: 2,
  outputs: 3,
  width: 5,
  depth: 2,
  activation: 'tanh',
  adaptive: 'none',
};

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const variance = (values: ArrayLike<number>) => mean(Array.from(values, (x) => x * x)) - mean(values) ** 2;

/** The network in loops, from the flat vector: weights [out, in] and biases of each layer in turn. */
function plainMlp(
  widths: readonly number[],
  sigma: (x: number) => number,
  flat: ArrayLike<number>,
  point: readonly number[],
): number[] {
  let at = 0;
  let x = [...point];
  widths.slice(1).forEach((rows, layer) => {
    const sums = Array.from({ length: rows }, () => x.reduce((sum, value) => sum + value * flat[at++], 0));
    const last = layer === widths.length - 2;
    x = sums.map((sum) => (last ? sum + flat[at++] : sigma(sum + flat[at++])));
  });
  return x;
}

describe('multi-layer perceptron', () => {
  it('lays its weights end to end', () => {
    const { slots, parameterCount } = mlp(settings);
    expect(slots).toEqual([
      { name: 'weight 1', shape: [5, 2], offset: 0 },
      { name: 'bias 1', shape: [5, 1], offset: 10 },
      { name: 'weight 2', shape: [5, 5], offset: 15 },
      { name: 'bias 2', shape: [5, 1], offset: 40 },
      { name: 'weight 3', shape: [3, 5], offset: 45 },
      { name: 'bias 3', shape: [3, 1], offset: 60 },
    ]);
    expect(parameterCount).toBe(63);
    expect(layOut([])).toEqual([]);
  });

  it('is split and joined without loss', () => {
    const { slots, parameterCount } = mlp(settings);
    const program = trace('round trip', [tensor('float64', [parameterCount])], (flat) => {
      const weights = splitWeights(flat, slots);
      return [joinWeights(weights), ...weights];
    });
    const given = randomElements([parameterCount], 3);
    const [joined, ...weights] = evaluate(program, [given]);
    expect(joined).toEqual(given);
    slots.forEach(({ offset, shape }, k) => {
      const size = shape.reduce((a, b) => a * b, 1);
      expect(weights[k]).toEqual(given.slice(offset, offset + size));
    });
  });

  for (const [activation, sigma] of [
    ['tanh', Math.tanh],
    ['sin', Math.sin],
  ] as const) {
    it(`with ${activation} equals the same network in loops`, () => {
      const network = mlp({ ...settings, activation });
      const points = 7;
      const types = [tensor('float64', [network.parameterCount]), tensor('float64', [2, points])];
      const program = trace('network', types, (flat, features) => [
        network.apply(splitWeights(flat, network.slots), features),
      ]);
      const flat = randomElements([network.parameterCount], 5);
      const features = randomElements([2, points], 6);
      const [found] = evaluate(program, [flat, features]);
      for (let point = 0; point < points; point++) {
        const expected = plainMlp([2, 5, 5, 3], sigma, flat, [features[point], features[points + point]]);
        expected.forEach((value, row) => expect(found[row * points + point]).toBeCloseTo(value, 13));
      }
    });
  }

  it('without hidden layers is affine', () => {
    const { slots, parameterCount } = mlp({ ...settings, depth: 0 });
    expect(slots.map(({ shape }) => shape)).toEqual([
      [3, 2],
      [3, 1],
    ]);
    expect(parameterCount).toBe(9);
  });
});

/** A seed means these numbers: they may never change. */
const fixed = [1.6511778819519067, 0.8456455581162207, -0.10209859516288772];

describe('first parameters', () => {
  const wide = mlp({ ...settings, inputs: 40, outputs: 30, width: 120 });

  it('have the variance of Glorot in each layer, and biases of zero', () => {
    const flat = wide.initial(7);
    wide.slots.forEach(({ name, shape, offset }) => {
      const [rows, columns] = shape;
      const values = flat.subarray(offset, offset + rows * columns);
      if (name.startsWith('bias')) return expect(values.every((value) => value === 0)).toBe(true);
      const expected = 2 / (rows + columns);
      // Four standard errors of a sample's mean and variance.
      const share = 4 / Math.sqrt(values.length);
      expect(Math.abs(mean(values))).toBeLessThan(share * Math.sqrt(expected));
      expect(Math.abs(variance(values) / expected - 1)).toBeLessThan(share * Math.SQRT2);
    });
  });

  it('follow from the seed alone', () => {
    expect(wide.initial(7)).toEqual(wide.initial(7));
    expect(wide.initial(7)).not.toEqual(wide.initial(8));
    expect(wide.initial(0)).not.toEqual(wide.initial(2 ** 32 - 1));
    normalNumbers(0, 1, 3).forEach((value, k) => expect(value).toBeCloseTo(fixed[k], 14));
  });

  it('are normal: moments and tails', () => {
    const numbers = normalNumbers(3, 1, 40_001);
    expect(numbers).toHaveLength(40_001);
    expect(mean(numbers)).toBeCloseTo(0, 1.5);
    expect(variance(numbers)).toBeCloseTo(1, 1.5);
    expect(mean(numbers.map((x) => x ** 3))).toBeCloseTo(0, 1);
    expect(Math.abs(mean(numbers.map((x) => x ** 4)) - 3)).toBeLessThan(0.2);
    const within = numbers.filter((x) => Math.abs(x) < 1).length / numbers.length;
    expect(Math.abs(within - 0.6827)).toBeLessThan(0.01);
    const neighbours = mean(numbers.subarray(1).map((x, k) => x * numbers[k]));
    expect(Math.abs(neighbours)).toBeLessThan(0.02);
  });

  it('differ between streams, and a longer draw begins with the shorter one', () => {
    const [one, two] = [normalNumbers(3, 1, 100), normalNumbers(3, 2, 100)];
    expect(Math.abs(mean(one.map((x, k) => x * two[k])))).toBeLessThan(0.4);
    expect(one).not.toEqual(two);
    expect(normalNumbers(3, 1, 37)).toEqual(one.slice(0, 37));
  });
});
