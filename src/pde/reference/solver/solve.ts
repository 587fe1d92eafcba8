import { Unreached } from '../../../language';
import type { Columns } from '../exact';
import { evaluateExpressions } from '../expression';
import type { Work } from '../../../run';
import { BandFactors } from './band';
import {
  TimeUp,
  differences,
  largest,
  short,
  timesOf,
  worst,
  type SolveOptions,
  type Solved,
} from './compare';
import { Discrete, type Resolution } from './discrete';
import { integrate } from './radau';
import { radauScheme } from './radau-scheme';
import { Solution } from './solution';
import type { System } from './system';

/** Five stages, of order 9. */
export const scheme = radauScheme(5);
/** So many unknowns make a matrix that is full. */
const mostUnknowns = 40_000;
const mostFull = 2600;
const mostRounds = 14;
/**
 * Solves a system by collocation on finer and finer resolutions until two of them agree.
 * Errors: `Unreached`, with the reason as a sentence.
 */
export function* solve(
  system: System,
  { tolerance, seconds, progress }: SolveOptions,
): Work<Solved<Solution>> {
  const begun = performance.now();
  const { space, time } = system;
  const planar = space.length === 2;
  let resolution: Resolution = {
    edges: space.map(({ low, high }) => edgesOf(low, high, planar ? 1 : 9)),
    points: space.map(({ periodic }) => (planar ? (periodic ? 4 : 8) : 11)),
  };
  let stepTolerance = 1e-5;
  let best: Solved<Solution> | null = null;
  let before: Solution | null = null;
  let reason = '';
  for (let round = 0; round < mostRounds; round++) {
    const deadline = best === null ? Infinity : begun + 1000 * seconds;
    try {
      const discrete = new Discrete(system, resolution);
      const words = resolutionWords(system, resolution, discrete.size);
      const solution = yield* solveOnce(discrete, stepTolerance, deadline, (at) =>
        progress(
          time
            ? `Solving for the reference: ${time.name} = ${short(at)} of ${short(time.high)}, ${words}.`
            : `Solving for the reference: ${words}.`,
        ),
      );
      if (before !== null) {
        const statedError = differences(system, before, solution);
        const steps = solution.steps.length;
        const found: Solved<Solution> = {
          solution,
          statedError,
          resolution: steps > 0 ? `${words}, ${steps} steps` : words,
        };
        if (best === null || worst(statedError) <= worst(best.statedError)) best = found;
        if (worst(best.statedError) <= tolerance) return best;
      }
      before = solution;
    } catch (error) {
      if (error instanceof TimeUp) break;
      // Too coarse a resolution may have no solution; a finer one may.
      if (!(error instanceof Unreached)) throw error;
      reason = error.message;
      before = null;
    }
    if (best !== null && performance.now() - begun > 400 * seconds) break;
    // What steps in time leave in the last coefficients is no lack of resolution.
    resolution = refine(
      system,
      resolution,
      before,
      Math.max(tolerance / 20, system.time ? 3 * stepTolerance : 0),
    );
    stepTolerance = Math.max(1e-13, stepTolerance / 30);
    if (unknownsOf(system, resolution) > (planar ? mostFull : mostUnknowns)) break;
  }
  if (best === null)
    throw new Unreached(reason || 'The solver came to no two resolutions that could be compared.');
  return best;
}

/** A solution on one resolution. */
export function* solveOnce(
  discrete: Discrete,
  stepTolerance: number,
  deadline: number,
  progress: (time: number) => void,
  fixed?: number,
): Work<Solution> {
  const { system } = discrete;
  if (system.time === undefined) {
    const y = yield* newton(discrete, deadline);
    return new Solution(discrete, scheme, [], y);
  }
  const { low, high } = system.time;
  const start = yield* consistentStart(discrete, low);
  const scale = fieldScales(discrete);
  const work = integrate(
    discrete,
    scheme,
    [low, high],
    start,
    { tolerance: stepTolerance, scale, progress },
    fixed,
  );
  for (;;) {
    const next = work.next();
    if (next.done === true) return new Solution(discrete, scheme, next.value, start);
    if (performance.now() > deadline) throw new TimeUp();
    yield;
  }
}

/** Values of the states at the start that hold all constraints and conditions. */
function* consistentStart(discrete: Discrete, time: number): Work<Float64Array> {
  const { system } = discrete;
  const values = system.states.map(({ initial }, state) => {
    if (initial === undefined) return undefined;
    const points = discrete.pointsOf(state);
    const at: Columns = Object.keys(points).length > 0 ? points : { point: Float64Array.of(0) };
    const parameters = { ...system.parameters, ...(system.time && { [system.time.name]: time }) };
    return evaluateExpressions({ value: initial }, at, parameters).value;
  });
  const y = new Float64Array(discrete.size);
  const out = new Float64Array(discrete.size);
  const zero = discrete.newBand();
  for (let round = 0; round < 8; round++) {
    const band = discrete.projection(values, time, y, out);
    const factors = yield* BandFactors.of(zero, band, 0, 0);
    factors.solve(out);
    let change = 0;
    let size = 1e-300;
    for (let k = 0; k < y.length; k++) {
      y[k] -= out[k];
      change = Math.max(change, Math.abs(out[k]));
      size = Math.max(size, Math.abs(y[k]));
    }
    if (!Number.isFinite(change)) throw new Unreached('The values at the start are not finite.');
    if (change <= 1e-13 * size) break;
  }
  return y;
}

