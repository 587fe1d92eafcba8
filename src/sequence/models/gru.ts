import * as op from '../../program';
import type { Value } from '../../program';
import type { SequenceModel } from '../../study';
import type { Cell } from './cell';
import { sigmoid } from './layers';
import { zero, type Body, type InputKind } from './model';
import { gatesOf, recurrent } from './recurrent';

/**
 * Gated recurrent unit (Cho et al., EMNLP 2014), with the reset gate behind the product as in cuDNN and PyTorch, so that
 * one product serves all gates:
 *
 *     r, z = σ(W x_t + U h_{t−1} + b),  n = tanh(W_n x_t + b_n + r ∘ (U_n h_{t−1} + c))
 *     h_t = (1 − z) ∘ n + z ∘ h_{t−1}
 */
export const gruCell: Cell = {
  gates: 3,
  states: 1,
  offsets: () => [0],
  weights: (width) => [
    { name: 'W_h', shape: [width, 3 * width], start: { kind: 'orthogonal', radius: 1 } },
    { name: 'c', shape: [width], start: zero },
  ],
  step([h], projected, weights) {
    const { update, candidate } = gates(h, projected, weights);
    return [op.add(candidate, op.multiply(update, op.subtract(h, candidate)))];
  },
  names: { states: ['h'], gates: ['reset gate', 'update gate'] },
  openings([h], projected, weights) {
    const { reset, update } = gates(h, projected, weights);
    return [reset, update];
  },
};

function gates(h: Value, projected: Value, [recurrence, offset]: readonly Value[]) {
  const width = h.shape[1];
  const [r, z, n] = gatesOf(projected, width);
  const [rState, zState, nState] = gatesOf(op.dot(h, recurrence), width);
  const reset = sigmoid(op.add(r, rState));
  const candidate = op.tanh(op.add(n, op.multiply(reset, op.add(nState, offset))));
  return { reset, update: sigmoid(op.add(z, zState)), candidate };
}

export const gru = (settings: Extract<SequenceModel, { kind: 'gru' }>, input: InputKind): Body =>
  recurrent(gruCell, input, settings);
