import * as op from '../program';
import { tensor, type Value } from '../program';
import type { HostArray } from '../tensorflow';
import { judgeStep, longestSearch, type Search } from './line-search';
import type { Optimiser } from './optimiser';

/** The first trial step along a direction: with 0.6 a step needs fewer evaluations than with 1. */
const firstTrial = 0.6;

const vectors = ['parameters', 'gradient', 'direction'] as const;
const scalars = [
  'loss',
  'slope',
  'trialStep',
  'low',
  'lowLoss',
  'lowSlope',
  'high',
  'highLoss',
  'highSlope',
] as const;
/** `phase`: 0 asks for the loss at the parameters themselves, 1 searches along the direction. */
const counters = ['step', 'phase', 'evaluations', 'identity', 'resets', 'stalled'] as const;

/** −g, the direction of an inverse Hessian that is reset to I, scaled to a first step of at most unit length. */
function steepest(gradient: Value): { direction: Value; slope: Value } {
  const square = op.inner(gradient, gradient);
  const scale = op.minimum(op.divide(1, op.sqrt(op.maximum(square, 1e-300))), 1);
  return { direction: op.negate(op.multiply(gradient, scale)), slope: op.negate(op.multiply(square, scale)) };
}

/**
 * The self-scaled Broyden update of the inverse Hessian H (Al-Baali, "Numerical experience with a class of self-scaling
 * quasi-Newton algorithms", JOTA 96, 1998; as written for physics-informed networks by Urbán, Stefanou & Pons,
 * arXiv 2405.04230, 2024): with s the step, y the change of gradient,
 *
 *   b = −α s·g/(y·s), h = y·Hy/(y·s), a = hb − 1, c = √(a/(a+1)), ρ⁻ = min(1, h(1−c)),
 *   θ = max((ρ⁻−1)/a, min(1/ρ⁻, (1−b)/b)), σ = 1 + aθ, S = |σ|^{1/(1−n)}, ρ⁺ = min(1, 1/b),
 *   τ = min(ρ⁺S, σ) for θ ≤ 0, else ρ⁺ min(S, 1/θ), φ = (1−θ)/(1+aθ),
 *   v = √(y·Hy) (s/(y·s) − Hy/(y·Hy)),
 *   H ← (H − Hy Hyᵀ/(y·Hy) + φ v vᵀ)/τ + s sᵀ/(y·s).
 */
export interface BroydenFactors {
  /** Coefficients of H, Hy Hyᵀ, v vᵀ and s sᵀ in the new H. */
  readonly keep: Value;
  readonly image: Value;
  readonly mixed: Value;
  readonly secant: Value;
  readonly mixture: Value;
}

/**
 * @param s step taken [n]
 * @param y change of the gradient [n]
 * @param image H y [n]
 * @param stepSlope s·g with the gradient before the step; −α s·g is sᵀ H⁻¹ s
 * @param length α, the step along the direction
 */
export function broydenFactors(
  s: Value,
  y: Value,
  image: Value,
  stepSlope: Value,
  length: Value,
): BroydenFactors {
  const ys = op.inner(y, s);
  const yHy = op.inner(y, image);
  const b = op.negate(op.divide(op.multiply(length, stepSlope), ys));
  const h = op.divide(yHy, ys);
  const a = op.maximum(op.subtract(op.multiply(h, b), 1), 1e-14);
  const c = op.sqrt(op.divide(a, op.add(a, 1)));
  const lower = op.minimum(op.multiply(h, op.subtract(1, c)), 1);
  const theta = op.maximum(
    op.divide(op.subtract(lower, 1), a),
    op.minimum(op.divide(1, lower), op.divide(op.subtract(1, b), b)),
  );
  const sigma = op.add(op.multiply(a, theta), 1);
  const root = op.exp(op.multiply(op.log(op.absolute(sigma)), 1 / (1 - s.shape[0])));
  const upper = op.minimum(op.divide(1, b), 1);
  const tau = op.select(
    op.lessEqual(theta, 0),
    op.minimum(op.multiply(upper, root), sigma),
    op.multiply(upper, op.minimum(root, op.divide(1, theta))),
  );
  const phi = op.divide(op.subtract(1, theta), sigma);
  const mixture = op.multiply(op.sqrt(yHy), op.subtract(op.divide(s, ys), op.divide(image, yHy)));
  return {
    keep: op.divide(1, tau),
    image: op.negate(op.divide(1, op.multiply(yHy, tau))),
    mixed: op.divide(phi, tau),
    secant: op.divide(1, ys),
    mixture,
  };
}

