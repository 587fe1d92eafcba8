import type { Point } from './types';

export function plus(a: Point, b: Point, factor = 1): Point {
  return [a[0] + factor * b[0], a[1] + factor * b[1], a[2] + factor * b[2]];
}

export function minus(a: Point, b: Point): Point {
  return plus(a, b, -1);
}

export function times(a: Point, factor: number): Point {
  return [factor * a[0], factor * a[1], factor * a[2]];
}

export function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Point, b: Point): Point {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function lengthOf(a: Point): number {
  return Math.hypot(a[0], a[1], a[2]);
}

/** The unit vector along a; zero for the zero vector. */
export function unit(a: Point): Point {
  const length = lengthOf(a);
  return length > 0 ? times(a, 1 / length) : a;
}

/** A unit vector across a unit vector. */
export function across(a: Point): Point {
  // The axis that the vector has least of is farthest from being parallel to it.
  const size = a.map(Math.abs);
  const least = size.indexOf(Math.min(...size));
  return unit(cross(a, [Number(least === 0), Number(least === 1), Number(least === 2)]));
}

/** The point number k of a list of coordinates. */
export function pointAt(coordinates: ArrayLike<number>, k: number): Point {
  return [coordinates[3 * k], coordinates[3 * k + 1], coordinates[3 * k + 2]];
}
