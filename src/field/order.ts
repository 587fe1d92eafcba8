import type { Values } from './grid';

/**
 * Values picked from an array, the first of the given axes fastest.
 * @param shape extent of each axis of the result
 * @param steps how far apart neighbours along each of these axes are in the array
 * @param start where the first value stands
 */
export function gathered(
  values: Values,
  shape: readonly number[],
  steps: readonly number[],
  start = 0,
): Values {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const picked = new (values instanceof Float32Array ? Float32Array : Float64Array)(size);
  const index = shape.map(() => 0);
  let from = start;
  for (let to = 0; to < size; to++) {
    picked[to] = values[from];
    for (let axis = 0; axis < shape.length; axis++) {
      from += steps[axis];
      if (++index[axis] < shape[axis]) break;
      from -= steps[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return picked;
}

/** A row-major array with its first axis fastest, as MATLAB stores it. */
export function firstAxisFastest(values: Values, shape: readonly number[]): Values {
  const steps = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((product, extent) => product * extent, 1),
  );
  return gathered(values, shape, steps);
}
