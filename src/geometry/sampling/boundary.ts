import type { Piece, Region } from '../region';
import type { Interval } from '../shape';
import type { Drawn } from './interior';
import { samplers, type UniformNumbers } from './samplers';
import { sobolDimensions } from './sobol';

/** Some pieces of a boundary, of which only the points that are chosen count. */
export interface BoundarySelection {
  /** By their names among the region's. */
  readonly pieces: readonly string[];
  /** Whether a point is meant, from its values of the region's coordinates. */
  readonly chosen: (point: ArrayLike<number>) => boolean;
}

export interface DrawnBoundary extends Drawn {
  /** Components of the outward unit normals: one array for each coordinate of the region. */
  readonly normals: Float64Array[];
  /** Estimated length, area or volume of what was drawn from. */
  readonly measure: number;
}

/** So many candidates for each point are tried before a piece counts as empty. */
const mostTries = 200;
const leastTries = 100_000;

/**
 * Points of a region's boundary, spread evenly over all that is chosen, with normals that point out of the region.
 * Candidates come from Sobol's sequence, as far as it reaches. Kept are those that lie on the boundary of the whole:
 * where a step to both sides of the shape leads into the region and out of it.
 * @param bounds a finite box that holds the region, in the order of its coordinates
 * @param others how many numbers in [0, 1) to draw with each point, for coordinates that are not the region's
 * Errors: a sentence when there are no such points.
 */
export function boundaryPoints(
  region: Region,
  bounds: readonly Interval[],
  selections: readonly BoundarySelection[],
  count: number,
  random: UniformNumbers,
  others = 0,
): DrawnBoundary {
  const meant = region.pieces.flatMap((piece) => {
    const tests = selections.filter(({ pieces }) => pieces.includes(piece.name)).map(({ chosen }) => chosen);
    return tests.length === 0 ? [] : [{ piece, tests, size: sizeOf(piece, bounds) }];
  });
  if (meant.length === 0) throw new Error('the boundary has no points: name lists of them in the geometry.');
  let total = 0;
  const upTo = meant.map(({ size }) => (total += size));
  const units = Math.max(
    1,
    ...meant.map(({ piece: { member } }) => member.shape.units + member.others.length),
  );
  const dimensions = bounds.length;
  const length = Math.hypot(...bounds.map(([low, high]) => high - low));
  const columns = (n: number): Float64Array[] => Array.from({ length: n }, () => new Float64Array(count));
  const [points, normals, rest] = [columns(dimensions), columns(dimensions), columns(others)];
  const point = new Float64Array(dimensions);
  const normal = new Float64Array(dimensions);
  const sampler = units + others <= sobolDimensions ? samplers.sobol : samplers.uniform;
  let kept = 0;
  let tried = 0;
  const limit = Math.max(leastTries, mostTries * count);
  for (let batch = count; kept < count; batch = 2 * batch) {
    if (tried > limit) {
      throw new Error(
        kept === 0
          ? 'no point of the boundary was found there: check what it requires, and that other shapes do not cover it.'
          : `only ${kept} of ${tried} points of the boundary lie there, too few to draw from: choose a larger piece.`,
      );
    }
    const numbers = sampler.points(units + others, batch, random);
    const unit = new Float64Array(units);
    for (let i = 0; i < batch && kept < count; i++) {
      tried++;
      const wanted = numbers[0][i] * total;
      const index = Math.max(
        0,
        upTo.findIndex((end) => end > wanted),
      );
      const { piece, tests, size } = meant[index];
      for (let k = 1; k < units; k++) unit[k] = numbers[k][i];
      // What is left of the number within its piece is as even as the number was.
      unit[0] = Math.min(1 - 2 ** -53, Math.max(0, (wanted - (upTo[index] - size)) / size));
      if (!place(piece, bounds, unit, point, normal)) continue;
      if (!tests.some((chosen) => chosen(point))) continue;
      const outward = sideOf(region, point, normal, length);
      if (outward === 0 || covered(meant, index, point, length)) continue;
      for (let k = 0; k < dimensions; k++) {
        points[k][kept] = point[k];
        // No −0: a number that is shown.
        normals[k][kept] = outward * normal[k] + 0;
      }
      for (let k = 0; k < others; k++) rest[k][kept] = numbers[units + k][i];
      kept++;
    }
  }
  return { points, normals, rest, measure: (total * kept) / tried };
}

/** Its measure, times the ranges of the coordinates that its shape does not mention. */
function sizeOf({ member, index }: Piece, bounds: readonly Interval[]): number {
  return member.others.reduce((size, k) => size * (bounds[k][1] - bounds[k][0]), member.shape.pieces[index]);
}

function place(
  { member, index }: Piece,
  bounds: readonly Interval[],
  units: Float64Array,
  point: Float64Array,
  normal: Float64Array,
): boolean {
  const { shape, places, others } = member;
  const own = new Float64Array(places.length);
  const ownNormal = new Float64Array(places.length);
  if (!shape.boundary(index, units, own, ownNormal)) return false;
  for (let k = 0; k < places.length; k++) {
    point[places[k]] = own[k];
    normal[places[k]] = ownNormal[k];
  }
  for (let k = 0; k < others.length; k++) {
    const [low, high] = bounds[others[k]];
    point[others[k]] = low + (high - low) * units[shape.units + k];
    normal[others[k]] = 0;
  }
  return true;
}

/** How far beside a boundary it is looked whether one is inside, as a share of the region's size. */
const aside = 1e-7;
/** How far from zero the distance of a point of the boundary may be, as a share of the region's size. */
const rounding = 1e-13;

/** 1 where the normal of a shape points out of the region, −1 where into it, 0 where the point is not on its boundary. */
function sideOf(region: Region, point: Float64Array, normal: Float64Array, length: number): -1 | 0 | 1 {
  if (region.members.length === 1) return 1;
  if (Math.abs(region.distance(point)) > rounding * length) return 0;
  const step = aside * length;
  const [before, behind] = [-step, step].map(
    (way) => region.distance(point.map((value, k) => value + way * normal[k])) < 0,
  );
  if (before === behind) return 0;
  return before ? 1 : -1;
}

/** Whether a piece before this one has the point too: where boundaries coincide only one of them counts. */
function covered(
  meant: readonly { readonly piece: Piece }[],
  index: number,
  point: Float64Array,
  length: number,
): boolean {
  const own = meant[index].piece.member;
  return meant
    .slice(0, index)
    .some(({ piece: { member } }) => member !== own && Math.abs(member.distance(point)) <= rounding * length);
}
