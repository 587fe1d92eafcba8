import * as op from '../../program';
import type { SequenceModel } from '../../study';
import type { Cell } from './cell';
import type { Body, InputKind } from './model';
import { recurrent } from './recurrent';

type Settings = Extract<SequenceModel, { kind: 'rnn' }>;

/**
 * h_t = tanh(W_h h_{t−1} + W_x x_t + b), or without tanh (Elman, Cognitive Science 14, 1990). W_h starts with a given
 * spectral radius: its powers, and with them ∂h_t/∂h_0, shrink or grow like ρᵗ (Pascanu, Mikolov & Bengio, ICML 2013).
 */
export function rnnCell({
  activation,
  start,
  radius,
}: Pick<Settings, 'activation' | 'start' | 'radius'>): Cell {
  return {
    gates: 1,
    states: 1,
    names: { states: ['h'], gates: [] },
    openings: () => [],
    offsets: () => [0],
    weights: (width) => [{ name: 'W_h', shape: [width, width], start: { kind: start, radius } }],
    step([h], projected, [recurrence]) {
      const sum = op.add(op.dot(h, recurrence), projected);
      return [activation === 'tanh' ? op.tanh(sum) : sum];
    },
  };
}

export const rnn = (settings: Settings, input: InputKind): Body =>
  recurrent(rnnCell(settings), input, settings);
