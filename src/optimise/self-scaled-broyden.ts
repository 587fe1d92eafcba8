import * as op from '../program';
import { sizeOf, tensor, type TensorType, type Value } from '../program';
import { judgeStep, longestSearch, type Search } from './line-search';
import type { Optimiser } from './optimiser';

/** The first trial step along a direction: with 0.6 a step needs fewer evaluations than with 1. */
const firstTrial = 0.6;

const vectors = ['parameters', 'gradient', 'direction'] as const;
/** `scale`, `basis` and `core` hold H = scale·inverse + basisᵀ core basis; `pending` counts updates in it. */
const scalars = [
  'scale',
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
const counters = ['pending', 'step', 'phase', 'evaluations', 'identity', 'resets', 'stalled'] as const;

/**
 * Updates after which the low-rank part of H is folded into the full matrix. Between folds H is read once a step and
 * never written: its memory traffic, not arithmetic, is what a dense update costs.
 */
const foldEvery = 16;

/** New H = keep·H + [Hy s] [[imageImage, imageStep], [imageStep, stepStep]] [Hy s]ᵀ. */
export interface BroydenFactors {
  readonly keep: Value;
  readonly imageImage: Value;
  readonly imageStep: Value;
  readonly stepStep: Value;
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
 *
 * Where y·s or y·Hy is not positive (rounding at a point where nothing changes), H stays as it is.
 *
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
  const mixed = op.divide(op.divide(op.subtract(1, theta), sigma), tau);
  // v vᵀ in s and Hy: √(y·Hy)/(y·s) and −1/√(y·Hy) are its components
  const [ofStep, ofImage] = [op.divide(op.sqrt(yHy), ys), op.negate(op.divide(1, op.sqrt(yHy)))];
  const keep = op.divide(1, tau);
  const imageImage = op.subtract(
    op.multiply(mixed, op.multiply(ofImage, ofImage)),
    op.divide(1, op.multiply(yHy, tau)),
  );
  const imageStep = op.multiply(mixed, op.multiply(ofImage, ofStep));
  const stepStep = op.add(op.divide(1, ys), op.multiply(mixed, op.multiply(ofStep, ofStep)));
  const sound = [keep, imageImage, imageStep, stepStep]
    .map(op.isFinite)
    .reduce(op.and, op.and(op.greater(ys, 0), op.greater(yHy, 0)));
  return {
    keep: op.select(sound, keep, 1),
    imageImage: op.select(sound, imageImage, 0),
    imageStep: op.select(sound, imageStep, 0),
    stepStep: op.select(sound, stepStep, 0),
  };
}

const column = (v: Value) => op.reshape(v, [v.shape[0], 1]);
const row = (v: Value) => op.reshape(v, [1, v.shape[0]]);
const matrixTimes = (m: Value, v: Value) => op.reshape(op.dot(m, column(v)), [m.shape[0]]);

/** H v with H = scale·inverse + basisᵀ core basis. */
function inverseTimes(
  inverse: Value,
  { scale, basis, core }: Readonly<Record<string, Value>>,
  v: Value,
): Value {
  const low = op.dot(basis, column(v));
  const lifted = op.dot(basis, op.dot(core, low), { transposeLeft: true });
  return op.add(op.multiply(matrixTimes(inverse, v), scale), op.reshape(lifted, [v.shape[0]]));
}

/** The low-rank part with one more update, and H g for the new H. */
function update(
  state: Readonly<Record<string, Value>>,
  gradient: Value,
  before: Value,
  length: Value,
  product: Value,
) {
  const { direction, scale, basis, core, pending } = state;
  const s = op.multiply(direction, length);
  // H y = H g₁ − H g₀ = H g₁ + d, since d = −H g₀
  const image = op.add(product, direction);
  const factors = broydenFactors(s, op.subtract(gradient, before), image, op.inner(s, before), length);
  const block = op.reshape(
    op.concat(
      [factors.imageImage, factors.imageStep, factors.imageStep, factors.stepStep].map((x) =>
        op.reshape(x, [1]),
      ),
    ),
    [2, 2],
  );
  const at = op.multiply(pending, 2);
  const pair = op.dot(block, op.concat([column1(image, gradient), column1(s, gradient)]));
  const ofPair = op.add(
    op.multiply(image, op.element(op.reshape(pair, [2]), 0)),
    op.multiply(s, op.element(op.reshape(pair, [2]), 1)),
  );
  return {
    scale: op.multiply(scale, factors.keep),
    basis: op.dynamicUpdateSlice(basis, op.concat([row(image), row(s)]), [at, 0]),
    core: op.dynamicUpdateSlice(op.multiply(core, factors.keep), block, [at, at]),
    pending: op.add(pending, 1),
    product: op.add(op.multiply(product, factors.keep), ofPair),
  };
}

const column1 = (a: Value, b: Value) => op.reshape(op.inner(a, b), [1, 1]);

/**
 * Self-scaled Broyden with a bracketing weak Wolfe line search. O(n²) memory and work for each step. H goes back to I
 * only when a search fails, or when its direction does not descend (rounding took its definiteness).
 */
export const selfScaledBroyden: Optimiser = {
  kind: 'gradient',
  name: 'self-scaled-broyden',
  settings: [],
  compiledWhole: false,
  state(count, terms, element) {
    const rank = 2 * foldEvery;
    return {
      ...Object.fromEntries(vectors.map((name) => [name, tensor(element, [count])])),
      ...Object.fromEntries(scalars.map((name) => [name, tensor(element)])),
      ...Object.fromEntries(counters.map((name) => [name, tensor('int32')])),
      terms: tensor(element, [terms]),
      basis: tensor(element, [rank, count]),
      core: tensor(element, [rank, rank]),
      inverse: tensor(element, [count, count]),
    };
  },
  initial(parameters, terms) {
    const types = selfScaledBroyden.state(
      parameters.length,
      terms,
      parameters instanceof Float32Array ? 'float32' : 'float64',
    );
    const zeros = ({ element, shape }: TensorType) =>
      new { float32: Float32Array, float64: Float64Array, int32: Int32Array, bool: Uint8Array }[element](
        sizeOf(shape),
      );
    const state = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, zeros(type)]));
    const count = parameters.length;
    for (let k = 0; k < count; k++) state.inverse[k * count + k] = 1;
    state.scale[0] = 1;
    state.identity[0] = 1;
    return { ...state, parameters };
  },
  trial: (state) => {
    const searching = op.convert(op.equal(state.phase, 1), state.parameters.element);
    return op.add(state.parameters, op.multiply(state.direction, op.multiply(state.trialStep, searching)));
  },
  advance(state, { loss, terms, gradient }) {
    const { inverse, ...rest } = state;
    const names = Object.keys(rest);
    const named = (values: readonly Value[]) => Object.fromEntries(names.map((name, k) => [name, values[k]]));
    const small = names.map((name) => rest[name]);
    const [verdict] = op.call(
      'judge',
      [...small, loss, gradient],
      (...inputs) => [judge(named(inputs), inputs[names.length], inputs[names.length + 1]).verdict],
      'xla',
    );
    const is = (kind: number) => op.equal(verdict, kind);
    // H is read only where a new direction is due.
    const [product] = op.cond(
      op.or(is(verdicts.stepped), is(verdicts.arrived)),
      () =>
        op.call(
          'multiply',
          [inverse, gradient, rest.scale, rest.basis, rest.core],
          (h, g, scale, basis, core) => [inverseTimes(h, { scale, basis, core }, g)],
          'xla',
        ),
      () => [op.zerosLike(gradient)],
    );
    const digested = op.call(
      'digest',
      [...small, verdict, loss, terms, gradient, product],
      (...inputs) => {
        const known = named(inputs);
        const next = digest(known, inputs[names.length], inputs.slice(names.length + 1));
        return names.map((name) => next[name] ?? known[name]);
      },
      'xla',
    );
    const next = named(digested);
    const [folded, scale, core, pending] = op.cond(
      op.notEqual(next.resets, rest.resets),
      () => [
        ...op.call('reset', [gradient], (g) => [identity(g)], 'xla'),
        next.scale,
        next.core,
        next.pending,
      ],
      () =>
        op.cond(
          op.equal(next.pending, foldEvery),
          () =>
            op.call(
              'fold',
              [inverse, next.scale, next.basis, next.core],
              (h, factor, basis, middle) => [
                op.add(op.multiply(h, factor), op.dot(op.dot(basis, middle, { transposeLeft: true }), basis)),
                op.scalarLike(1, factor),
                op.zerosLike(middle),
                op.constant(0, 'int32'),
              ],
              'xla',
            ),
          () => [inverse, next.scale, next.core, next.pending],
        ),
    );
    return { ...next, scale, core, pending, inverse: folded };
  },
  lossChanged: (state) => ({
    ...state,
    phase: Int32Array.of(0),
    stalled: Int32Array.of(0),
    evaluations: Int32Array.of(0),
  }),
};

