import type { ScalarFunction } from './sampler';
import type { LinePlot, PlanePlot } from './tasks';
import type { Point } from './types';
import { lengthOf, minus, plus } from './vector';

/** Fields at evenly spaced places of the straight line between two points, both included. */
export function linePlot(
  fields: Readonly<Record<string, ScalarFunction>>,
  from: Point,
  to: Point,
  count: number,
): LinePlot {
  const way = minus(to, from);
  const share = (k: number): number => (count === 1 ? 0 : k / (count - 1));
  const along = (value: ScalarFunction) =>
    Float64Array.from({ length: count }, (_, k) => value(...plus(from, way, share(k))));
  return {
    distance: Float64Array.from({ length: count }, (_, k) => share(k) * lengthOf(way)),
    values: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, along(value)])),
  };
}

/** A field on the parallelogram with a corner and the corners to its right and above it. */
export function planePlot(
  value: ScalarFunction,
  corner: Point,
  right: Point,
  up: Point,
  counts: readonly [number, number],
): PlanePlot {
  const [along, over] = [minus(right, corner), minus(up, corner)];
  const [columns, rows] = counts;
  const share = (k: number, count: number): number => (count === 1 ? 0.5 : k / (count - 1));
  const values = Float32Array.from({ length: columns * rows }, (_, k) => {
    const row = plus(corner, over, share(Math.floor(k / columns), rows));
    return value(...plus(row, along, share(k % columns, columns)));
  });
  return { width: lengthOf(along), height: lengthOf(over), values, counts };
}
