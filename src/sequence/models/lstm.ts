import * as op from '../../program';
import type { Value } from '../../program';
import type { SequenceModel } from '../../study';
import type { Cell } from './cell';
import { sigmoid } from './layers';
import type { Body, InputKind } from './model';
import { gatesOf, recurrent } from './recurrent';

/**
 * Long short-term memory (Hochreiter & Schmidhuber, Neural Computation 9, 1997) with a forget gate (Gers, Schmidhuber &
 * Cummins, Neural Computation 12, 2000):
 *
 *     i, f, o = σ(W x_t + U h_{t−1} + b),  g = tanh(W_g x_t + U_g h_{t−1} + b_g)
 *     c_t = f ∘ c_{t−1} + i ∘ g,  h_t = o ∘ tanh(c_t)
 *
 * The gates stand in the order i, f, g, o. The forget gate starts open: its offset is 1 (Jozefowicz, Zaremba &
 * Sutskever, ICML 2015). Where a longer memory T is asked for, the time that a neuron keeps what it holds is spread over
 * 1 … T − 1 at the start: b_f = ln τ, b_i = −b_f, with τ the quantiles of a uniform law (Tallec & Ollivier, ICLR 2018,
 * eq. 16).
 */
export const lstmCell = (memory: number): Cell => ({
  gates: 4,
  states: 2,
  offsets(width) {
    if (memory <= 2) return [0, 1, 0, 0];
    const times = Array.from({ length: width }, (_, k) => 1 + ((memory - 2) * (k + 0.5)) / width);
    const nothing = new Array<number>(2 * width).fill(0);
    return [...times.map((time) => -Math.log(time)), ...times.map((time) => Math.log(time)), ...nothing];
  },
  weights: (width) => [{ name: 'W_h', shape: [width, 4 * width], start: { kind: 'orthogonal', radius: 1 } }],
  step([h, memory], projected, weights) {
    const { input, forget, candidate, output } = gates(h, projected, weights);
    const next = op.add(op.multiply(forget, memory), op.multiply(input, candidate));
    return [op.multiply(output, op.tanh(next)), next];
  },
  names: { states: ['h', 'c'], gates: ['input gate', 'forget gate', 'output gate'] },
  openings([h], projected, weights) {
    const { input, forget, output } = gates(h, projected, weights);
    return [input, forget, output];
  },
});

function gates(h: Value, projected: Value, [recurrence]: readonly Value[]) {
  const [input, forget, candidate, output] = gatesOf(op.add(op.dot(h, recurrence), projected), h.shape[1]);
  return {
    input: sigmoid(input),
    forget: sigmoid(forget),
    candidate: op.tanh(candidate),
    output: sigmoid(output),
  };
}

export const lstm = (settings: Extract<SequenceModel, { kind: 'lstm' }>, input: InputKind): Body =>
  recurrent(lstmCell(settings.memory), input, settings);
