import * as op from '../../program';
import type { SequenceModel } from '../../study';
import { sigmoid } from './layers';
import { zero, type Body, type InputKind } from './model';
import { gatesOf, recurrent, type Cell } from './recurrent';

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
  step([h], projected, [recurrence, offset]) {
    const width = h.shape[1];
    const [reset, update, candidate] = gatesOf(projected, width);
    const [resetState, updateState, candidateState] = gatesOf(op.dot(h, recurrence), width);
    const r = sigmoid(op.add(reset, resetState));
    const z = sigmoid(op.add(update, updateState));
    const n = op.tanh(op.add(candidate, op.multiply(r, op.add(candidateState, offset))));
    return [op.add(n, op.multiply(z, op.subtract(h, n)))];
  },
};

export const gru = (settings: Extract<SequenceModel, { kind: 'gru' }>, input: InputKind): Body =>
  recurrent(gruCell, input, settings);