/** What an evaluation led to. */
const verdicts = { searching: 0, stepped: 1, arrived: 2, reset: 3, stalled: 4 } as const;

function identity(like: Value): Value {
  const n = like.shape[0];
  const shape = [n, n];
  return op.convert(op.equal(op.iota('int32', shape, 0), op.iota('int32', shape, 1)), like.element);
}

/** The line search's view of an evaluation. */
function judge(state: Readonly<Record<string, Value>>, loss: Value, gradient: Value) {
  const arriving = op.equal(state.phase, 0);
  const search: Search = {
    step: state.trialStep,
    low: state.low,
    lowLoss: state.lowLoss,
    lowSlope: state.lowSlope,
    high: state.high,
    highLoss: state.highLoss,
    highSlope: state.highSlope,
  };
  const slope = op.inner(gradient, state.direction);
  const { accepted, next } = judgeStep(search, { loss: state.loss, slope: state.slope }, { loss, slope });
  const evaluations = op.add(state.evaluations, 1);
  const exhausted = op.greaterEqual(evaluations, longestSearch);
  const failing = op.select(
    op.equal(state.identity, 1),
    verdicts.stalled,
    op.constant(verdicts.reset, 'int32'),
  );
  const going = op.select(exhausted, failing, verdicts.searching);
  // Where the slope is zero there is nothing to search for.
  const descending = op.less(state.slope, 0);
  const searched = op.select(op.and(accepted, descending), verdicts.stepped, going);
  return { verdict: op.select(arriving, verdicts.arrived, searched), evaluations, search: next };
}

