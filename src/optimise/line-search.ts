import * as op from '../program';
import type { Value } from '../program';

/** Sufficient decrease and curvature constants of the weak Wolfe conditions. */
const decrease = 1e-4;
const curvature = 0.9;
/** Evaluations after which a search along one direction is given up. */
export const longestSearch = 30;

/** What is known along a direction: the trial step, and a bracket with values and slopes at both ends. */
export interface Search {
  /** The step at which the loss was just evaluated. */
  readonly step: Value;
  readonly low: Value;
  readonly lowLoss: Value;
  readonly lowSlope: Value;
  /** Not bounded yet while `high` is 0. */
  readonly high: Value;
  readonly highLoss: Value;
  readonly highSlope: Value;
}

export interface Verdict {
  /** The weak Wolfe conditions hold at the trial step. */
  readonly accepted: Value;
  /** The narrowed bracket, with the next trial step. */
  readonly next: Search;
}

/** Minimiser of the cubic through values and slopes at a and b (Nocedal & Wright, eq. 3.59), kept inside them. */
function cubicStep(a: Value, fa: Value, sa: Value, b: Value, fb: Value, sb: Value): Value {
  const width = op.subtract(b, a);
  const d1 = op.subtract(op.add(sa, sb), op.multiply(op.divide(op.subtract(fb, fa), width), 3));
  const root = op.sqrt(op.maximum(op.subtract(op.multiply(d1, d1), op.multiply(sa, sb)), 0));
  const share = op.divide(
    op.subtract(op.add(sb, root), d1),
    op.add(op.subtract(sb, sa), op.multiply(root, 2)),
  );
  const wanted = op.subtract(b, op.multiply(width, share));
  const margin = op.multiply(width, 0.1);
  const kept = op.minimum(op.maximum(wanted, op.add(a, margin)), op.subtract(b, margin));
  const middle = op.multiply(op.add(a, b), 0.5);
  return op.select(op.isFinite(wanted), kept, middle);
}

/**
 * Judges a trial step by the weak Wolfe conditions and chooses the next: the bracket shrinks to [low, high] where low
 * satisfies sufficient decrease and high does not (or not the slope); beyond it the step doubles at least.
 *
 * @param start loss and slope at step 0
 * @param found loss and slope at `search.step`; a loss that is not finite counts as too high
 */
export function judgeStep(
  search: Search,
  start: { readonly loss: Value; readonly slope: Value },
  found: { readonly loss: Value; readonly slope: Value },
): Verdict {
  const { step, low, high } = search;
  const bound = op.add(start.loss, op.multiply(op.multiply(step, start.slope), decrease));
  const finite = op.and(op.isFinite(found.loss), op.isFinite(found.slope));
  const lowEnough = op.and(finite, op.lessEqual(found.loss, bound));
  const flatEnough = op.greaterEqual(found.slope, op.multiply(start.slope, curvature));
  const choose = (yes: Value, no: Value) => op.select(lowEnough, yes, no);
  const lower = {
    at: choose(step, low),
    loss: choose(found.loss, search.lowLoss),
    slope: choose(found.slope, search.lowSlope),
  };
  const upper = {
    at: choose(high, step),
    loss: choose(search.highLoss, found.loss),
    slope: choose(search.highSlope, found.slope),
  };
  const bounded = op.greater(upper.at, 0);
  const inside = cubicStep(lower.at, lower.loss, lower.slope, upper.at, upper.loss, upper.slope);
  const next = op.select(bounded, inside, op.multiply(step, 2));
  return {
    accepted: op.and(lowEnough, flatEnough),
    next: {
      step: next,
      low: lower.at,
      lowLoss: lower.loss,
      lowSlope: lower.slope,
      high: upper.at,
      highLoss: upper.loss,
      highSlope: upper.slope,
    },
  };
}
