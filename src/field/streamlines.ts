import type { PlaneLine } from './contours';
import { uniformAxis, type Values } from './grid';
import { fieldLine } from './volume/field-line';
import { vectorFunction, type VectorFunction } from './volume/sampler';
import { volumeGrid, type Point } from './volume/types';

/** A vector field on an even grid of a picture: rows upwards, the places of a row to the right. */
export interface PictureFlow {
  readonly columns: number;
  readonly rows: number;
  /** Components to the right and upwards, in lengths of the picture; NaN where there are none. */
  readonly right: Values;
  readonly up: Values;
  /** Sides of the picture. */
  readonly width: number;
  readonly height: number;
}

/** The flow at any place of the picture. */
export function flowFunction({ columns, rows, right, up, width, height }: PictureFlow): VectorFunction {
  // A volume of one layer: the upward axis first, as rows lie.
  const axes = [uniformAxis('up', 0, height, rows), uniformAxis('right', 0, width, columns)];
  const grid = volumeGrid([...axes, { name: 'layer', values: Float64Array.of(0) }]);
  const inside = Uint8Array.from(right, (value, k) => Number(!Number.isNaN(value + up[k])));
  const none = new Float32Array(right.length);
  const at = vectorFunction(grid, [up, right, none], 'linear', { inside });
  return (x, y) => {
    const [upward, rightward] = at(y, x, 0);
    return [rightward, upward, 0];
  };
}

/** Lines end where another one is nearer than this share of the distance at which they are seeded. */
const nearest = 0.5;
/** Points of a line to that distance, and how short a line may be in it. */
const pointsEach = 5;
const shortestLine = 1.5;
/** Farther along itself than this a line counts as another one. */
const ownReach = 2;
const weakest = 1e-4;

/**
 * Streamlines that fill a picture evenly (B. Jobard, W. Lefer, "Creating evenly-spaced streamlines of arbitrary density",
 * Visualization in Scientific Computing '97): each new line starts at a distance beside one that is there, and ends where
 * it comes too near to another.
 */
export function evenStreamlines(flow: PictureFlow, distance: number): PlaneLine[] {
  const velocity = flowFunction(flow);
  const { width, height } = flow;
  let strongest = 0;
  flow.right.forEach((value: number, k: number) => {
    const size = Math.hypot(value, flow.up[k]);
    if (size > strongest) strongest = size;
  });
  const taken = new Places(distance);
  const lines: PlaneLine[] = [];
  const waiting: Point[] = [];
  const options = {
    longest: 1.5 * (width + height),
    tolerance: 1e-3 * distance,
    spacing: distance / pointsEach,
    bounds: { low: [0, 0, 0], high: [width, height, 0] },
    weakest: weakest * strongest,
    closing: 0.1 * distance,
  } as const;

  const follow = (seed: Point): void => {
    if (taken.isNear(seed, distance * (1 - 1e-9), null)) return;
    const line = fieldLine(velocity, seed, options);
    if (line === null) return;
    const { points, lengths, ends } = line;
    const isClosed = ends[1] === 'closed';
    const at = (k: number): Point => [points[3 * k], points[3 * k + 1], 0];
    const middle = lengths.indexOf(0);
    let [first, last] = [middle, middle];
    const own = new Places(distance);
    const goesOn = (k: number): boolean => {
      if (k < 0 || k >= lengths.length || taken.isNear(at(k), nearest * distance, null)) return false;
      if (!isClosed && own.isNear(at(k), nearest * distance, lengths[k])) return false;
      own.add(at(k), lengths[k]);
      return true;
    };
    while (goesOn(last + 1)) last += 1;
    while (goesOn(first - 1)) first -= 1;
    if (lengths[last] - lengths[first] < shortestLine * distance) return;
    const kept = Array.from({ length: last - first + 1 }, (_, k) => at(first + k));
    kept.forEach((point, k) => taken.add(point, lengths[first + k]));
    lines.push({
      points: Float64Array.from(kept.flatMap(([x, y]) => [x, y])),
      isClosed: isClosed && kept.length === lengths.length,
    });
    for (let k = 0; k + 1 < kept.length; k += pointsEach) {
      const [[x, y], [toX, toY]] = [kept[k], kept[k + 1]];
      const length = Math.hypot(toX - x, toY - y) || 1;
      const aside = [(-(toY - y) / length) * distance, ((toX - x) / length) * distance];
      waiting.push([x + aside[0], y + aside[1], 0], [x - aside[0], y - aside[1], 0]);
    }
  };

  const each = 6;
  for (let row = 0; row < each; row++)
    for (let column = 0; column < each; column++) {
      // From the middle outwards, so that the first line is a typical one.
      const part = (k: number): number => (((k + each / 2) % each) + 0.5) / each;
      waiting.push([part(column) * width, part(row) * height, 0]);
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) follow(seed);
    }
  return lines;
}

/** Points in squares, to find those near a place. */
class Places {
  private readonly squares = new Map<string, { readonly at: Point; readonly length: number }[]>();

  constructor(private readonly side: number) {}

  add(at: Point, length: number): void {
    const key = `${Math.floor(at[0] / this.side)} ${Math.floor(at[1] / this.side)}`;
    const known = this.squares.get(key);
    if (known === undefined) this.squares.set(key, [{ at, length }]);
    else known.push({ at, length });
  }

  /** Whether a point lies nearer than a distance; with a length along a line, only points far from it along the line. */
  isNear([x, y]: Point, distance: number, length: number | null): boolean {
    const [column, row] = [Math.floor(x / this.side), Math.floor(y / this.side)];
    for (let i = column - 1; i <= column + 1; i++)
      for (let j = row - 1; j <= row + 1; j++)
        for (const other of this.squares.get(`${i} ${j}`) ?? []) {
          if (length !== null && Math.abs(other.length - length) < ownReach * this.side) continue;
          if (Math.hypot(other.at[0] - x, other.at[1] - y) < distance) return true;
        }
    return false;
  }
}
