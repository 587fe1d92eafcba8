import type { PointSet, Problem } from './problem';

/**
 * How a point set lies in memory: `tiles` blocks of `width` points, so that all streams of a block stay in the cache.
 * The last block is filled up with points of weight 0.
 */
export interface Tiling {
  readonly tiles: number;
  readonly width: number;
}

/** Points of a full tile. Measured on CPUs with 1 to 2 MiB of second-level cache. */
export const tileWidth = { float32: 256, float64: 128 } as const;

/** Narrow tiles are still filled to a multiple of this, the width of the vector units. */
const granule = 16;

export function tilingOf(count: number, element: 'float32' | 'float64'): Tiling {
  const full = tileWidth[element];
  const width = Math.min(full, Math.ceil(count / granule) * granule);
  return { tiles: Math.ceil(count / width), width };
}

export function setTiling(problem: Problem, set: PointSet): Tiling {
  return tilingOf(set.count, problem.element);
}

/**
 * Rows (one value for each point) of each name as a tensor [tiles, names, width]; the last point is repeated to fill.
 */
export function tiled(rows: readonly ArrayLike<number>[], { tiles, width }: Tiling): Float64Array {
  const result = new Float64Array(tiles * rows.length * width);
  rows.forEach((row, r) => {
    for (let point = 0; point < tiles * width; point++) {
      const tile = Math.floor(point / width);
      result[(tile * rows.length + r) * width + (point % width)] = row[Math.min(point, row.length - 1)];
    }
  });
  return result;
}

/** The inverse of `tiled`: one array of `count` values for each row. */
export function untiled(
  data: ArrayLike<number>,
  rowCount: number,
  { tiles, width }: Tiling,
  count: number,
): Float64Array[] {
  return Array.from({ length: rowCount }, (_, r) => {
    const row = new Float64Array(Math.min(count, tiles * width));
    for (let point = 0; point < row.length; point++) {
      row[point] = data[(Math.floor(point / width) * rowCount + r) * width + (point % width)];
    }
    return row;
  });
}

/** Weights of the points: 1, and 0 for those that only fill the last tile. [tiles, width] */
export function pointWeights(count: number, { tiles, width }: Tiling): Float64Array {
  return Float64Array.from({ length: tiles * width }, (_, point) => (point < count ? 1 : 0));
}
