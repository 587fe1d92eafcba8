import * as op from '../program';
import { tensor, whileLoop, type TensorType, type Value } from '../program';
import type { State } from './optimiser';

/**
 * The newest pairs (s, y = A s) of a matrix A, which make the L-BFGS approximation of A⁻¹: `steps` s, `changes` y and
 * `inverses` 1/(s·y) of each, `gamma` (s·y)/(y·y) of the newest, `head` where the next one will stand, `count` of all that
 * were ever added. A place without a pair has 0 in `inverses` and changes nothing.
 */
export function pairTypes(places: number, count: number, element: 'float32' | 'float64'): State<TensorType> {
  return {
    steps: tensor(element, [places, count]),
    changes: tensor(element, [places, count]),
    inverses: tensor(element, [places]),
    gamma: tensor(element),
    head: tensor('int32'),
    count: tensor('int32'),
  };
}

/** What no pairs are: A⁻¹ is I. */
export const emptyPairs = { steps: 0, changes: 0, inverses: 0, gamma: 1, head: 0, count: 0 } as const;

const rowOf = (rows: Value, k: Value) =>
  op.reshape(op.dynamicSlice(rows, [k, 0], [1, rows.shape[1]]), [rows.shape[1]]);
const entryOf = (list: Value, k: Value) => op.reshape(op.dynamicSlice(list, [k], [1]), []);
const row = (v: Value) => op.reshape(v, [1, v.shape[0]]);

/**
 * A⁻¹ v by the two loops of L-BFGS (Nocedal & Wright, Numerical Optimization, 2006, algorithm 7.4), begun with γ I
 * (eq. 7.20).
 */
export function twoLoops({ steps, changes, inverses, head, gamma }: State<Value>, v: Value): Value {
  const [places] = steps.shape;
  const zero = op.constant(0, 'int32');
  const going = (k: Value) => op.less(k, places);
  /** Index of the pair that is `age` steps old. */
  const indexOf = (age: Value) => {
    const index = op.subtract(op.subtract(head, 1), age);
    return op.select(op.less(index, 0), op.add(index, places), index);
  };
  const [, q, alphas] = whileLoop([zero, v, op.zerosLike(inverses)], going, (age, vector, kept) => {
    const k = indexOf(age);
    const alpha = op.multiply(entryOf(inverses, k), op.inner(rowOf(steps, k), vector));
    return [
      op.add(age, 1),
      op.subtract(vector, op.multiply(rowOf(changes, k), alpha)),
      op.dynamicUpdateSlice(kept, op.reshape(alpha, [1]), [k]),
    ];
  });
  const [, product] = whileLoop([zero, op.multiply(q, gamma)], going, (young, vector) => {
    const k = indexOf(op.subtract(places - 1, young));
    const beta = op.multiply(entryOf(inverses, k), op.inner(rowOf(changes, k), vector));
    const missing = op.subtract(entryOf(alphas, k), beta);
    return [op.add(young, 1), op.add(vector, op.multiply(rowOf(steps, k), missing))];
  });
  return product;
}

/** The pairs with one more, where `wanted` and where s·y is positive: rounding may have taken that. */
export function withPair(pairs: State<Value>, s: Value, y: Value, wanted: Value): Record<string, Value> {
  const { steps, changes, inverses, gamma, head, count } = pairs;
  const sy = op.inner(s, y);
  const keeps = op.and(wanted, op.greater(sy, 0));
  const choose = (value: Value, otherwise: Value) => op.select(keeps, value, otherwise);
  const after = op.add(head, 1);
  return {
    steps: choose(op.dynamicUpdateSlice(steps, row(s), [head, 0]), steps),
    changes: choose(op.dynamicUpdateSlice(changes, row(y), [head, 0]), changes),
    inverses: choose(op.dynamicUpdateSlice(inverses, op.reshape(op.divide(1, sy), [1]), [head]), inverses),
    gamma: choose(op.divide(sy, op.inner(y, y)), gamma),
    head: choose(op.select(op.equal(after, steps.shape[0]), 0, after), head),
    count: choose(op.add(count, 1), count),
  };
}
