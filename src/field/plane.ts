import { gridSize, strides, type Axis, type Values } from './grid';

/**
 * The values of a field on a plane of its grid: rows run along `up`, the places of a row along `across`, and `at` gives
 * for every axis the index that is held (those of the plane's own axes are not read). A field that lies so already is
 * given as it is.
 */
export function planeValues(
  axes: readonly Axis[],
  values: Values,
  up: number,
  across: number,
  at: readonly number[],
): Values {
  if (axes.length === 2 && up === 0 && across === 1) return values;
  if (values.length !== gridSize(axes))
    throw new RangeError(`the field has ${values.length} values on a grid of ${gridSize(axes)}`);
  const steps = strides(axes);
  const start = steps.reduce((sum, step, k) => sum + (k === up || k === across ? 0 : step * at[k]), 0);
  const [height, width] = [axes[up].values.length, axes[across].values.length];
  const plane =
    values instanceof Float64Array ? new Float64Array(width * height) : new Float32Array(width * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      plane[row * width + column] = values[start + row * steps[up] + column * steps[across]];
  return plane;
}
