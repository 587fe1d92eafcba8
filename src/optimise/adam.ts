import * as op from '../program';
import { tensor, type Value } from '../program';
import type { Evaluation, Optimiser, State } from './optimiser';
import { scheduledRate, scheduleSettings } from './schedule';
import { elementOf, zeroState } from './state';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** One step of a given length. */
export function adamStep(
  state: State<Value>,
  { loss, terms, gradient }: Evaluation,
  rate: Value,
): State<Value> {
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
}

/** Adam (Kingma & Ba, ICLR 2015, algorithm 1), with a learning rate that follows a schedule. */
export const adam: Optimiser = {
  kind: 'gradient',
  name: 'adam',
  settings: scheduleSettings,
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
  initial: (parameters, terms) => ({
    ...zeroState(adam.state(parameters.length, terms, elementOf(parameters))),
    parameters,
  }),
  trial: (state) => state.parameters,
  advance: (state, evaluation, settings) =>
    adamStep(
      state,
      evaluation,
      scheduledRate(op.convert(op.add(state.step, 1), state.mean.element), settings),
    ),
  lossChanged: (state) => state,
};
