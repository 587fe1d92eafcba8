import { dormandPrince, type Step } from './dormand-prince';
import type { VectorFunction } from './sampler';
import type { FieldLine, LineEnd } from './tasks';
import type { Box, Point } from './types';
import { dot, lengthOf, minus, times, unit } from './vector';
import { nearestImage } from './wrap';

export interface LineOptions {
  /** Both ways from the seed when left out. */
  readonly direction?: 'forward' | 'backward' | 'both' | undefined;
  /** Length each way. */
  readonly longest: number;
  /** Error of each step, as a length. */
  readonly tolerance: number;
  /** Longest distance between two points of the line; what lies within a step is filled up. */
  readonly spacing: number;
  /** Beyond its walls a line ends; the walls of the velocity where it is left out. */
  readonly bounds?: Box;
  /** A line ends where the vector is not longer than this. */
  readonly weakest?: number;
  /** A line that passes its seed again this close is closed; 0 follows it on and on. */
  readonly closing?: number;
  /** Periods of the axes, 0 for those without: passing an image of the seed closes a line too. */
  readonly periods?: Point;
}

/** Steps of a line each way. */
const mostSteps = 100_000;
/** Steps as shares of the spacing: none is shorter, but near a wall; none is longer. */
const shortest = 1e-6;
const longestStep = 16;
const noPeriods: Point = [0, 0, 0];

/**
 * The line through a seed that a vector field is tangent to, by steps of the Dormand–Prince pair along its length with
 * error control: x′(s) = v/|v|. It ends at walls, at the mask, where the field vanishes and where it closes.
 * Null where the field has no direction at the seed.
 */
export function fieldLine(velocity: VectorFunction, seed: Point, options: LineOptions): FieldLine | null {
  const { direction = 'both' } = options;
  if (directionAt(velocity, seed, options, 1) === undefined) return null;
  const forth = direction === 'backward' ? start(seed) : half(velocity, seed, options, 1);
  if (direction === 'forward' || forth.end === 'closed') return lineOf(start(seed), forth);
  return lineOf(half(velocity, seed, options, -1), forth);
}

interface Half {
  readonly points: readonly Point[];
  readonly lengths: readonly number[];
  readonly end: LineEnd;
}

function start(seed: Point): Half {
  return { points: [seed], lengths: [0], end: 'length' };
}

/** One line of what lies behind the seed and before it. */
function lineOf(back: Half, forth: Half): FieldLine {
  const behind = back.points.slice(1).reverse();
  const points = Float64Array.from([...behind, ...forth.points].flat());
  const lengths = Float64Array.from([
    ...back.lengths
      .slice(1)
      .reverse()
      .map((length) => -length),
    ...forth.lengths,
  ]);
  const isClosed = forth.end === 'closed';
  return { points, lengths, ends: [isClosed ? 'closed' : back.end, forth.end] };
}

/** The unit vector along the line; undefined where there is none. */
function directionAt(
  velocity: VectorFunction,
  at: Point,
  { bounds, weakest = 0 }: LineOptions,
  sign: number,
): Point | undefined {
  if (bounds !== undefined && !isWithin(at, bounds)) return undefined;
  const vector = velocity(at[0], at[1], at[2]);
  const size = lengthOf(vector);
  return size > weakest ? times(vector, sign / size) : undefined;
}

function half(velocity: VectorFunction, seed: Point, options: LineOptions, sign: number): Half {
  const { longest, tolerance, spacing, closing = 0, periods = noPeriods } = options;
  const slope = (at: Point) => directionAt(velocity, at, options, sign);
  const tangent = slope(seed)!;
  const points: Point[] = [seed];
  const lengths = [0];
  let [at, direction, length, size, farthest] = [seed, tangent, 0, spacing, 0];
  const finish = (end: LineEnd): Half => ({ points, lengths, end });

  for (let count = 0; count < mostSteps; count++) {
    if (longest - length <= shortest * spacing) return finish('length');
    const tried = Math.min(size, longest - length);
    const step = dormandPrince(slope, at, direction, tried);
    if (step === undefined) {
      // Something is in the way: it is approached by ever shorter steps.
      if (tried <= shortest * spacing) return finish(whyAt(velocity, at, direction, tried, options));
      size = tried / 4;
      continue;
    }
    if (step.error > tolerance && tried > shortest * spacing) {
      size = tried * Math.max(0.2, 0.9 * (tolerance / step.error) ** 0.2);
      continue;
    }
    const image = nearestImage(seed, step.to, periods);
    const closed =
      closing > 0 && farthest > 4 * closing ? closingShare(step, at, image, tangent, closing) : null;
    const share = closed ?? 1;
    const between = Math.max(1, Math.ceil((tried * share) / spacing));
    for (let k = 1; k < between; k++)
      add(step.within((share * k) / between), length + (tried * share * k) / between);
    length += tried * share;
    if (closed !== null) {
      add(image, length);
      return finish('closed');
    }
    add(step.to, length);
    [at, direction] = [step.to, unit(step.slope)];
    farthest = Math.max(farthest, lengthOf(minus(at, seed)));
    size = Math.min(
      longestStep * spacing,
      tried * Math.min(5, 0.9 * (tolerance / (step.error || Number.MIN_VALUE)) ** 0.2),
    );
  }
  return finish('steps');

  function add(point: Point, place: number): void {
    points.push(point);
    lengths.push(place);
  }
}

/**
 * Where within a step a line passes its seed in the direction in which it left, as a share of the step; null when it
 * does not come close.
 */
function closingShare(step: Step, from: Point, seed: Point, tangent: Point, closing: number): number | null {
  const height = (point: Point) => dot(minus(point, seed), tangent);
  if (!(height(from) < 0 && height(step.to) >= 0)) return null;
  let [low, high] = [0, 1];
  for (let k = 0; k < 50; k++) {
    const middle = (low + high) / 2;
    if (height(step.within(middle)) < 0) low = middle;
    else high = middle;
  }
  return lengthOf(minus(step.within(high), seed)) <= closing ? high : null;
}

/** What stands in the way of a line that could not go on. */
function whyAt(
  velocity: VectorFunction,
  at: Point,
  direction: Point,
  step: number,
  { bounds }: LineOptions,
): LineEnd {
  for (const share of [1, 2, 4]) {
    const next: Point = [
      at[0] + share * step * direction[0],
      at[1] + share * step * direction[1],
      at[2] + share * step * direction[2],
    ];
    if (bounds !== undefined && !isWithin(next, bounds)) return 'wall';
    if (Number.isNaN(lengthOf(velocity(...next)))) return bounds === undefined ? 'wall' : 'mask';
  }
  return 'null';
}

function isWithin(at: Point, { low, high }: Box): boolean {
  return at.every((value, k) => value >= low[k] && value <= high[k]);
}
