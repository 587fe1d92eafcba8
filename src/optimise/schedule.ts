import * as op from '../program';
import type { Value } from '../program';
import type { State } from './optimiser';

/** How a learning rate falls over a phase, by the number that the program is given for it. */
export const schedules = ['linear', 'constant', 'cosine', 'exponential'] as const;
export type Schedule = (typeof schedules)[number];

/** What is left of the learning rate at the end of an exponential fall. */
const leftover = 1e-2;

export const scheduleSettings = ['learningRate', 'phaseSteps', 'schedule', 'warmUp'] as const;

/**
 * The learning rate of step k = 1, 2 …, with p = (k − 1)/steps: the full one times min(1, k/warmUp) times
 *
 *   linear min(1, 2(1 − p)), constant 1, cosine (1 + cos πp)/2 (Loshchilov & Hutter, ICLR 2017, eq. 5), exponential 0.01ᵖ.
 * @param count k, a float
 */
export function scheduledRate(
  count: Value,
  { learningRate, phaseSteps, schedule, warmUp }: State<Value>,
): Value {
  const done = op.minimum(op.divide(op.subtract(count, 1), phaseSteps), 1);
  const shares: Record<Schedule, Value> = {
    linear: op.minimum(op.multiply(op.subtract(1, done), 2), 1),
    constant: op.scalarLike(1, done),
    cosine: op.multiply(op.add(op.cos(op.multiply(done, Math.PI)), 1), 0.5),
    exponential: op.exp(op.multiply(done, Math.log(leftover))),
  };
  const share = schedules.reduce(
    (chosen, name, k) => op.select(op.equal(schedule, k), shares[name], chosen),
    shares.constant,
  );
  const risen = op.minimum(op.divide(count, op.maximum(warmUp, 1)), 1);
  return op.multiply(learningRate, op.multiply(share, risen));
}