/**
 * The state behind an evaluation, H excepted; `product` is H g where the verdict needed it. The verdict is given: two
 * compiled islands may round a sum differently.
 */
function digest(
  state: Readonly<Record<string, Value>>,
  verdict: Value,
  found: readonly Value[],
): Record<string, Value> {
  const [loss, terms, gradient, product] = found;
  const { evaluations, search } = judge(state, loss, gradient);
  const is = (kind: number) => op.equal(verdict, kind);
  const stepped = is(verdicts.stepped);
  const moved = op.or(stepped, is(verdicts.arrived));
  const updated = update(state, gradient, state.gradient, state.trialStep, product);
  const afterStep = (value: Value, otherwise: Value) => op.select(stepped, value, otherwise);
  const gradientNow = op.select(moved, gradient, state.gradient);
  const lossNow = op.select(moved, loss, state.loss);
  const wanted = op.negate(op.select(stepped, updated.product, product));
  const along = op.inner(gradientNow, wanted);
  const descends = op.and(op.isFinite(along), op.less(along, 0));
  // H becomes I, and the direction the steepest.
  const restarts = op.or(is(verdicts.reset), op.and(moved, op.not(descends)));
  const begins = op.or(moved, restarts);
  const afresh = (value: Value | number, otherwise: Value) => op.select(restarts, value, otherwise);
  const start = (value: Value | number, otherwise: Value) => op.select(begins, value, otherwise);
  const identityNow = afresh(1, op.select(stepped, 0, state.identity));
  const slope = afresh(op.negate(op.inner(gradientNow, gradientNow)), along);
  const firstStep = op.select(op.equal(identityNow, 1), firstOfIdentity(gradientNow), firstTrial);
  return {
    parameters: afterStep(
      op.add(state.parameters, op.multiply(state.direction, state.trialStep)),
      state.parameters,
    ),
    gradient: gradientNow,
    loss: lossNow,
    terms: op.select(moved, terms, state.terms),
    direction: start(afresh(op.negate(gradientNow), wanted), state.direction),
    slope: start(slope, state.slope),
    trialStep: start(firstStep, search.step),
    low: start(0, search.low),
    lowLoss: start(lossNow, search.lowLoss),
    lowSlope: start(slope, search.lowSlope),
    high: start(0, search.high),
    highLoss: start(0, search.highLoss),
    highSlope: start(0, search.highSlope),
    scale: afresh(1, afterStep(updated.scale, state.scale)),
    basis: afresh(0, afterStep(updated.basis, state.basis)),
    core: afresh(0, afterStep(updated.core, state.core)),
    pending: afresh(0, afterStep(updated.pending, state.pending)),
    step: op.add(state.step, op.convert(stepped, 'int32')),
    phase: op.constant(1, 'int32'),
    evaluations: op.select(begins, 0, evaluations),
    identity: identityNow,
    resets: op.add(state.resets, op.convert(restarts, 'int32')),
    stalled: op.convert(is(verdicts.stalled), 'int32'),
  };
}

/** With H = I the first trial is a step of at most unit length. */
function firstOfIdentity(gradient: Value): Value {
  return op.minimum(op.divide(1, op.sqrt(op.maximum(op.inner(gradient, gradient), 1e-30))), 1);
}
