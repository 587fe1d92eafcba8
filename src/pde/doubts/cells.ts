import { formatNumber } from '../../field';
import type { Bounds } from '../point-source';

/** So many points lie in a cell on average, at least. */
const leastPoints = 48;
/** Cells along a coordinate, at most. */
const mostCells = 8;

/** A coarse cell of the box. */
export interface Cell {
  /** Its place as a person would say it: "x ≈ 0.4, t ≈ 0.9"; empty where it is the whole box. */
  readonly place: string;
  /** The numbers of its points. */
  readonly points: readonly number[];
}

/** Parts the points of a box into coarse cells. */
export function cellsOf(box: readonly Bounds[], points: Readonly<Record<string, Float64Array>>): Cell[] {
  const count = points[box[0].name].length;
  // A coordinate that is held, as on a side, parts nothing.
  const free = box.filter(({ name }) => points[name].some((value) => value !== points[name][0]));
  const along =
    free.length === 0
      ? 1
      : Math.max(1, Math.min(mostCells, Math.floor((count / leastPoints) ** (1 / free.length) + 1e-9)));
  const cells = new Map<string, number[]>();
  for (let i = 0; i < count; i++) {
    const key = free
      .map(({ name, low, high }) =>
        Math.min(along - 1, Math.max(0, Math.floor((along * (points[name][i] - low)) / (high - low)))),
      )
      .join();
    cells.set(key, [...(cells.get(key) ?? []), i]);
  }
  return [...cells].map(([key, members]) => {
    const middles = key.split(',').map((part, k) => {
      const { name, low, high } = free[k] ?? { name: '', low: 0, high: 0 };
      return `${name} ≈ ${formatNumber(low + ((Number(part) + 0.5) * (high - low)) / along)}`;
    });
    return { place: along === 1 ? '' : middles.join(', '), points: members };
  });
}

export function rootMeanSquare(values: ArrayLike<number>, chosen: readonly number[]): number {
  return Math.sqrt(chosen.reduce((sum, i) => sum + values[i] * values[i], 0) / chosen.length);
}
