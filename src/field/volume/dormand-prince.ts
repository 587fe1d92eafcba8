import type { Point } from './types';

/** dx/ds at a place; undefined where there is none. */
export type Slope = (at: Point) => Point | undefined;

export interface Step {
  readonly to: Point;
  /** The slope there: the first of the next step. */
  readonly slope: Point;
  /** Estimated error of the step, as a length. */
  readonly error: number;
  /** The curve within the step, at a share of it; its error falls with the fourth power of the step. */
  within(share: number): Point;
}

/**
 * One step of the Runge–Kutta pair of orders 5 and 4 of J. R. Dormand and P. J. Prince, "A family of embedded
 * Runge–Kutta formulae", J. Comp. Appl. Math. 6 (1980) 19, with its dense output (E. Hairer, S. P. Nørsett,
 * G. Wanner, Solving Ordinary Differential Equations I, II.6).
 * Undefined when a slope on the way is.
 */
export function dormandPrince(slope: Slope, from: Point, first: Point, size: number): Step | undefined {
  const k: Point[] = [first];
  for (const row of stages) {
    const next = slope(combine(from, k, row, size));
    if (next === undefined) return undefined;
    k.push(next);
  }
  // The last stage stands at the end of the step.
  const to = combine(from, k, stages[5], size);
  const wrong = combine([0, 0, 0], k, errorWeights, size);
  return {
    to,
    slope: k[6],
    error: Math.hypot(...wrong),
    within(share) {
      const rest = 1 - share;
      const [x, y, z] = [0, 1, 2].map((axis) => {
        const way = to[axis] - from[axis];
        const bend = size * first[axis] - way;
        const twist = way - size * k[6][axis] - bend;
        const last = size * denseWeights.reduce((sum, weight, stage) => sum + weight * k[stage][axis], 0);
        return from[axis] + share * (way + rest * (bend + share * (twist + rest * last)));
      });
      return [x, y, z];
    },
  };
}

const stages: readonly (readonly number[])[] = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];

/** Fifth order less fourth. */
const errorWeights = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

const denseWeights = [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
];

function combine(from: Point, k: readonly Point[], weights: readonly number[], size: number): Point {
  let [x, y, z] = from;
  weights.forEach((weight, stage) => {
    x += size * weight * k[stage][0];
    y += size * weight * k[stage][1];
    z += size * weight * k[stage][2];
  });
  return [x, y, z];
}
