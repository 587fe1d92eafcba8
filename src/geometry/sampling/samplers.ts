import { sobolPoints } from './sobol';

/** So many uniform numbers in (0, 1), others at each call. */
export type UniformNumbers = (count: number) => Float64Array;

/** A way to spread points over the unit box. */
export interface Sampler {
  /**
   * At least `count` points, one array in [0, 1) for each dimension.
   * @param random where chance comes from
   */
  points(dimensions: number, count: number, random: UniformNumbers): Float64Array[];
  /** True where neighbours in the list are neighbours in the box, so that none of its ends can be left out. */
  readonly ordered: boolean;
}

/** The centres of equal cells, as many along each coordinate. */
const grid: Sampler = {
  ordered: true,
  points(dimensions, count) {
    const along = Math.ceil(count ** (1 / dimensions) - 1e-9);
    const total = along ** dimensions;
    return Array.from({ length: dimensions }, (_, k) => {
      const step = along ** (dimensions - 1 - k);
      return Float64Array.from(
        { length: total },
        (_value, i) => ((Math.floor(i / step) % along) + 0.5) / along,
      );
    });
  },
};

const uniform: Sampler = {
  ordered: false,
  points: (dimensions, count, random) => Array.from({ length: dimensions }, () => random(count)),
};

/**
 * One point in each of `count` slices of every coordinate (McKay, Beckman & Conover, Technometrics 21, 1979): the slices
 * are put together at random.
 */
const latinHypercube: Sampler = {
  ordered: false,
  points(dimensions, count, random) {
    return Array.from({ length: dimensions }, () => {
      const [place, order] = [random(count), random(count)];
      const slices = Float64Array.from({ length: count }, (_, i) => i);
      // Fisher & Yates
      for (let i = count - 1; i > 0; i--) {
        const j = Math.floor(order[i] * (i + 1));
        [slices[i], slices[j]] = [slices[j], slices[i]];
      }
      return slices.map((slice, i) => (slice + place[i]) / count);
    });
  },
};

const sobol: Sampler = {
  ordered: false,
  points: (dimensions, count, random) =>
    sobolPoints(
      dimensions,
      count,
      random(dimensions).map((share) => share * 2 ** 32),
    ),
};

export const samplers = { uniform, grid, 'latin-hypercube': latinHypercube, sobol } as const;

export type SamplerName = keyof typeof samplers;
