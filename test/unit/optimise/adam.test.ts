import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { adam, schedules, type Schedule } from '../../../src/optimise';
import { Drive, plainRosenbrock, rosenbrock } from './support';

const [learningRate, phaseSteps] = [0.02, 20];

/** Adam as its paper prints it, with the rate given for each step. */
function plainAdam(start: Float64Array, rates: readonly number[]): Float64Array {
  const x = Float64Array.from(start);
  const mean = new Float64Array(x.length);
  const square = new Float64Array(x.length);
  rates.forEach((rate, step) => {
    const { gradient } = plainRosenbrock(x);
    gradient.forEach((slope, k) => {
      mean[k] = 0.9 * mean[k] + 0.1 * slope;
      square[k] = 0.999 * square[k] + 0.001 * slope * slope;
      const unbiased = mean[k] / (1 - 0.9 ** (step + 1));
      x[k] -= (rate * unbiased) / (Math.sqrt(square[k] / (1 - 0.999 ** (step + 1))) + 1e-8);
    });
  });
  return x;
}

const start = Float64Array.of(-1.2, 1, 0.3, 0.7, -0.4);
const steps = Array.from({ length: phaseSteps }, (_, step) => step);
const share: Record<Schedule, (p: number) => number> = {
  linear: (p) => Math.min(1, 2 * (1 - p)),
  constant: () => 1,
  cosine: (p) => (1 + Math.cos(Math.PI * p)) / 2,
  exponential: (p) => 0.01 ** p,
};
const rates = (schedule: Schedule, warmUp: number) =>
  steps.map(
    (step) =>
      learningRate * share[schedule](step / phaseSteps) * (warmUp > 0 ? Math.min(1, (step + 1) / warmUp) : 1),
  );
const settings = (schedule: Schedule, warmUp = 0) => [
  learningRate,
  phaseSteps,
  schedules.indexOf(schedule),
  warmUp,
];
const falling = rates('linear', 0);

describe('Adam', () => {
  for (const [schedule, warmUp] of [
    ['linear', 0],
    ['constant', 0],
    ['cosine', 5],
    ['exponential', 3],
  ] as const) {
    it(`takes the steps of its formula with a ${schedule} rate and a warm-up of ${warmUp} steps`, () => {
      const drive = new Drive(adam, start, rosenbrock, settings(schedule, warmUp));
      for (let step = 1; step <= phaseSteps; step++) {
        drive.step();
        const expected = plainAdam(start, rates(schedule, warmUp).slice(0, step));
        drive.state.parameters.forEach((x, k) => expect(Math.abs(x - expected[k])).toBeLessThan(1e-13));
      }
    });
  }

  it('holds its rate for half of the phase, then brings it to zero in a straight line', () => {
    // On a slope of 1 every step is as long as the rate.
    const drive = new Drive(adam, Float64Array.of(0), (x) => op.sum(x), settings('linear'));
    const lengths = falling.map(() => {
      const before = drive.step();
      return before.parameters[0] - drive.state.parameters[0];
    });
    lengths.forEach((length, k) => expect(length).toBeCloseTo(falling[k], 9));
    expect(lengths[phaseSteps / 2]).toBeCloseTo(learningRate, 9);
    expect(lengths[phaseSteps - 1]).toBeCloseTo((2 * learningRate) / phaseSteps, 9);
    drive.step();
    expect(drive.state.parameters[0]).toBeCloseTo(-falling.reduce((sum, rate) => sum + rate, 0), 8);
  });

  it('logs the loss at which each step began, and knows no history of the loss function', () => {
    const drive = new Drive(adam, start, rosenbrock, settings('linear'));
    const before = drive.step();
    expect(drive.number('loss')).toBeCloseTo(plainRosenbrock(before.parameters).loss, 10);
    expect(drive.number('stalled')).toBe(0);
    expect(adam.lossChanged(drive.state)).toBe(drive.state);
  });
});
