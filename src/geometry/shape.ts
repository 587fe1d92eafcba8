export type Interval = readonly [low: number, high: number];

/** One shape in coordinates of its own. A point is a list of numbers, one for each of them. */
export interface Shape {
  readonly coordinates: readonly string[];
  /** The smallest box that holds it. */
  readonly box: readonly Interval[];
  /**
   * Length, area or volume of each piece of its boundary, in the order of `pieceNames`. A single point counts 1, and so does
   * each of a list.
   */
  readonly pieces: readonly number[];
  /**
   * The points that its inside is given by, one array for each coordinate, where a list of them is all that is known of it.
   * Neighbours in the list are neighbours in space.
   */
  readonly samples?: readonly Float64Array[];
  /** Distance of a point to the boundary, negative inside. */
  distance(point: ArrayLike<number>): number;
  /** How many numbers in [0, 1) a point of the boundary is made of; at least 1. */
  readonly units: number;
  /**
   * Puts a point of a piece and its outward unit normal into `point` and `normal`. Points made of uniform numbers are
   * spread evenly over the piece.
   * @returns false where these numbers give no point: even spreading may need to leave some out
   */
  boundary(piece: number, units: ArrayLike<number>, point: Float64Array, normal: Float64Array): boolean;
}

/** Distance to a body that is the meeting of two, from the distances to them along perpendicular directions. */
export function meeting(a: number, b: number): number {
  return Math.min(Math.max(a, b), 0) + Math.hypot(Math.max(a, 0), Math.max(b, 0));
}

/** How many numbers a direction in space is made of. */
export function directionUnits(dimensions: number): number {
  return dimensions <= 3 ? dimensions - 1 : 2 * Math.ceil(dimensions / 2);
}

/**
 * An evenly distributed unit vector from numbers in [0, 1): by its angle in the plane, by the height and the angle in
 * space (Archimedes), else as a vector of normal numbers (Box & Muller 1958; Muller 1959).
 */
export function direction(units: ArrayLike<number>, into: Float64Array): void {
  const dimensions = into.length;
  if (dimensions <= 3) {
    const height = dimensions === 3 ? 2 * units[1] - 1 : 0;
    const radius = Math.sqrt(1 - height * height);
    into[0] = radius * Math.cos(2 * Math.PI * units[0]);
    into[1] = radius * Math.sin(2 * Math.PI * units[0]);
    if (dimensions === 3) into[2] = height;
    return;
  }
  let size = 0;
  for (let k = 0; k < dimensions; k++) {
    const pair = k - (k % 2);
    const radius = Math.sqrt(-2 * Math.log(1 - units[pair]));
    const angle = 2 * Math.PI * units[pair + 1];
    into[k] = radius * (k % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
    size += into[k] * into[k];
  }
  const length = Math.sqrt(size);
  for (let k = 0; k < dimensions; k++) into[k] = length > 0 ? into[k] / length : Number(k === 0);
}

/** Area of the unit sphere in so many dimensions: 2π, 4π, … (2π^(n/2) / Γ(n/2)). */
export function sphereArea(dimensions: number): number {
  return dimensions <= 2
    ? [0, 2, 2 * Math.PI][dimensions]
    : (sphereArea(dimensions - 2) * 2 * Math.PI) / (dimensions - 2);
}
