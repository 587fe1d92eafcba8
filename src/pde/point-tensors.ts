import type { HostArray } from '../program';
import { upload, type DeviceTensor } from '../tensorflow';
import type { Draw } from './point-source';
import { plainPoints, type DrawPoints } from './drawing';
import { rowNames, type PointSet, type Problem } from './problem';
import { pointWeights, setTiling, tiled } from './tiles';

export const hostArray = (element: 'float32' | 'float64', numbers: ArrayLike<number>): HostArray =>
  element === 'float32' ? Float32Array.from(numbers) : Float64Array.from(numbers);

/** Points and weights of one set in the engine's memory. */
export interface SetTensors {
  points: DeviceTensor;
  weights: DeviceTensor;
}

/** Points of a set: [tiles, rows, width], the rows as in `rowNames`. */
export function uploadPoints(
  problem: Problem,
  set: PointSet,
  draw: Omit<Draw, 'box' | 'count'>,
  drawPoints: DrawPoints = plainPoints,
): DeviceTensor {
  const { element, coordinates } = problem;
  const tiling = setTiling(problem, set);
  const columns = drawPoints(set, { ...draw, box: coordinates, count: set.count });
  const rows = rowNames(problem, set).map((name) => columns[name]);
  const shape = [tiling.tiles, rows.length, tiling.width];
  return upload({ element, shape }, hostArray(element, tiled(rows, tiling)));
}

/** ω of each point: [tiles, width]. */
export function uploadWeights(
  problem: Problem,
  set: PointSet,
  given: ArrayLike<number> | undefined = set.weights,
): DeviceTensor {
  const { element } = problem;
  const tiling = setTiling(problem, set);
  const weights = pointWeights(set.count, tiling, given);
  return upload({ element, shape: [tiling.tiles, tiling.width] }, hostArray(element, weights));
}

/** The tensors that a set begins with. */
export function uploadSet(
  problem: Problem,
  set: PointSet,
  part: number,
  seed: number,
  drawPoints?: DrawPoints,
): SetTensors {
  const draw = { seed, part, step: 0 };
  return { points: uploadPoints(problem, set, draw, drawPoints), weights: uploadWeights(problem, set) };
}