const outer = (v: Value) => op.multiply(op.reshape(v, [v.shape[0], 1]), op.reshape(v, [1, v.shape[0]]));
const matrixTimes = (m: Value, v: Value) =>
  op.reshape(op.dot(m, op.reshape(v, [v.shape[0], 1])), [m.shape[0]]);

/**
 * New inverse Hessian and the next direction −H g, from one product with H and one sweep over it.
 * H·y = H·g₁ − H·g₀ = H·g₁ + d, since d = −H g₀.
 */
function update(inverse: Value, gradient: Value, before: Value, direction: Value, length: Value) {
  const s = op.multiply(direction, length);
  const y = op.subtract(gradient, before);
  const atGradient = matrixTimes(inverse, gradient);
  const image = op.add(atGradient, direction);
  const factors = broydenFactors(s, y, image, op.inner(s, before), length);
  const { keep, mixed, secant, mixture } = factors;
  const next = op.add(
    op.add(op.multiply(inverse, keep), op.multiply(outer(image), factors.image)),
    op.add(op.multiply(outer(mixture), mixed), op.multiply(outer(s), secant)),
  );
  const along = (v: Value, factor: Value) => op.multiply(v, op.multiply(factor, op.inner(v, gradient)));
  const image0 = op.add(op.multiply(atGradient, keep), along(image, factors.image));
  const product = op.add(image0, op.add(along(mixture, mixed), along(s, secant)));
  return { inverse: next, direction: op.negate(product) };
}

/**
 * Self-scaled Broyden with a bracketing weak Wolfe line search. O(n²) memory and work for each step. The update is
 * skipped where y·s is not positive; H goes back to I only when a search fails.
 */
export const selfScaledBroyden: Optimiser = {
  name: 'self-scaled-broyden',
  settings: [],
  compiledWhole: false,
  state(count, terms, element) {
    return {
      ...Object.fromEntries(vectors.map((name) => [name, tensor(element, [count])])),
      ...Object.fromEntries(scalars.map((name) => [name, tensor(element)])),
      ...Object.fromEntries(counters.map((name) => [name, tensor('int32')])),
      terms: tensor(element, [terms]),
      inverse: tensor(element, [count, count]),
    };
  },
  initial(parameters, terms) {
    const count = parameters.length;
    const zeros = (size: number): HostArray =>
      parameters instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
    const inverse = zeros(count * count);
    for (let k = 0; k < count; k++) inverse[k * count + k] = 1;
    return {
      ...Object.fromEntries(vectors.map((name) => [name, zeros(count)])),
      ...Object.fromEntries(scalars.map((name) => [name, zeros(1)])),
      ...Object.fromEntries(counters.map((name) => [name, Int32Array.of(name === 'identity' ? 1 : 0)])),
      parameters,
      terms: zeros(terms),
      inverse,
    };
  },
  trial: (state) => {
    const searching = op.convert(op.equal(state.phase, 1), state.parameters.element);
    return op.add(state.parameters, op.multiply(state.direction, op.multiply(state.trialStep, searching)));
  },
  advance(state, evaluation, _settings) {
    const { inverse, ...rest } = state;
    const names = Object.keys(rest);
    const judged = op.call(
      'judge',
      [...names.map((name) => rest[name]), evaluation.loss, evaluation.terms, evaluation.gradient],
      (...inputs) =>
        judge(
          Object.fromEntries(names.map((name, k) => [name, inputs[k]])),
          inputs.slice(names.length),
          names,
        ),
      'xla',
    );
    const [verdict, ...values] = judged;
    const next = Object.fromEntries(names.map((name, k) => [name, values[k]]));
    const is = (kind: number) => op.equal(verdict, kind);
    const { gradient } = evaluation;
    // H is touched only where a step was taken or a reset is due: it is by far the largest tensor.
    const [newInverse, direction] = op.cond(
      is(verdicts.stepped),
      () =>
        op.call(
          'update',
          [inverse, gradient, state.gradient, state.direction, state.trialStep],
          (...inputs) => {
            const [h, g1, g0, d, length] = inputs;
            const updated = update(h, g1, g0, d, length);
            return [updated.inverse, updated.direction];
          },
          'xla',
        ),
      () =>
        op.cond(
          is(verdicts.arrived),
          () => [
            inverse,
            ...op.call('along', [inverse, gradient], (h, g) => [op.negate(matrixTimes(h, g))], 'xla'),
          ],
          () =>
            op.cond(
              is(verdicts.reset),
              () => op.call('reset', [state.gradient], (g) => [identity(g), steepest(g).direction], 'xla'),
              () => [inverse, state.direction],
            ),
        ),
    );
    return { ...startSearch(next, direction, verdict, names), inverse: newInverse };
  },
  lossChanged: (state) => ({ ...state, phase: Int32Array.of(0) }),
};

