import {
  boundaryPoints,
  interiorPoints,
  regionOf,
  samplers,
  type Interval,
  type Region,
} from '../../../src/geometry';
import type { Geometry } from '../../../src/study';
import { generator } from '../../support/random';

export function uniformNumbers(seed = 1): (count: number) => Float64Array {
  const next = generator(seed);
  return (count) => Float64Array.from({ length: count }, next);
}

/** A region's box, wider on every side so that some of it lies outside. */
export function around({ box }: Region, margin = 0.1): Interval[] {
  return box.map(([low, high]) => [low - margin * (high - low), high + margin * (high - low)]);
}

export const inRegion = (region: Region, count: number, sampler = samplers.sobol) =>
  interiorPoints(region, region.box, count, sampler, uniformNumbers());

/** Points of the whole boundary, or of some pieces of it. */
export function onBoundary(geometry: Geometry<number>, count: number, pieces?: readonly string[]) {
  const region = regionOf(geometry);
  const names = pieces ?? region.pieces.map(({ name }) => name);
  return boundaryPoints(region, region.box, [{ pieces: names, chosen: () => true }], count, uniformNumbers());
}

/** One point of columns. */
export const row = (columns: readonly ArrayLike<number>[], i: number): number[] =>
  columns.map((column) => column[i]);

/** Σ (observed − expected)² / expected over equally likely bins of values in [0, 1). */
export function chiSquare(values: readonly number[], bins: number): number {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[Math.min(bins - 1, Math.floor(value * bins))]++;
  const expected = values.length / bins;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
