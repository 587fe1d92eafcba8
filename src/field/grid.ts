export type Values = Float32Array | Float64Array;

/** The places along one coordinate, strictly increasing. */
export interface Axis {
  name: string;
  values: Float64Array;
}

/** Fields on the product of axes: row-major, so that the last axis runs fastest. */
export interface Grid {
  axes: readonly Axis[];
  fields: Readonly<Record<string, Values>>;
}

/** `count` evenly spaced places from `low` to `high`, both included; one place stands in the middle. */
export function uniformAxis(name: string, low: number, high: number, count: number): Axis {
  const share = (i: number): number => (count === 1 ? 0.5 : i / (count - 1));
  const values = Float64Array.from({ length: count }, (_, i) => low + share(i) * (high - low));
  if (count > 1) values[count - 1] = high;
  return { name, values };
}

/** How many values a field has on these axes. */
export function gridSize(axes: readonly Axis[]): number {
  return axes.reduce((size, axis) => size * axis.values.length, 1);
}

/** How far apart in a field neighbours along each axis are. */
export function strides(axes: readonly Axis[]): number[] {
  const steps = new Array<number>(axes.length).fill(1);
  for (let i = axes.length - 2; i >= 0; i--) steps[i] = steps[i + 1] * axes[i + 1].values.length;
  return steps;
}

/** Every point of a grid: one array for each coordinate, in the order in which fields are stored. */
export function gridPoints(axes: readonly Axis[]): Record<string, Float64Array> {
  const size = gridSize(axes);
  const steps = strides(axes);
  return Object.fromEntries(
    axes.map(({ name, values }, k) => [
      name,
      Float64Array.from({ length: size }, (_, i) => values[Math.floor(i / steps[k]) % values.length]),
    ]),
  );
}

/** The values of a field. Throws a RangeError when there is no such field or its length is not the grid's. */
export function fieldValues(grid: Grid, field: string): Values {
  if (!Object.hasOwn(grid.fields, field)) throw new RangeError(`the grid holds no field "${field}"`);
  const values = grid.fields[field];
  const size = gridSize(grid.axes);
  if (values.length !== size) {
    throw new RangeError(`the field "${field}" has ${values.length} values on a grid of ${size}`);
  }
  return values;
}
