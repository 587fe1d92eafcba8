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

export type Triangle = readonly (readonly number[])[];

/** The twelve triangles of a box, facing outward. */
export function boxTriangles(low: readonly number[], high: readonly number[]): Triangle[] {
  const corner = (bits: number) => [0, 1, 2].map((k) => ((bits >> k) & 1 ? high[k] : low[k]));
  return [
    [0, 2, 3, 1],
    [4, 5, 7, 6],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 4, 6, 2],
    [1, 3, 7, 5],
  ].flatMap(([a, b, c, d]) => [[a, b, c].map(corner), [a, c, d].map(corner)]);
}

/** A torus of flat triangles. */
export function torusTriangles(radius: number, tube: number, around: number, across: number): Triangle[] {
  const vertex = (i: number, j: number) => {
    const [u, v] = [(2 * Math.PI * (i % around)) / around, (2 * Math.PI * (j % across)) / across];
    const out = radius + tube * Math.cos(v);
    return [out * Math.cos(u), out * Math.sin(u), tube * Math.sin(v)];
  };
  return Array.from({ length: around * across }, (_, k) => [Math.floor(k / across), k % across]).flatMap(
    ([i, j]) => [
      [vertex(i, j), vertex(i + 1, j), vertex(i + 1, j + 1)],
      [vertex(i, j), vertex(i + 1, j + 1), vertex(i, j + 1)],
    ],
  );
}

/** As an STL file gives them. */
export const corners = (triangles: readonly Triangle[]) => Float64Array.from(triangles.flat(2));
