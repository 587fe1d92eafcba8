import * as op from '../program';
import { tensor, type HostArray } from '../program';
import type { Optimiser } from './optimiser';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/**
 * Adam (Kingma & Ba, ICLR 2015, algorithm 1). The learning rate is flat for the first half of the phase and then falls
 * linearly to zero at its end (`decay` 1), or is flat throughout (`decay` 0).
 */
export const adam: Optimiser = {
  kind: 'gradient',
  name: 'adam',
  settings: ['learningRate', 'phaseSteps', 'decay'],
  compiledWhole: true,
  state: (count, terms, element) => ({
    parameters: tensor(element, [count]),
    mean: tensor(element, [count]),
    square: tensor(element, [count]),
    step: tensor('int32'),
    terms: tensor(element, [terms]),
    loss: tensor(element),
    stalled: tensor('int32'),
  }),
  initial(parameters, terms) {
    const zeros = (count: number): HostArray =>
      parameters instanceof Float32Array ? new Float32Array(count) : new Float64Array(count);
    return {
      parameters,
      mean: zeros(parameters.length),
      square: zeros(parameters.length),
      step: Int32Array.of(0),
      terms: zeros(terms),
      loss: zeros(1),
      stalled: Int32Array.of(0),
    };
  },
  trial: (state) => state.parameters,
  advance(state, { loss, terms, gradient }, { learningRate, phaseSteps, decay }) {
    const step = op.add(state.step, 1);
    const count = op.convert(step, gradient.element);
    // m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²
    const mean = op.add(op.multiply(state.mean, beta1), op.multiply(gradient, 1 - beta1));
    const square = op.add(
      op.multiply(state.square, beta2),
      op.multiply(op.multiply(gradient, gradient), 1 - beta2),
    );
    // 1 − βᵏ as 1 − exp(k ln β)
    const correction = (beta: number) => op.subtract(1, op.exp(op.multiply(count, Math.log(beta))));
    const done = op.divide(op.subtract(count, 1), phaseSteps);
    const falling = op.maximum(op.minimum(op.multiply(op.subtract(1, done), 2), 1), 0);
    const rate = op.multiply(learningRate, op.add(op.multiply(decay, op.subtract(falling, 1)), 1));
    const direction = op.divide(
      op.divide(mean, correction(beta1)),
      op.add(op.sqrt(op.divide(square, correction(beta2))), epsilon),
    );
    return {
      parameters: op.subtract(state.parameters, op.multiply(direction, rate)),
      mean,
      square,
      step,
      terms,
      loss,
      stalled: state.stalled,
    };
  },
  lossChanged: (state) => state,
};
