import { Unreached } from '../../../language';
import type { Work } from '../../../run';
import { Band, BandFactors } from './band';
import type { RadauScheme } from './radau-scheme';

/** F(t, y, ẏ) = 0 with its derivatives. */
export interface Implicit {
  readonly size: number;
  residual(time: number, y: Float64Array, slopes: Float64Array, out: Float64Array): void;
  derivatives(time: number, y: Float64Array, slopes: Float64Array): { mass: Band; stiffness: Band };
}

/** One step: its start, and the increments of all stages. */
export interface TimeStep {
  readonly start: number;
  readonly width: number;
  readonly y: Float64Array;
  readonly increments: readonly Float64Array[];
}

export interface RadauOptions {
  /** Error of a step, as a share of `scale`. */
  readonly tolerance: number;
  /** What the error of each unknown is measured by; 0 for one that is not controlled. */
  scale(y: Float64Array): Float64Array;
  /** Called after each step. */
  progress(time: number): void;
}

interface Factored {
  readonly width: number;
  readonly modes: BandFactors[];
}

const mostSteps = 200_000;
const mostIterations = 12;

/**
 * Integrates F(t, y, ẏ) = 0 with a Radau IIA method, simplified Newton iterations and steps that follow an estimate of
 * the error: E. Hairer and G. Wanner, Solving Ordinary Differential Equations II (1996), IV.8.
 * @param fixed the width of every step, for measuring orders of convergence
 * Errors: `Unreached` when steps become too small.
 */
export function* integrate(
  system: Implicit,
  scheme: RadauScheme,
  [begin, end]: readonly [number, number],
  start: Float64Array,
  options: RadauOptions,
  fixed?: number,
): Work<TimeStep[]> {
  const { size } = system;
  const { stages, nodes } = scheme;
  const steps: TimeStep[] = [];
  const zero = new Float64Array(size);
  const rounding = 16 * Number.EPSILON;
  let y = start.slice();
  let time = begin;
  let width = fixed ?? (end - begin) * 1e-4;
  let jacobian: { mass: Band; stiffness: Band } | null = null;
  let factors: Factored | null = null;
  let rejected = false;
  let previous: TimeStep | null = null;
  const shrink = (by: number): void => {
    width *= by;
    rejected = true;
    if (width < (end - begin) * 1e-13)
      throw new Unreached(
        `The solver's steps became too small at ${short(time)}; the solution may end there.`,
      );
  };
  while (time < end - rounding * Math.abs(end - begin)) {
    if (steps.length >= mostSteps) throw new Unreached('The solver needs too many steps.');
    // A last step that would leave a sliver takes it with it.
    if (time + width * 1.0001 > end) width = end - time;
    jacobian ??= system.derivatives(time, y, zero);
    const { mass, stiffness } = jacobian;
    if (factors === null || factors.width !== width) {
      const modes: BandFactors[] = [];
      for (const { value } of scheme.modes)
        modes.push(yield* BandFactors.of(mass, stiffness, value[0] / width, value[1] / width));
      factors = { width, modes };
    }
    yield;
    const scale = options.scale(y);
    const outcome = solveStages(system, scheme, factors.modes, { time, width, y, previous, scale }, options);
    if (outcome === null) {
      if (fixed !== undefined) throw new Unreached('The stage equations did not converge.');
      factors = null;
      jacobian = null;
      shrink(0.5);
      continue;
    }
    const { increments, rate } = outcome;
    let error = 0;
    if (fixed === undefined) {
      const estimate = estimateError(system, scheme, factors.modes[0], { time, width, y, increments });
      error = norm(estimate, scale) / options.tolerance;
      if (error >= 1 && (rejected || steps.length === 0)) {
        // Stiff parts damp the estimate once more.
        const moved = y.map((value, i) => value + estimate[i]);
        const again = estimateError(system, scheme, factors.modes[0], { time, width, y: moved, increments });
        error = norm(again, scale) / options.tolerance;
      }
    }
    const factor = Math.min(6, Math.max(0.15, 0.85 * Math.max(error, 1e-12) ** (-1 / (stages + 1))));
    if (!(error < 1)) {
      factors = null;
      shrink(Number.isFinite(error) ? Math.min(factor, 0.8) : 0.2);
      continue;
    }
    const step: TimeStep = { start: time, width, y, increments };
    steps.push(step);
    previous = step;
    const last = increments[stages - 1];
    y = y.map((value, i) => value + last[i]);
    time = nodes[stages - 1] === 1 && time + width >= end - rounding ? end : time + width;
    options.progress(time);
    if (fixed !== undefined) {
      jacobian = null;
      factors = null;
      continue;
    }
    // A factorisation that serves well is kept, and so is the width that it belongs to.
    if (rate > 1e-3) jacobian = null;
    if (jacobian === null || factor > 1.2 || factor < 1) {
      width *= rejected ? Math.min(1, factor) : factor;
      factors = null;
    }
    rejected = false;
  }
  return steps;
}

