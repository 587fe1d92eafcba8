import type { PointSet, Problem } from './problem';

/**
 * How a point set lies in memory: `tiles` blocks of `width` points, so that all streams of a block stay in the cache.
 * The last block is filled up with points of weight 0.
 */
export interface Tiling {
  readonly tiles: number;
  readonly width: number;
}

/**
 * Bytes of one stream (a layer's activations) over a full tile. Measured best between 60 and 80 KiB on processors with 1
 * to 2 MiB of second-level cache: half of it costs up to a third more in calls, the double leaves the cache.
 */
const streamBytes = 65536;

/** Tiles are filled to a multiple of this, the width of the vector units. */
const granule = 16;

/**
 * The tiling of `count` points.
 * @param widest most neurons of a layer
 */
export function tilingOf(count: number, element: 'float32' | 'float64', widest: number): Tiling {
  const bytes = (element === 'float64' ? 8 : 4) * widest;
  const full = Math.min(4096, Math.max(64, 2 ** Math.round(Math.log2(streamBytes / bytes))));
  // An even number of tiles, so that two lanes share them alike; a small set is not worth sharing.
  const tiles = count <= full / 2 ? 1 : 2 * Math.ceil(count / (2 * full));
  return { tiles, width: Math.ceil(count / tiles / granule) * granule };
}

export function setTiling(problem: Problem, set: PointSet): Tiling {
  return tilingOf(set.count, problem.element, problem.network.widest);
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

/**
 * Weights of the points, 1 where none are given, and 0 for those that only fill the last tile. [tiles, width]
 */
export function pointWeights(
  count: number,
  { tiles, width }: Tiling,
  given?: ArrayLike<number>,
): Float64Array {
  return Float64Array.from({ length: tiles * width }, (_, point) =>
    point < count ? (given?.[point] ?? 1) : 0,
  );
}

/** Layers narrower than this cost less op by op than compiled: measured 16 and 40 neurons wide. */
const compiledWidth = 32;

/**
 * Where the programs of the loss run. Op by op, shares of the points overlap on several threads (1.9 times as fast on
 * two), which compiled programs do not; on one thread wide layers are faster compiled.
 */
export function lossRegion(problem: Problem, lanes: number): 'xla' | 'native' {
  return lanes === 1 && problem.network.widest >= compiledWidth ? 'xla' : 'native';
}
