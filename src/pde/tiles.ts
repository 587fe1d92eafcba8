import { countEquations, type Program } from '../program';
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

/** Layers this wide are worth the time that a large program takes to compile. */
const wideLayer = 32;

/** Equations of all lanes together that compile within about 5 s: the time grows faster than the program. */
const compiledEquations = { narrow: 1600, wide: 4000 };

/**
 * Where the gradient of the loss runs, given the programs of all lanes. Compiled it takes about half the time at widths
 * from 8 to 64, and lanes overlap; a program of thousands of equations would take a minute to compile.
 */
export function gradientRegion(problem: Problem, lanes: readonly Program[]): 'xla' | 'native' {
  const wide = problem.network.widest >= wideLayer;
  if (wide && lanes.length === 1) return 'xla';
  const equations = lanes.reduce((sum, program) => sum + countEquations(program), 0);
  return equations <= (wide ? compiledEquations.wide : compiledEquations.narrow) ? 'xla' : 'native';
}

/**
 * Where the programs of a sum of squares run. Most of their time is the product of the Jacobian with itself, which is as
 * fast op by op and need not be compiled; on one thread the rows of wide layers are faster compiled.
 */
export function lossRegion(problem: Problem, lanes: number): 'xla' | 'native' {
  return lanes === 1 && problem.network.widest >= wideLayer ? 'xla' : 'native';
}
