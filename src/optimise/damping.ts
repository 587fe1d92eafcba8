import * as op from '../program';
import type { HostArray, Value } from '../program';
import type { State } from './optimiser';

/** The damping that rounding leaves a meaning to. */
const leastDamping = 1e-16;
/** Rejected attempts after which a step is given up. */
const mostAttempts = 6;

/** What an attempt at a step led to. */
interface Attempt {
  readonly candidate: Value;
  /** The gain in the loss that the quadratic model promised. */
  readonly predicted: Value;
  readonly loss: Value;
  readonly terms: Value;
}

/** What is carried from attempt to attempt, in the order of its program. */
const carried = ['parameters', 'damping', 'growth', 'loss', 'terms', 'attempts', 'step'] as const;

/**
 * Judges an attempt and sets the damping λ (Nielsen, Damping parameter in Marquardt's method, IMM-REP-1999-05): with ρ the
 * gain over the predicted one, λ ← λ max(1/10, 1 − (2ρ−1)³), ν = 2 where the loss fell, else λ ← λ ν, ν ← 2 ν.
 * @param state the parameters, `damping` λ, `growth` ν, `loss`, `terms`, `attempts` and `step` before
 * @returns the same after it, `stalled`, and whether it was `accepted`
 */
export function judgeAttempt(
  state: State<Value>,
  attempt: Attempt,
): Record<(typeof carried)[number] | 'stalled' | 'accepted', Value> {
  const { candidate, predicted, loss, terms } = attempt;
  const results = op.call(
    'judge',
    [candidate, predicted, loss, terms, ...carried.map((name) => state[name])],
    judge,
    'xla',
  );
  const names = [...carried, 'stalled', 'accepted'] as const;
  return Object.fromEntries(names.map((name, k) => [name, results[k]])) as ReturnType<typeof judgeAttempt>;
}

function judge(...inputs: Value[]): Value[] {
  const [candidate, predicted, found, foundTerms, ...before] = inputs;
  const [parameters, damping, growth, loss, terms, attempts, step] = before;
  // not so where the loss found is NaN
  const accepted = op.less(found, loss);
  const pick = (yes: Value, no: Value | number) => op.select(accepted, yes, no);
  const centred = op.subtract(op.multiply(op.divide(op.subtract(loss, found), predicted), 2), 1);
  const shrink = op.maximum(op.subtract(1, op.power(centred, 3)), 0.1);
  const tried = op.add(attempts, 1);
  const given = op.and(op.not(accepted), op.greaterEqual(tried, mostAttempts));
  return [
    pick(candidate, parameters),
    pick(op.maximum(op.multiply(damping, shrink), leastDamping), op.multiply(damping, growth)),
    pick(op.scalarLike(2, growth), op.multiply(growth, 2)),
    pick(found, loss),
    pick(foundTerms, terms),
    pick(op.constant(0, 'int32'), tried),
    op.add(step, op.convert(accepted, 'int32')),
    op.convert(given, 'int32'),
    accepted,
  ];
}

/** What a change of the loss function leaves of the damping: λ itself. */
export const dampingAgain = (state: State<HostArray>): Record<string, HostArray> => ({
  growth: state.growth.slice().fill(2),
  attempts: Int32Array.of(0),
  stalled: Int32Array.of(0),
});