interface Stages {
  readonly time: number;
  readonly width: number;
  readonly y: Float64Array;
  readonly previous: TimeStep | null;
  readonly scale: Float64Array;
}

/** The increments of the stages; null when the iteration does not converge. */
function solveStages(
  system: Implicit,
  scheme: RadauScheme,
  modes: readonly BandFactors[],
  { time, width, y, previous, scale }: Stages,
  { tolerance }: RadauOptions,
): { increments: Float64Array[]; rate: number } | null {
  const { stages, nodes, slopes } = scheme;
  const { size } = system;
  const increments = nodes.map((node) =>
    previous === null ? new Float64Array(size) : extrapolate(scheme, previous, time + node * width, y, scale),
  );
  const stage = new Float64Array(size);
  const slope = new Float64Array(size);
  const residuals = nodes.map(() => new Float64Array(size));
  let before = 0;
  let rate = 0;
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    for (let i = 0; i < stages; i++) {
      slope.fill(0);
      for (let j = 0; j < stages; j++) {
        const factor = slopes[i][j] / width;
        const own = increments[j];
        for (let k = 0; k < size; k++) slope[k] += factor * own[k];
      }
      for (let k = 0; k < size; k++) stage[k] = y[k] + increments[i][k];
      system.residual(time + nodes[i] * width, stage, slope, residuals[i]);
    }
    const changes = nodes.map(() => new Float64Array(size));
    scheme.modes.forEach(({ take, give, value }, m) => {
      const re = new Float64Array(size);
      const im = value[1] === 0 ? null : new Float64Array(size);
      for (let i = 0; i < stages; i++)
        for (let k = 0; k < size; k++) {
          re[k] -= take[i][0] * residuals[i][k];
          if (im) im[k] -= take[i][1] * residuals[i][k];
        }
      modes[m].solve(re, im);
      for (let i = 0; i < stages; i++)
        for (let k = 0; k < size; k++) changes[i][k] += give[i][0] * re[k] - (im ? give[i][1] * im[k] : 0);
    });
    let change = 0;
    changes.forEach((own, i) => {
      change = Math.max(change, norm(own, scale));
      for (let k = 0; k < size; k++) increments[i][k] += own[k];
    });
    change /= tolerance;
    if (!Number.isFinite(change)) return null;
    if (iteration > 0) {
      rate = change / before;
      // What rounding leaves does not shrink any more.
      const settled = change * tolerance < 1e-14;
      if (settled || (rate < 1 && (rate / (1 - rate)) * change < 0.01)) return { increments, rate };
      if (rate >= 2 || (iteration > 3 && rate >= 1)) return change < 0.1 ? { increments, rate: 1 } : null;
    } else if (change < 1e-4) return { increments, rate: 0 };
    before = change;
  }
  return null;
}

/** (λ₀/h M + J)⁻¹ (f(t, y) + M Σ e_i Z_i / h). */
function estimateError(
  system: Implicit,
  { estimate }: RadauScheme,
  factors: BandFactors,
  {
    time,
    width,
    y,
    increments,
  }: { time: number; width: number; y: Float64Array; increments: Float64Array[] },
): Float64Array {
  const slope = new Float64Array(system.size);
  estimate.forEach((weight, i) => {
    for (let k = 0; k < slope.length; k++) slope[k] -= (weight / width) * increments[i][k];
  });
  const result = new Float64Array(system.size);
  system.residual(time, y, slope, result);
  for (let k = 0; k < result.length; k++) result[k] = -result[k];
  factors.solve(result);
  return result;
}

/** The largest component, as a share of its scale. */
function norm(values: Float64Array, scale: Float64Array): number {
  let most = 0;
  for (let k = 0; k < values.length; k++) {
    if (scale[k] === 0) continue;
    const share = Math.abs(values[k]) / scale[k];
    if (!(share <= most)) most = share;
  }
  return most;
}

/**
 * Increments from `y` that the polynomial of the step before would have at a time; of what does not move by itself none,
 * since what no equation holds would grow.
 */
function extrapolate(
  scheme: RadauScheme,
  step: TimeStep,
  time: number,
  y: Float64Array,
  scale: Float64Array,
): Float64Array {
  const weights = denseWeights(scheme, (time - step.start) / step.width, true);
  const result = step.y.map((value, k) => value - y[k]);
  step.increments.forEach((own, i) => {
    for (let k = 0; k < result.length; k++) result[k] += weights[i] * own[k];
  });
  return result.map((value, k) => (scale[k] === 0 ? 0 : value));
}

/**
 * What the value at a share of a step takes of the increments. Through the start as well for what moves; what an
 * equation without its slope fixes is given by the stages alone.
 */
export function denseWeights({ nodes }: RadauScheme, share: number, moves: boolean): number[] {
  return nodes.map((node, i) => {
    let product = moves ? share / node : 1;
    nodes.forEach((other, j) => {
      if (j !== i) product *= (share - other) / (node - other);
    });
    return product;
  });
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
