import { interiorPoints, samplers, sobolDimensions } from '../geometry';
import { tensor, type TensorType } from '../program';
import { upload, type DeviceTensor } from '../tensorflow';
import { uniformNumbers } from './point-source';
import { hostArray } from './point-tensors';
import type { Problem } from './problem';
import { streams } from './streams';

/** Points of the pool for each collocation point, and the most that there are. */
const poolShare = 32;
const mostPooled = 2 ** 18;

/** The points of its domain that a problem draws from, as a program takes them: [points, the domain's coordinates]. */
export function poolTypes({ domain, element, sets }: Problem): TensorType[] {
  if (domain === null) return [];
  const { count } = sets.find(({ kind }) => kind === 'interior')!;
  const size = Math.max(count, Math.min(poolShare * count, mostPooled));
  return [tensor(element, [size, domain.region.coordinates.length])];
}

/** Points of the domain, evenly spread, in the engine's memory; none where the problem has no domain. */
export function uploadPool(problem: Problem, seed: number): DeviceTensor[] {
  const { domain, coordinates: box, element } = problem;
  return poolTypes(problem).map((type) => {
    const { region, bounds } = domain!;
    const [count, size] = type.shape;
    const random = uniformNumbers({ seed, part: 0, step: 0, box, count }, streams.pool);
    const spread = size > sobolDimensions ? samplers.uniform : samplers.sobol;
    const { points } = interiorPoints(region, bounds, count, spread, random);
    const values = Float64Array.from(
      { length: count * size },
      (_, i) => points[i % size][Math.floor(i / size)],
    );
    return upload(type, hostArray(element, values));
  });
}
