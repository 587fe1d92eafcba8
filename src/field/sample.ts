import { fieldValues, strides, type Axis, type Grid } from './grid';

/** Between which two places of an axis a value lies, and how far: the share of the upper one. */
interface Bracket {
  lower: number;
  share: number;
}

/**
 * A field at any point of the grid, linear between neighbours along every axis.
 * Undefined when the point lies outside the grid. `point` needs a value for each axis.
 */
export function probe(
  grid: Grid,
  field: string,
  point: Readonly<Record<string, number>>,
): number | undefined {
  const brackets: Bracket[] = [];
  for (const axis of grid.axes) {
    const bracket = bracketOf(axis, point[axis.name]);
    if (bracket === undefined) return undefined;
    brackets.push(bracket);
  }
  const values = fieldValues(grid, field);
  const steps = strides(grid.axes);
  const start = brackets.reduce((sum, { lower }, k) => sum + lower * steps[k], 0);
  let total = 0;
  // Each corner of the cell is a choice of the lower or the upper place along every axis.
  for (let corner = 0; corner < 1 << brackets.length; corner++) {
    let weight = 1;
    let index = start;
    brackets.forEach(({ share }, k) => {
      const upper = (corner >> k) & 1;
      weight *= upper === 1 ? share : 1 - share;
      index += upper * steps[k];
    });
    // A corner without weight may lie past the end.
    if (weight !== 0) total += weight * values[index];
  }
  return total;
}

export interface Line {
  /** Places along the chosen coordinate. */
  places: Float64Array;
  values: Float64Array;
}

/**
 * A field along one coordinate, the others held fixed: for example u(x) at a time.
 * Undefined when a fixed value lies outside the grid.
 */
export function lineAlong(
  grid: Grid,
  field: string,
  along: string,
  fixed: Readonly<Record<string, number>>,
): Line | undefined {
  const axis = grid.axes.find((candidate) => candidate.name === along);
  if (axis === undefined) throw new RangeError(`the grid has no coordinate "${along}"`);
  const values = new Float64Array(axis.values.length);
  for (let i = 0; i < values.length; i++) {
    const value = probe(grid, field, { ...fixed, [along]: axis.values[i] });
    if (value === undefined) return undefined;
    values[i] = value;
  }
  return { places: axis.values, values };
}

/** The index of the place of an axis nearest to a value. */
export function nearestIndex(axis: Axis, value: number): number {
  const { values } = axis;
  if (!(value > values[0])) return 0;
  if (value >= values[values.length - 1]) return values.length - 1;
  const { lower, share } = search(values, value);
  return share < 0.5 ? lower : lower + 1;
}

function bracketOf(axis: Axis, value: number | undefined): Bracket | undefined {
  const { values } = axis;
  if (value === undefined || !(value >= values[0] && value <= values[values.length - 1])) return undefined;
  return search(values, value);
}

function search(values: Float64Array, value: number): Bracket {
  let low = 0;
  let high = values.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle;
    else high = middle;
  }
  if (high === low) return { lower: low, share: 0 };
  return { lower: low, share: (value - values[low]) / (values[high] - values[low]) };
}
