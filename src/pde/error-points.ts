import { gridPoints, uniformAxis } from '../field';
import { boxPoints, type Bounds } from './point-source';

/** Points along each coordinate of the grid on which the error is measured. */
const grids: Readonly<Record<number, readonly number[]>> = {
  1: [1001],
  2: [256, 101],
  3: [33, 33, 33],
  4: [17, 17, 17, 17],
};

/** Random points where a grid would be too coarse: the error is then known to well under 1%. */
const randomPoints = 100_000;

/** Draws the same points for every run, others than those of any training. */
const draw = { seed: 2 ** 33, part: 0, step: 0 } as const;

/** The points at which errors are measured: a grid in up to four coordinates, else random ones, always the same. */
export function errorPoints(box: readonly Bounds[]): Record<string, Float64Array> {
  if (box.length in grids) {
    const counts = grids[box.length];
    return gridPoints(box.map(({ name, low, high }, k) => uniformAxis(name, low, high, counts[k])));
  }
  const columns = boxPoints.columns({ ...draw, box, count: randomPoints });
  return Object.fromEntries(box.map(({ name }) => [name, Float64Array.from(columns[name])]));
}
