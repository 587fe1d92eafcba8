import type { Region } from '../region';
import type { Interval } from '../shape';
import { samplers, type Sampler, type UniformNumbers } from './samplers';

/** Points with whatever else was drawn together with them. */
export interface Drawn {
  /** One array for each coordinate of the region. */
  readonly points: Float64Array[];
  /** Numbers in [0, 1) for coordinates that are not the region's: one array for each. */
  readonly rest: Float64Array[];
}

/** So many candidates for each point are tried before a region counts as empty. */
const mostTries = 20_000;
/** The most candidates that are held at once. */
const mostAtOnce = 20_000_000;

/**
 * Points inside a region; of one that is given by samples some of these, or each of them several times where more are
 * asked for.
 * @param bounds a finite box that holds it, in the order of its coordinates
 * @param others how many numbers in [0, 1) to draw with each point, for coordinates that are not the region's
 * Errors: a sentence when no points are found.
 */
export function interiorPoints(
  region: Region,
  bounds: readonly Interval[],
  count: number,
  sampler: Sampler,
  random: UniformNumbers,
  others = 0,
): Drawn {
  if (region.samples !== undefined) return picked(region.samples, count, sampler, random, others);
  const dimensions = bounds.length;
  const point = new Float64Array(dimensions);
  let wanted = count;
  for (;;) {
    const units = sampler.points(dimensions + others, wanted, random);
    const kept: number[] = [];
    const total = units[0].length;
    for (let i = 0; i < total; i++) {
      for (let k = 0; k < dimensions; k++) {
        const [low, high] = bounds[k];
        point[k] = low + (high - low) * units[k][i];
      }
      if (region.distance(point) < 0) kept.push(i);
    }
    if (kept.length >= count) {
      const pick = (j: number): number => kept[sampler.ordered ? Math.floor((j * kept.length) / count) : j];
      const columns = units.map((column) => Float64Array.from({ length: count }, (_, j) => column[pick(j)]));
      const points = columns
        .slice(0, dimensions)
        .map((column, k) => column.map((share) => bounds[k][0] + (bounds[k][1] - bounds[k][0]) * share));
      return { points, rest: columns.slice(dimensions) };
    }
    const share = kept.length / total;
    if (total >= mostAtOnce || (kept.length === 0 && total > mostTries)) {
      throw new Error(
        'The geometry holds no points, or far too few for its box: check its sizes, and what is taken from what.',
      );
    }
    // A little more than the share asks for, so that the next try is the last.
    wanted = Math.min(mostAtOnce, Math.ceil(share > 0 ? (1.05 * count) / share + 16 : 8 * wanted + 1024));
  }
}

/**
 * Some of the samples: one from each of `count` parts of their list, in which neighbours in space are side by side, so
 * that the choice is as dense as the samples are everywhere.
 */
function picked(
  samples: readonly Float64Array[],
  count: number,
  sampler: Sampler,
  random: UniformNumbers,
  others: number,
): Drawn {
  const total = samples[0].length;
  const sobol = sampler === samplers.sobol;
  const [places] = sobol ? [] : samplers['latin-hypercube'].points(1, count, random);
  const units = sampler.points(sobol ? 1 + others : others, count, random);
  const rows = (places ?? units.shift()!).map((share) => Math.min(total - 1, Math.floor(share * total)));
  return {
    points: samples.map((column) => Float64Array.from({ length: count }, (_, i) => column[rows[i]])),
    rest: units.map((column) => column.slice(0, count)),
  };
}

/** The share of a box that lies inside a region, from so many points of Sobol's sequence. */
export function shareInside(
  region: Region,
  bounds: readonly Interval[],
  units: readonly Float64Array[],
): number {
  const point = new Float64Array(bounds.length);
  let count = 0;
  for (let i = 0; i < units[0].length; i++) {
    for (let k = 0; k < point.length; k++)
      point[k] = bounds[k][0] + (bounds[k][1] - bounds[k][0]) * units[k][i];
    if (region.distance(point) < 0) count++;
  }
  return count / units[0].length;
}
