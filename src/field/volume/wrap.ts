import type { Values } from '../grid';
import type { FieldLine, LineEnd } from './tasks';
import { volumeStrides, type Box, type Point, type VolumeGrid } from './types';
import { minus, pointAt } from './vector';

/** For each axis whether it is followed through its ends. */
export type Periodic = readonly [boolean, boolean, boolean];

/** Fields repeat where both ends of an axis differ by less than this share of the largest value. */
const likeness = 0.02;

/**
 * The axes along which all of these fields really have the same values at both ends, out of those where they should:
 * a network that has not learnt its periodic condition yet has walls there.
 */
export function repeatingAxes(
  grid: VolumeGrid,
  fields: readonly Values[],
  wished: Periodic,
  inside: Uint8Array | null = null,
): Periodic {
  const steps = volumeStrides(grid);
  let largest = 0;
  for (const values of fields)
    for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value);
  const repeats = (axis: 0 | 1 | 2): boolean => {
    if (!wished[axis] || grid.shape[axis] < 2) return false;
    const across = (grid.shape[axis] - 1) * steps[axis];
    for (let node = 0; node < grid.shape[0] * steps[0]; node++) {
      if (Math.floor(node / steps[axis]) % grid.shape[axis] !== 0) continue;
      if (inside !== null && (inside[node] === 0 || inside[node + across] === 0)) continue;
      for (const values of fields)
        if (Math.abs(values[node + across] - values[node]) > likeness * largest) return false;
    }
    return true;
  };
  return [repeats(0), repeats(1), repeats(2)];
}

/** The image of a point, whole periods away, that lies nearest to a place. */
export function nearestImage(point: Point, place: Point, periods: Point): Point {
  const part = (k: number): number =>
    periods[k] > 0 ? point[k] + periods[k] * Math.round((place[k] - point[k]) / periods[k]) : point[k];
  return [part(0), part(1), part(2)];
}

/** The lengths of a box along its periodic axes, and 0 along the others. */
export function periodsOf({ low, high }: Box, periodic: Periodic): Point {
  const part = (k: number): number => (periodic[k] ? high[k] - low[k] : 0);
  return [part(0), part(1), part(2)];
}

/** A box without walls across its periodic axes. */
export function openedBox({ low, high }: Box, periodic: Periodic): Box {
  const [x, y, z] = periodic;
  return {
    low: [x ? -Infinity : low[0], y ? -Infinity : low[1], z ? -Infinity : low[2]],
    high: [x ? Infinity : high[0], y ? Infinity : high[1], z ? Infinity : high[2]],
  };
}

/**
 * A line that was followed through periodic ends, cut there into pieces that all lie in the box. What is drawn of a line
 * that closes only a period further is open.
 */
export function wrapLine(line: FieldLine, box: Box, periodic: Periodic): FieldLine[] {
  const periods = periodsOf(box, periodic);
  const tile = (value: number, k: number): number =>
    periods[k] > 0 ? Math.floor((value - box.low[k]) / periods[k]) : 0;
  const pieces: { points: number[]; lengths: number[]; tiles: Point }[] = [];
  const add = (point: Point, length: number, tiles: Point): void => {
    const piece = pieces[pieces.length - 1];
    piece.points.push(
      ...point.map((value, k) =>
        periods[k] > 0 ? Math.min(box.high[k], Math.max(box.low[k], value - tiles[k] * periods[k])) : value,
      ),
    );
    piece.lengths.push(length);
  };
  const count = line.points.length / 3;
  for (let i = 0; i + 1 < count; i++) {
    const [from, to] = [pointAt(line.points, i), pointAt(line.points, i + 1)];
    const way = minus(to, from);
    const at = (share: number): Point => [
      from[0] + share * way[0],
      from[1] + share * way[1],
      from[2] + share * way[2],
    ];
    const lengthAt = (share: number): number =>
      line.lengths[i] + share * (line.lengths[i + 1] - line.lengths[i]);
    const cuts = [0, ...crossings(from, to, box, periods), 1];
    for (let c = 0; c + 1 < cuts.length; c++) {
      const middle = at((cuts[c] + cuts[c + 1]) / 2);
      const tiles: Point = [tile(middle[0], 0), tile(middle[1], 1), tile(middle[2], 2)];
      const before = pieces[pieces.length - 1];
      if (before === undefined || before.tiles.some((number, k) => number !== tiles[k])) {
        pieces.push({ points: [], lengths: [], tiles });
        add(at(cuts[c]), lengthAt(cuts[c]), tiles);
      }
      add(at(cuts[c + 1]), lengthAt(cuts[c + 1]), tiles);
    }
  }
  if (pieces.length === 0) return [line];
  const last = pieces.length - 1;
  const meets = [0, 1, 2].every((k) => line.points[k] === line.points[3 * (count - 1) + k]);
  const outer = (end: LineEnd): LineEnd => (end === 'closed' && !(last === 0 && meets) ? 'period' : end);
  return pieces.map(({ points, lengths }, n) => ({
    points: Float64Array.from(points),
    lengths: Float64Array.from(lengths),
    ends: [n === 0 ? outer(line.ends[0]) : 'period', n === last ? outer(line.ends[1]) : 'period'],
  }));
}

/** Where a straight way passes an end of the box or an image of it, as shares of the way, in their order. */
function crossings(from: Point, to: Point, { low }: Box, periods: Point): number[] {
  const shares = [0, 1, 2].flatMap((k) => {
    if (periods[k] === 0 || from[k] === to[k]) return [];
    const [first, last] = [from[k], to[k]]
      .map((value) => (value - low[k]) / periods[k])
      .sort((a, b) => a - b);
    const found: number[] = [];
    for (let wall = Math.ceil(first); wall <= last; wall++)
      found.push((low[k] + wall * periods[k] - from[k]) / (to[k] - from[k]));
    return found;
  });
  return shares.filter((share) => share > 0 && share < 1).sort((a, b) => a - b);
}
