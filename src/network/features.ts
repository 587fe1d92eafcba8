import * as op from '../program';
import type { Value } from '../program';
import type { Network } from './network';
import { normalNumbers } from './random';

/** Stream of random numbers that frequencies are drawn from. */
const frequencyStream = 4098;

/** What a network is given in place of the coordinates: a map of [coordinates, points] to [count, points]. */
export interface FeatureMap {
  readonly count: number;
  apply(points: Value): Value;
}

/** The coordinates as they are. */
export const plainFeatures = (coordinates: number): FeatureMap => ({
  count: coordinates,
  apply: (points) => points,
});

/**
 * Exactly periodic features: a coordinate x with period P becomes cos(2πkx/P), sin(2πkx/P) for k = 1 … harmonics, so that
 * what is built on them is periodic with all its derivatives (Dong & Ni, J. Comput. Phys. 435, 110242, 2021).
 * @param periods of each coordinate; null for one that is not periodic, and stays as it is
 */
export function periodicFeatures(periods: readonly (number | null)[], harmonics: number): FeatureMap {
  const periodic = periods.filter((period) => period !== null).length;
  return {
    count: periods.length + periodic * (2 * harmonics - 1),
    apply(points) {
      const parts = periods.flatMap((period, k) => {
        const row = op.slice(points, [k, 0], [1, points.shape[1]]);
        if (period === null) return [row];
        const rates = Array.from({ length: harmonics }, (_, j) => (2 * Math.PI * (j + 1)) / period);
        const phases = op.multiply(op.constant(rates, points.element, [harmonics, 1]), row);
        return [op.cos(phases), op.sin(phases)];
      });
      return op.concat(parts);
    },
  };
}

/**
 * Random Fourier features cos(Bx), sin(Bx), with B fixed and drawn from a normal law of deviation πσ (Tancik et al.,
 * NeurIPS 2020, section 4): coordinates that run over an interval of length 2 then see frequencies of σ periods.
 * @param count rows of B; there are twice as many features
 */
export function fourierFeatures(inputs: number, count: number, scale: number, seed: number): FeatureMap {
  const normal = normalNumbers(seed, frequencyStream, count * inputs);
  const frequencies = Array.from(normal, (x) => Math.PI * scale * x);
  return {
    count: 2 * count,
    apply(points) {
      const phases = op.dot(op.constant(frequencies, points.element, [count, inputs]), points);
      return op.concat([op.cos(phases), op.sin(phases)]);
    },
  };
}

/** One map behind the other. */
export const chained = (first: FeatureMap, second: FeatureMap): FeatureMap => ({
  count: second.count,
  apply: (points) => second.apply(first.apply(points)),
});

/** A network of the features of its input. */
export const withFeatures = (features: FeatureMap, network: Network): Network => ({
  ...network,
  widest: Math.max(network.widest, features.count),
  apply: (weights, points) => network.apply(weights, features.apply(points)),
});
