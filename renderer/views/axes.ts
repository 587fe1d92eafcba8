/** Which coordinate lies along which direction of a view. */
import type { Axis } from '../../src/field';

export interface Plane {
  /** The coordinate to the right. */
  readonly across: Axis;
  /** The coordinate upwards. */
  readonly up: Axis;
}

/** The plane of what is shown over two coordinates: rows along the first, the places of a row along the second. */
export function planeOf(axes: readonly Axis[]): Plane | null {
  const [up, across] = axes;
  return axes.length === 2 && up !== undefined && across !== undefined ? { across, up } : null;
}

export function low(axis: Axis): number {
  return axis.values[0] ?? 0;
}

export function high(axis: Axis): number {
  return axis.values[axis.values.length - 1] ?? 1;
}

/** Where a value lies along an axis, from 0 to 1. */
export function fractionOf(axis: Axis, value: number): number {
  return (value - low(axis)) / (high(axis) - low(axis));
}

export function valueOf(axis: Axis, fraction: number): number {
  return low(axis) + fraction * (high(axis) - low(axis));
}
