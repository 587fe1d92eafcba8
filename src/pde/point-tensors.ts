import { gridPoints } from '../field';
import { philox, type HostArray } from '../program';
import { upload, type DeviceTensor } from '../tensorflow';
import type { PointSet, Problem } from './problem';
import { streams } from './sampling';
import { pointWeights, setTiling, tiled } from './tiles';

export const hostArray = (element: 'float32' | 'float64', numbers: ArrayLike<number>): HostArray =>
  element === 'float32' ? Float32Array.from(numbers) : Float64Array.from(numbers);

/** Uniform numbers in (0, 1) on the host. */
function uniform(seed: number, stream: number, part: number, count: number): Float64Array {
  const words = philox([seed | 0, Math.floor(seed / 2 ** 32) | 0], [0, 0, part, stream], count);
  return Float64Array.from(words, (word) => ((word >>> 0) + 0.5) / 2 ** 32);
}

/** First rows of a set: coordinates of its points, then measured values. One array for each row. */
function firstRows(problem: Problem, set: PointSet, part: number, seed: number): ArrayLike<number>[] {
  const { coordinates } = problem;
  if (set.data) {
    const { columns } = set.data;
    const measured = set.terms.map(({ residual }) =>
      'measured' in residual ? columns[residual.measured] : [],
    );
    return [...coordinates.map(({ name }) => columns[name]), ...measured];
  }
  const { held } = set;
  const free = coordinates.filter(({ name }) => name !== held?.coordinate);
  // A place with one free coordinate gets evenly spaced points, ends included; more dimensions are drawn.
  if (held && free.length === 1) {
    const { name, low, high } = free[0];
    const share = (k: number) => (set.count === 1 ? 0.5 : k / (set.count - 1));
    const axis = {
      name,
      values: Float64Array.from({ length: set.count }, (_, k) => low + (high - low) * share(k)),
    };
    const points = gridPoints([axis]);
    return coordinates.map((c) =>
      c.name === held.coordinate ? constant(held.value, set.count) : points[c.name],
    );
  }
  return coordinates.map(({ name, low, high }, k) => {
    if (name === held?.coordinate) return constant(held.value, set.count);
    const stream = held ? streams.places : streams.first;
    const unit = uniform(seed, stream, part * coordinates.length + k, set.count);
    return unit.map((share) => low + (high - low) * share);
  });
}

function constant(value: number, count: number): Float64Array {
  return new Float64Array(count).fill(value);
}

/** Points and weights of one set in the engine's memory. */
export interface SetTensors {
  points: DeviceTensor;
  readonly weights: DeviceTensor;
}

export function uploadSet(problem: Problem, set: PointSet, part: number, seed: number): SetTensors {
  const { element } = problem;
  const tiling = setTiling(problem, set);
  const rows = firstRows(problem, set, part, seed);
  const shape = [tiling.tiles, rows.length, tiling.width];
  return {
    points: upload({ element, shape }, hostArray(element, tiled(rows, tiling))),
    weights: upload(
      { element, shape: [tiling.tiles, tiling.width] },
      hostArray(element, pointWeights(set.count, tiling)),
    ),
  };
}
