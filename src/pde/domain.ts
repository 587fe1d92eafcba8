import { boundaryRounding, selectionHolds, type BoundaryMeaning, type Meaning } from '../language';
import { misfit, regionOf, type BoundarySelection, type Interval, type Region, type Body } from '../geometry';
import type { Geometry } from '../study';

/** A region of space within the box of coordinates. */
export interface Domain {
  readonly geometry: Geometry<number>;
  readonly region: Region;
  /** A box that holds it, in the order of its coordinates. */
  readonly bounds: readonly Interval[];
}

/**
 * The region that a geometry describes.
 * @param bodies what its files describe, by their names
 * Errors: a sentence where it does not fit into the box.
 */
export function domainOf(
  geometry: Geometry<number>,
  box: Meaning['box'],
  bodies: Readonly<Record<string, Body>>,
): Domain {
  const region = regionOf(geometry, bodies);
  const wrong = misfit(region, box);
  if (wrong !== undefined) throw new Error(wrong);
  const bounds = region.coordinates.map((name, k): Interval => [
    Math.max(region.box[k][0], box[name][0]),
    Math.min(region.box[k][1], box[name][1]),
  ]);
  return { geometry, region, bounds };
}

/** Which points belong to the domain, its boundary included. @param points columns by coordinate */
export function belongs(
  { region, bounds }: Domain,
  points: Readonly<Record<string, ArrayLike<number>>>,
): Uint8Array {
  const columns = region.coordinates.map((name) => points[name]);
  const close = boundaryRounding * sizeOf(bounds);
  const steps = stepsAside(columns.length, 10 * close);
  const point = new Float64Array(columns.length);
  return Uint8Array.from({ length: columns[0].length }, (_, i) => {
    for (let k = 0; k < point.length; k++) point[k] = columns[k][i];
    const distance = region.distance(point);
    if (Math.abs(distance) > close) return Number(distance < 0);
    // What is left of a face that was taken away has distance zero too, but nothing inside beside it.
    return Number(steps.some((step) => region.distance(point.map((value, k) => value + step[k])) < 0));
  });
}

/** Values with NaN where a point lies outside the domain: no solution is sought there. */
export function withinDomain(
  domain: Domain | null,
  points: Readonly<Record<string, Float64Array>>,
  values: Record<string, Float64Array>,
): Record<string, Float64Array> {
  if (domain === null) return values;
  const inside = belongs(domain, points);
  const masked = Object.entries(values).map(([name, all]) => [
    name,
    all.map((value, i) => (inside[i] === 1 ? value : NaN)),
  ]);
  return Object.fromEntries(masked) as Record<string, Float64Array>;
}

/** Steps to all sides and corners around a point; those along the coordinates alone in more than three of them. */
function stepsAside(dimensions: number, length: number): number[][] {
  if (dimensions > 3) {
    return Array.from({ length: 2 * dimensions }, (_, k) =>
      Array.from({ length: dimensions }, (_unused, j) =>
        j === k >> 1 ? (k % 2 === 0 ? length : -length) : 0,
      ),
    );
  }
  return Array.from({ length: 3 ** dimensions }, (_, k) =>
    Array.from({ length: dimensions }, (_unused, j) => length * ((Math.floor(k / 3 ** j) % 3) - 1)),
  );
}

/** A point of one domain in the coordinates of another that has no others. */
export function inOrderOf({ region }: Domain, from: Domain, point: ArrayLike<number>): ArrayLike<number> {
  const { coordinates } = from.region;
  return region.coordinates.map((name) => point[coordinates.indexOf(name)]);
}

/** The points of a boundary that are meant, as tests on the region's coordinates. */
export function selectionsOf(
  { parts }: BoundaryMeaning,
  { region, bounds }: Domain,
  parameters: Readonly<Record<string, number>>,
): BoundarySelection[] {
  return parts.map(({ pieces, where }) => ({
    pieces,
    chosen(point) {
      const values: Record<string, number> = { ...parameters };
      region.coordinates.forEach((name, k) => (values[name] = point[k]));
      return where.every((selection) => selectionHolds(selection, values, sizeOf(bounds)));
    },
  }));
}

/** The length of the diagonal of a box. */
export function sizeOf(bounds: readonly Interval[]): number {
  return Math.hypot(...bounds.map(([low, high]) => high - low));
}
