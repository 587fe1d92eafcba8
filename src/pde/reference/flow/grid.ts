/**
 * A periodic box of one to three coordinates for transforms over three axes: axes that a study does not have come
 * first, with one point. Vectors always have three components; component c points along the axis (c + 3 − d) mod 3 of a
 * study with d coordinates, so that components beyond the plane point along an axis on which nothing depends.
 */
export interface FlowGrid {
  readonly dimensions: number;
  /** Points along each axis. */
  readonly counts: readonly [number, number, number];
  /** Length of the box along each axis. */
  readonly lengths: readonly [number, number, number];
}

/** @param counts points along each coordinate of the study, @param lengths of the box along them */
export function flowGrid(counts: readonly number[], lengths: readonly number[]): FlowGrid {
  const missing = new Array<number>(3 - counts.length).fill(1);
  return {
    dimensions: counts.length,
    counts: [...missing, ...counts] as unknown as FlowGrid['counts'],
    lengths: [...missing, ...lengths] as unknown as FlowGrid['lengths'],
  };
}

/** The axis along which a component of a vector points. */
export function axisOf({ dimensions }: FlowGrid, component: number): number {
  return (component + 3 - dimensions) % 3;
}

/** Wavenumbers as whole numbers along an axis in the order of a transform; the last axis holds a half. */
export function waves({ counts }: FlowGrid, axis: number): number[] {
  const count = counts[axis];
  if (axis === 2) return Array.from({ length: Math.floor(count / 2) + 1 }, (_, n) => n);
  return Array.from({ length: count }, (_, n) => (n <= count / 2 ? n : n - count));
}

/**
 * The highest whole wavenumber that is kept along an axis, below a third of the points: products of two functions are
 * then free of aliases (S. A. Orszag, J. Atmos. Sci. 28 (1971) 1074).
 */
export function highestWave({ counts }: FlowGrid, axis: number): number {
  return Math.floor((counts[axis] - 1) / 3);
}

/** The wavenumbers 2πn/L of an axis, and 1 where they are kept. */
export function wavenumbers(grid: FlowGrid, axis: number): { k: Float64Array; kept: Float64Array } {
  const numbers = waves(grid, axis);
  const highest = highestWave(grid, axis);
  return {
    k: Float64Array.from(numbers, (n) => (2 * Math.PI * n) / grid.lengths[axis]),
    kept: Float64Array.from(numbers, (n) => Number(Math.abs(n) <= highest)),
  };
}

/** The shortest distance of two points of the grid along a coordinate of the study. */
export function spacing({ counts, lengths, dimensions }: FlowGrid): number {
  return Math.min(...counts.map((count, axis) => (axis < 3 - dimensions ? Infinity : lengths[axis] / count)));
}