/** The size of each field so far: what errors are measured by. What does not move by itself is not controlled. */
function fieldScales(discrete: Discrete): (y: Float64Array) => Float64Array {
  const { states } = discrete.system;
  const most = states.map(() => 0);
  const scale = new Float64Array(discrete.size);
  return (y) => {
    for (let k = 0; k < y.length; k++) {
      const state = discrete.stateOf[k];
      most[state] = Math.max(most[state], Math.abs(y[k]));
    }
    const all = Math.max(...most, 1e-300);
    for (let k = 0; k < scale.length; k++) {
      const state = discrete.stateOf[k];
      scale[k] = states[state].moves ? Math.max(most[state], 1e-3 * all) : 0;
    }
    return scale;
  };
}

/** Newton's method with steps that are shortened until the residual falls. */
function* newton(discrete: Discrete, deadline: number): Work<Float64Array> {
  const { size } = discrete;
  const zero = new Float64Array(size);
  let y: Float64Array = new Float64Array(size);
  const out = new Float64Array(size);
  let last = Infinity;
  for (let round = 0; round < 60; round++) {
    if (performance.now() > deadline) throw new TimeUp();
    const { mass, stiffness } = discrete.derivatives(0, y, zero);
    const factors = yield* BandFactors.of(mass, stiffness, 0, 0);
    discrete.residual(0, y, zero, out);
    const direction = out.slice();
    factors.solve(direction);
    const length = largest(direction);
    if (!Number.isFinite(length)) throw new Unreached('The solver finds no solution of this steady problem.');
    let share = 1;
    for (; share > 1e-4; share /= 2) {
      const next = y.map((value, k) => value - share * direction[k]);
      discrete.residual(0, next, zero, out);
      const correction = out.slice();
      factors.solve(correction);
      // The natural level function: P. Deuflhard, Newton Methods for Nonlinear Problems (2004), 3.3.
      if (largest(correction) <= (1 - share / 4) * length || length <= 1e-11 * (1e-300 + largest(y))) {
        y = next;
        if (largest(correction) <= 1e-12 * largest(y)) return y;
        break;
      }
    }
    if (length <= 1e-13 * (1e-300 + largest(y)) || (length <= 1e-9 * largest(y) && length >= last / 2))
      return y;
    if (share <= 1e-4) throw new Unreached('The solver finds no solution of this steady problem.');
    last = length;
    yield;
  }
  throw new Unreached('The solver finds no solution of this steady problem.');
}

/** Pieces that are not resolved are parted; where all are, each gets more points. */
function refine(
  system: System,
  resolution: Resolution,
  solution: Solution | null,
  limit: number,
): Resolution {
  if (system.space.length === 0) return resolution;
  const grown = resolution.points.map((count) => Math.ceil(count * 1.3));
  if (system.space.length === 2) return { ...resolution, points: grown };
  if (solution === null) return { ...resolution, edges: [parted(resolution.edges[0], () => true)] };
  const worstTails = tailsOf(system, solution);
  const flagged = worstTails.some((tail) => tail > limit);
  if (!flagged) return { ...resolution, points: resolution.points.map((count) => count + 2) };
  return {
    ...resolution,
    edges: [parted(resolution.edges[0], (piece) => worstTails[piece] > limit)],
  };
}

/** For each piece the largest share of its last coefficients over all states and times. */
function tailsOf(system: System, solution: Solution): number[] {
  const { discrete } = solution;
  const tails = new Array<number>(discrete.bases[0][0].pieces).fill(0);
  const samples = timesOf(system, 60).map((time) => solution.at(time));
  system.states.forEach((state, k) => {
    if (state.times > 0) return;
    const own = samples.map((y) => discrete.coefficients(k, y));
    const size = Math.max(1e-300, ...own.map(largest));
    for (const coefficients of own)
      discrete.bases[k][0]
        .tails(coefficients)
        .forEach((tail, piece) => (tails[piece] = Math.max(tails[piece], tail / size)));
  });
  return tails;
}

/**
 * Pieces in three where asked. Their number stays odd, and so does that of points in each: around a ring an even number
 * of either would leave a wave that no equation of odd order sees.
 */
function parted(edges: readonly number[], asked: (piece: number) => boolean): number[] {
  return [
    ...edges.slice(0, -1).flatMap((edge, piece) => {
      if (!asked(piece)) return [edge];
      const width = edges[piece + 1] - edge;
      return [edge, edge + width / 3, edge + (2 * width) / 3];
    }),
    edges[edges.length - 1],
  ];
}

function edgesOf(low: number, high: number, pieces: number): number[] {
  return Array.from({ length: pieces + 1 }, (_, k) =>
    k === pieces ? high : low + (k / pieces) * (high - low),
  );
}

function unknownsOf(system: System, { edges, points }: Resolution): number {
  return system.states.reduce(
    (sum, { orders }) =>
      sum +
      orders.reduce(
        (product, order, k) =>
          product *
          (system.space.length === 2 && system.space[k].periodic
            ? 2 * points[k] + 1
            : (edges[k].length - 1) * (points[k] + order)),
        1,
      ),
    0,
  );
}

function resolutionWords({ space, states }: System, { edges, points }: Resolution, unknowns: number): string {
  if (space.length === 0) return `${states.length} unknowns`;
  const parts = space.map(({ periodic }, k) =>
    space.length === 2
      ? String(periodic ? 2 * points[k] + 1 : points[k])
      : `${edges[k].length - 1} × ${points[k]}`,
  );
  return `${parts.join(' × ')} points, ${unknowns} unknowns`;
}
