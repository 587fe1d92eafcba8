import * as op from '../program';
import { tensor, type TensorType, type Value } from '../program';
import { judgeStep, longestSearch, type Search } from './line-search';
import type { State } from './optimiser';

/**
 * Steps along directions −H g with a bracketing weak Wolfe line search, for whatever remembers the inverse Hessian H. The
 * search is a state machine: each evaluation narrows the bracket, ends the step or gives up.
 */

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

/** The state of a search; `identity` is 1 as long as H is I. */
export function searchState(count: number, terms: number, element: 'float32' | 'float64'): State<TensorType> {
  return {
    ...Object.fromEntries(vectors.map((name) => [name, tensor(element, [count])])),
    ...Object.fromEntries(scalars.map((name) => [name, tensor(element)])),
    ...Object.fromEntries(counters.map((name) => [name, tensor('int32')])),
    terms: tensor(element, [terms]),
  };
}

/** Where the loss is evaluated next. */
export function searchTrial(state: State<Value>): Value {
  const searching = op.convert(op.equal(state.phase, 1), state.parameters.element);
  return op.add(state.parameters, op.multiply(state.direction, op.multiply(state.trialStep, searching)));
}

/** What remembers H, and how. */
export interface Memory {
  /** The first trial step along a direction, unless H is I. */
  readonly firstTrial: number;
  /**
   * What is remembered after an evaluation that ended a step (`stepped`) or only looked at the parameters themselves,
   * by name, and H g with it for the gradient found.
   */
  next(
    state: State<Value>,
    gradient: Value,
    stepped: Value,
  ): { readonly remembered: State<Value>; readonly product: Value };
  /** What stands for H = I, for each name in `remembered`. */
  readonly empty: Readonly<Record<string, number>>;
}

/** What an evaluation led to. */
export const verdicts = { searching: 0, stepped: 1, arrived: 2, reset: 3, stalled: 4 } as const;

/** The line search's view of an evaluation. */
export function judge(state: State<Value>, loss: Value, gradient: Value) {
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
 * The state behind an evaluation. The verdict is given: two compiled islands may round a sum differently. H goes back to
 * I only when a search fails, or when its direction does not descend (rounding took its definiteness).
 */
export function digest(
  memory: Memory,
  state: State<Value>,
  verdict: Value,
  { loss, terms, gradient }: State<Value>,
): Record<string, Value> {
  const { evaluations, search } = judge(state, loss, gradient);
  const is = (kind: number) => op.equal(verdict, kind);
  const stepped = is(verdicts.stepped);
  const moved = op.or(stepped, is(verdicts.arrived));
  const { remembered, product } = memory.next(state, gradient, stepped);
  const gradientNow = op.select(moved, gradient, state.gradient);
  const lossNow = op.select(moved, loss, state.loss);
  const wanted = op.negate(product);
  const along = op.inner(gradientNow, wanted);
  const descends = op.and(op.isFinite(along), op.less(along, 0));
  // H becomes I, and the direction the steepest.
  const restarts = op.or(is(verdicts.reset), op.and(moved, op.not(descends)));
  const begins = op.or(moved, restarts);
  const afresh = (value: Value | number, otherwise: Value) => op.select(restarts, value, otherwise);
  const start = (value: Value | number, otherwise: Value) => op.select(begins, value, otherwise);
  const identityNow = afresh(1, op.select(stepped, 0, state.identity));
  const slope = afresh(op.negate(op.inner(gradientNow, gradientNow)), along);
  const firstStep = op.select(
    op.equal(identityNow, 1),
    firstOfIdentity(gradientNow),
    op.scalarLike(memory.firstTrial, gradientNow),
  );
  return {
    ...Object.fromEntries(
      Object.entries(remembered).map(([name, value]) => [name, afresh(memory.empty[name], value)]),
    ),
    parameters: op.select(
      stepped,
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

/** What a change of the loss function leaves of a search: it looks at the parameters again. */
export const searchAgain = {
  phase: Int32Array.of(0),
  stalled: Int32Array.of(0),
  evaluations: Int32Array.of(0),
};