/** What an evaluation led to. */
const verdicts = { searching: 0, stepped: 1, arrived: 2, reset: 3, stalled: 4 } as const;

function identity(like: Value): Value {
  const n = like.shape[0];
  const shape = [n, n];
  return op.convert(op.equal(op.iota('int32', shape, 0), op.iota('int32', shape, 1)), like.element);
}

/** Digests an evaluation without touching H: the line search, and what to do about H next. */
function judge(
  state: Readonly<Record<string, Value>>,
  evaluation: readonly Value[],
  names: readonly string[],
): Value[] {
  const [loss, terms, gradient] = evaluation;
  const arriving = op.equal(state.phase, 0);
  const slope = op.inner(gradient, state.direction);
  const search: Search = {
    step: state.trialStep,
    low: state.low,
    lowLoss: state.lowLoss,
    lowSlope: state.lowSlope,
    high: state.high,
    highLoss: state.highLoss,
    highSlope: state.highSlope,
  };
  const { accepted, next } = judgeStep(search, { loss: state.loss, slope: state.slope }, { loss, slope });
  const evaluations = op.add(state.evaluations, 1);
  const exhausted = op.greaterEqual(evaluations, longestSearch);
  const failing = op.select(
    op.equal(state.identity, 1),
    verdicts.stalled,
    op.constant(verdicts.reset, 'int32'),
  );
  const going = op.select(exhausted, failing, verdicts.searching);
  const searched = op.select(accepted, verdicts.stepped, going);
  const verdict = op.select(arriving, verdicts.arrived, searched);
  const stepped = op.equal(verdict, verdicts.stepped);
  const moved = op.or(stepped, arriving);
  const reset = op.equal(verdict, verdicts.reset);
  const taken = op.add(state.parameters, op.multiply(state.direction, state.trialStep));
  const changed: Record<string, Value> = {
    parameters: op.select(stepped, taken, state.parameters),
    gradient: op.select(moved, gradient, state.gradient),
    loss: op.select(moved, loss, state.loss),
    terms: op.select(moved, terms, state.terms),
    trialStep: next.step,
    low: next.low,
    lowLoss: next.lowLoss,
    lowSlope: next.lowSlope,
    high: next.high,
    highLoss: next.highLoss,
    highSlope: next.highSlope,
    step: op.add(state.step, op.convert(stepped, 'int32')),
    phase: op.constant(1, 'int32'),
    evaluations,
    identity: op.select(reset, 1, op.select(stepped, 0, state.identity)),
    resets: op.add(state.resets, op.convert(reset, 'int32')),
    stalled: op.convert(op.equal(verdict, verdicts.stalled), 'int32'),
  };
  return [verdict, ...names.map((name) => changed[name] ?? state[name])];
}

/** Where a new direction begins, the bracket is opened at the parameters; else the search goes on. */
function startSearch(
  state: Readonly<Record<string, Value>>,
  direction: Value,
  verdict: Value,
  names: readonly string[],
) {
  const started = op.call(
    'start',
    [...names.map((name) => state[name]), direction, verdict],
    (...inputs) => {
      const known = Object.fromEntries(names.map((name, k) => [name, inputs[k]]));
      const [chosen, kind] = inputs.slice(names.length);
      const begins = op.not(op.or(op.equal(kind, verdicts.searching), op.equal(kind, verdicts.stalled)));
      const along = op.inner(known.gradient, chosen);
      // A direction that does not descend (H lost its definiteness to rounding) is replaced by the steepest one.
      const descends = op.and(op.isFinite(along), op.less(along, 0));
      const fallback = steepest(known.gradient);
      const slope = op.select(descends, along, fallback.slope);
      const set = (name: string, value: Value | number) => op.select(begins, value, known[name]);
      const changed: Record<string, Value> = {
        direction: op.select(op.or(descends, op.not(begins)), chosen, fallback.direction),
        slope: set('slope', slope),
        trialStep: set(
          'trialStep',
          op.select(op.equal(known.identity, 1), op.scalarLike(1, along), firstTrial),
        ),
        low: set('low', 0),
        lowLoss: set('lowLoss', known.loss),
        lowSlope: set('lowSlope', slope),
        high: set('high', 0),
        highLoss: set('highLoss', 0),
        highSlope: set('highSlope', 0),
        evaluations: op.select(begins, 0, known.evaluations),
      };
      return names.map((name) => changed[name] ?? known[name]);
    },
    'xla',
  );
  return Object.fromEntries(names.map((name, k) => [name, started[k]]));
}
