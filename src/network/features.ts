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
  if (periodic === periods.length && periodic >= many)
    return manyPeriodicFeatures(periods.map(Number), harmonics);
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

/** From so many coordinates on, one operation for all of them is shorter to compile than operations for each. */
const many = 24;

/** The same features in the same order, of coordinates that are all periodic; a sine is the cosine a quarter turn before. */
function manyPeriodicFeatures(periods: readonly number[], harmonics: number): FeatureMap {
  const waves = periods.flatMap((period, row) =>
    [0, Math.PI / 2].flatMap((turn) =>
      Array.from({ length: harmonics }, (_, j) => ({ row, turn, rate: (2 * Math.PI * (j + 1)) / period })),
    ),
  );
  const column = (values: readonly number[], { element }: Value) =>
    op.constant(values, element, [values.length, 1]);
  return {
    count: waves.length,
    apply(points) {
      const repeated = op.takenRows(
        points,
        waves.map(({ row }) => row),
      );
      const rates = waves.map(({ rate }) => rate);
      const turns = waves.map(({ turn }) => turn);
      return op.cos(op.subtract(op.multiply(repeated, column(rates, points)), column(turns, points)));
    },
  };
}

/**
 * Waves across periodic coordinates: cos(Σ 2πk_i x_i/P_i) and its sine for every whole k with 1 ≤ Σ|k_i| ≤ harmonics, one of
 * k and −k, then the coordinates that are not periodic as they are. As periodic as `periodicFeatures`, and products of
 * waves along different coordinates need not be found by the network.
 */
export function crossedFeatures(periods: readonly (number | null)[], harmonics: number): FeatureMap {
  const vectors = wholeVectors(
    periods.map((period) => (period === null ? 0 : harmonics)),
    harmonics,
  );
  const rates = vectors.flatMap((k) => k.map((whole, i) => (2 * Math.PI * whole) / (periods[i] ?? Infinity)));
  const rest = periods.flatMap((period, k) => (period === null ? [k] : []));
  return {
    count: 2 * vectors.length + rest.length,
    apply(points) {
      const phases = op.dot(op.constant(rates, points.element, [vectors.length, periods.length]), points);
      const rows = rest.map((k) => op.slice(points, [k, 0], [1, points.shape[1]]));
      return op.concat([op.cos(phases), op.sin(phases), ...rows]);
    },
  };
}

/** Whole vectors with 1 ≤ Σ|k_i| ≤ most and |k_i| ≤ bounds[i] whose first entry other than zero is positive. */
function wholeVectors(bounds: readonly number[], most: number): number[][] {
  const all = bounds.reduce<number[][]>(
    (before, bound) =>
      before.flatMap((k) => Array.from({ length: 2 * bound + 1 }, (_, j) => [...k, j - bound])),
    [[]],
  );
  return all.filter((k) => {
    const length = k.reduce((sum, whole) => sum + Math.abs(whole), 0);
    return length <= most && (k.find((whole) => whole !== 0) ?? 0) > 0;
  });
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
