import { geometryCoordinates, isCombination, namedPrimitives, type Geometry } from '../study';
import type { Body } from './body';
import { shapeOf } from './shapes';
import type { Interval, Shape } from './shape';

/** A shape within a region, whose points have more coordinates than the shape may mention. */
export interface Member {
  readonly shape: Shape;
  /** Of each of the shape's coordinates its number among the region's. */
  readonly places: readonly number[];
  /** Numbers of the region's coordinates that the shape does not mention. */
  readonly others: readonly number[];
  readonly distance: (point: ArrayLike<number>) => number;
}

/** A part of a region's boundary that belongs to one side of one shape. */
export interface Piece {
  readonly name: string;
  readonly member: Member;
  /** Its number among the pieces of its shape. */
  readonly index: number;
}

/** A region over named space coordinates. */
export interface Region {
  readonly coordinates: readonly string[];
  /** A box that holds it; infinite along a coordinate in which nothing bounds it. */
  readonly box: readonly Interval[];
  readonly members: readonly Member[];
  /** The pieces of all of its shapes, by the names of `namedPrimitives`. */
  readonly pieces: readonly Piece[];
  /** Points that its inside is given by, where a list of them is all that is known of it. */
  readonly samples?: readonly Float64Array[];
  /**
   * Distance of a point to the boundary, negative inside. Where shapes are put together its sign and its zeros are right,
   * and its size is a bound.
   */
  distance(point: ArrayLike<number>): number;
}

/** The region that a geometry describes. @param bodies what files describe, by their names */
export function regionOf(geometry: Geometry<number>, bodies: Readonly<Record<string, Body>> = {}): Region {
  const coordinates = geometryCoordinates(geometry);
  const named = namedPrimitives(geometry);
  const members = named.map(({ primitive }) => memberOf(shapeOf(primitive, bodies), coordinates));
  const left = [...members];
  const { distance, box } = combined(geometry, left, coordinates.length);
  return {
    coordinates,
    box,
    members,
    pieces: named.flatMap(({ pieces }, k) =>
      pieces.map((name, index) => ({ name, member: members[k], index })),
    ),
    ...(named.length === 1 && members[0].shape.samples && { samples: members[0].shape.samples }),
    distance,
  };
}

function memberOf(shape: Shape, coordinates: readonly string[]): Member {
  const places = shape.coordinates.map((name) => coordinates.indexOf(name));
  const others = coordinates.flatMap((name, k) => (shape.coordinates.includes(name) ? [] : [k]));
  const whole = others.length === 0 && places.every((place, k) => place === k);
  const own = new Float64Array(places.length);
  const distance = (point: ArrayLike<number>): number => {
    for (let k = 0; k < own.length; k++) own[k] = point[places[k]];
    return shape.distance(own);
  };
  return { shape, places, others, distance: whole ? (point) => shape.distance(point) : distance };
}

interface Combined {
  distance: (point: ArrayLike<number>) => number;
  box: readonly Interval[];
}

/** @param members the shapes in their order; those of this part are taken off the front */
function combined(geometry: Geometry<number>, members: Member[], dimensions: number): Combined {
  if (!isCombination(geometry)) {
    const { shape, places, distance } = members.shift()!;
    const box = Array.from({ length: dimensions }, (_, k): Interval => {
      const own = places.indexOf(k);
      return own < 0 ? [-Infinity, Infinity] : shape.box[own];
    });
    return { distance, box };
  }
  const parts = geometry.of.map((part) => combined(part, members, dimensions));
  const distances = parts.map(({ distance }) => distance);
  const boxes = (low: typeof Math.min, high: typeof Math.max): Interval[] =>
    Array.from({ length: dimensions }, (_, k): Interval => [
      low(...parts.map(({ box }) => box[k][0])),
      high(...parts.map(({ box }) => box[k][1])),
    ]);
  switch (geometry.shape) {
    case 'union':
      return {
        distance: (point) =>
          distances.reduce((least, distance) => Math.min(least, distance(point)), Infinity),
        box: boxes(Math.min, Math.max),
      };
    case 'intersection':
      return {
        distance: (point) => distances.reduce((most, distance) => Math.max(most, distance(point)), -Infinity),
        box: boxes(Math.max, Math.min),
      };
    case 'difference': {
      const [from, ...taken] = distances;
      return {
        distance: (point) => taken.reduce((most, distance) => Math.max(most, -distance(point)), from(point)),
        box: parts[0].box,
      };
    }
  }
}

/** Whether each point lies inside: 1, or 0. @param points one array for each of the region's coordinates */
export function inside(region: Region, points: readonly ArrayLike<number>[]): Uint8Array {
  const point = new Float64Array(points.length);
  return Uint8Array.from({ length: points[0].length }, (_, i) => {
    for (let k = 0; k < point.length; k++) point[k] = points[k][i];
    return Number(region.distance(point) < 0);
  });
}
