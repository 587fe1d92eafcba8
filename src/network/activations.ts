import * as op from '../program';
import type { Value } from '../program';

export type Activation = 'tanh' | 'sin' | 'swish' | 'gelu' | 'softplus';

/** Smooth functions of one number; all have derivatives of every order. */
export const activations: { readonly [A in Activation]: (x: Value) => Value } = {
  tanh: op.tanh,
  sin: op.sin,
  // x/(1 + e^−x) (Ramachandran, Zoph & Le, arXiv 1710.05941), as x (1 + tanh(x/2))/2: nothing overflows
  swish: (x) => op.multiply(op.multiply(x, 0.5), op.add(op.tanh(op.multiply(x, 0.5)), 1)),
  // x (1 + erf(x/√2))/2 (Hendrycks & Gimpel, arXiv 1606.08415)
  gelu: (x) => op.multiply(op.multiply(x, 0.5), op.add(op.erf(op.multiply(x, Math.SQRT1_2)), 1)),
  // log(1 + e^x), as x/2 + log(2 cosh(x/2)): smooth at 0, where a formula with |x| would not be
  softplus: (x) => {
    const half = op.multiply(x, 0.5);
    return op.add(half, op.log(op.multiply(op.cosh(half), 2)));
  },
};
