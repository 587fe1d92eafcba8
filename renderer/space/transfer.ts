/** Changes of the curve that gives each value of a cloud its opacity. Pure. */
import type { OpacityPoint } from './layers';

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** A point moved to another place; the ends stay at the ends, and the order stays. */
export function movePoint(
  points: readonly OpacityPoint[],
  index: number,
  at: number,
  opacity: number,
): readonly OpacityPoint[] {
  const last = points.length - 1;
  const low = index === 0 ? 0 : index === last ? 1 : points[index - 1][0] + 0.01;
  const high = index === last ? 1 : index === 0 ? 0 : points[index + 1][0] - 0.01;
  const moved: OpacityPoint = [clamp(at, low, high), clamp(opacity, 0, 1)];
  return points.map((point, k) => (k === index ? moved : point));
}

/** A new corner of the curve. */
export function addPoint(
  points: readonly OpacityPoint[],
  at: number,
  opacity: number,
): readonly OpacityPoint[] {
  const inside: OpacityPoint = [clamp(at, 0.01, 0.99), clamp(opacity, 0, 1)];
  return [...points, inside].sort(([a], [b]) => a - b);
}
