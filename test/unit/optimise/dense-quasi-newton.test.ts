import { describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { evaluate, tensor, trace, type Elements, type Value } from '../../../src/program';
import {
  bfgs,
  broydenFactors,
  selfScaledBfgs,
  selfScaledBroyden,
  selfScaledBroydenMethod,
  type Optimiser,
} from '../../../src/optimise';
import { randomElements } from '../../support/random';
import { DenseInverse, type Formula } from './dense-oracle';
import { Drive, inner, plainRosenbrock, rosenbrock } from './support';

const start = (count: number) => Float64Array.from({ length: count }, (_, k) => (k % 2 === 0 ? -1.2 : 1));
const largest = (values: ArrayLike<number>) => Math.max(...Array.from(values, Math.abs));

/** H = scale·inverse + basisᵀ core basis of a state, dense. */
function denseInverse({ inverse, basis, core, scale }: Readonly<Record<string, Elements>>, count: number) {
  const rank = Math.sqrt(core.length);
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_unused, j) => {
      let sum = scale[0] * inverse[i * count + j];
      for (let p = 0; p < rank; p++)
        for (let q = 0; q < rank; q++)
          sum += basis[p * count + i] * core[p * rank + q] * basis[q * count + j];
      return sum;
    }),
  );
}

/** Follows the optimiser's steps with a dense inverse Hessian. */
function compareWithOracle(
  optimiser: Optimiser,
  count: number,
  steps: number,
): { folds: number; worst: number } {
  const drive = new Drive(optimiser, start(count), rosenbrock);
  const oracle = new DenseInverse(count, optimiser.name as Formula);
  let folds = 0;
  let worst = 0;
  for (let step = 0; step < steps; step++) {
    const before = drive.step();
    const alpha = before.trialStep[0];
    const s = before.direction.map((value) => alpha * value);
    const y = drive.state.gradient.map((value, k) => value - before.gradient[k]);
    oracle.update(s, y, before.gradient, alpha);
    if (drive.number('pending') === 0) folds++;
    const size = largest(oracle.inverse.flat());
    const found = denseInverse(drive.state, count);
    found.forEach((row, i) =>
      row.forEach((value, j) => {
        worst = Math.max(worst, Math.abs(value - oracle.inverse[i][j]) / size);
      }),
    );
    const direction = oracle.times(drive.state.gradient);
    const difference = direction.map((value, k) => value + drive.state.direction[k]);
    worst = Math.max(worst, largest(difference) / largest(direction));
  }
  return { folds, worst };
}

describe('dense quasi-Newton methods', () => {
  it('factors give the update of the formula', () => {
    const count = 7;
    const types = [...[1, 2, 3].map(() => tensor('float64', [count])), tensor('float64'), tensor('float64')];
    const program = trace('factors', types, (s, y, image, slope, length) => {
      const { keep, imageImage, imageStep, stepStep } = broydenFactors(
        selfScaledBroydenMethod,
        s,
        y,
        image,
        slope,
        length,
        op.constant(0, 'int32'),
      );
      return [keep, imageImage, imageStep, stepStep];
    });
    for (let seed = 0; seed < 20; seed++) {
      const oracle = new DenseInverse(count);
      const [s, noise, before] = [1, 2, 3].map((k) => randomElements([count], 10 * seed + k));
      const y = s.map((value, k) => (0.2 + seed / 5) * value + 0.3 * noise[k] * Math.sign(value * noise[k]));
      const alpha = 0.3 + seed / 10;
      const falling = before.map((value, k) => value - 3 * s[k]);
      const [keep, imageImage, imageStep, stepStep] = evaluate(program, [
        ...[s, y, y],
        ...[inner(s, falling), alpha].map((value) => Float64Array.of(value)),
      ]).map(([value]) => value);
      oracle.update(s, y, falling, alpha);
      oracle.inverse.forEach((row, i) =>
        row.forEach((value, j) => {
          const low =
            imageImage * y[i] * y[j] + imageStep * (y[i] * s[j] + s[i] * y[j]) + stepStep * s[i] * s[j];
          expect(Math.abs((i === j ? keep : 0) + low - value)).toBeLessThan(1e-12 * (1 + Math.abs(value)));
        }),
      );
    }
  });

  for (const count of [6, 10]) {
    for (const optimiser of [selfScaledBroyden, selfScaledBfgs, bfgs]) {
      it(`${optimiser.name} keeps the inverse Hessian of the dense formula over 50 steps in ${count} variables`, () => {
        const { folds, worst } = compareWithOracle(optimiser, count, 50);
        expect(folds).toBeGreaterThan(0);
        expect(worst).toBeLessThan(1e-10);
      });
    }
  }

  it('takes steps that satisfy the weak Wolfe conditions', () => {
    const drive = new Drive(selfScaledBroyden, start(8), rosenbrock);
    for (let step = 0; step < 60; step++) {
      const before = drive.step();
      const there = plainRosenbrock(before.parameters);
      const here = plainRosenbrock(drive.state.parameters);
      const slope = inner(there.gradient, before.direction);
      expect(slope).toBeLessThan(0);
      expect(here.loss).toBeLessThanOrEqual(
        there.loss + 1e-4 * before.trialStep[0] * slope + 1e-14 * there.loss,
      );
      expect(inner(here.gradient, before.direction)).toBeGreaterThanOrEqual(0.9 * slope * (1 + 1e-10));
      expect(drive.number('loss')).toBeCloseTo(here.loss, 10);
      expect(drive.number('terms')).toBe(drive.number('loss'));
    }
  });

  it('converges on a stretched quadratic', () => {
    const scales = [1, 3, 10, 30, 100, 1000];
    const bowl = (x: Value) => {
      const away = op.subtract(x, 1);
      return op.inner(op.multiply(away, away), op.constant(scales));
    };
    const drive = new Drive(selfScaledBroyden, new Float64Array(6), bowl);
    for (let step = 0; step < 40; step++) drive.step();
    expect(drive.number('loss')).toBeLessThan(1e-16);
    drive.state.parameters.forEach((x) => expect(x).toBeCloseTo(1, 8));
  });

  for (const optimiser of [selfScaledBroyden, selfScaledBfgs, bfgs]) {
    it(`${optimiser.name} converges on the function of Rosenbrock`, () => {
      const drive = new Drive(optimiser, start(6), rosenbrock);
      let evaluations = 0;
      while (drive.number('loss') > 1e-18 || evaluations < 2) {
        drive.advance();
        expect(++evaluations).toBeLessThan(400);
      }
      expect(drive.number('resets')).toBe(0);
    });
  }

  it('outlives a loss that is not finite during a search', () => {
    // Its logarithm has no value where the first trial step leads.
    const barrier = (x: Value) => op.sum(op.subtract(op.multiply(x, 3), op.log(x)));
    const drive = new Drive(selfScaledBroyden, Float64Array.of(0.5, 0.4), barrier);
    drive.advance();
    const trial = drive.state.parameters.map(
      (x, k) => x + drive.number('trialStep') * drive.state.direction[k],
    );
    expect(Math.min(...trial)).toBeLessThan(0);
    for (let step = 0; step < 20; step++) drive.step();
    drive.state.parameters.forEach((x) => expect(x).toBeCloseTo(1 / 3, 7));
  });

  it('starts again from the identity when a search fails, and then is stalled', () => {
    const drive = new Drive(selfScaledBroyden, start(6), rosenbrock);
    for (let step = 0; step < 20; step++) drive.step();
    const { parameters, step } = drive.state;
    drive.offset = 1e6;
    while (drive.number('resets') === 0) drive.advance();
    expect(drive.number('stalled')).toBe(0);
    expect(denseInverse(drive.state, 6)).toEqual(new DenseInverse(6).inverse);
    expect(drive.state.direction).toEqual(drive.state.gradient.map((value) => -value));
    for (let evaluation = 0; evaluation < 29; evaluation++) drive.advance();
    expect(drive.number('stalled')).toBe(0);
    drive.advance();
    expect(drive.number('stalled')).toBe(1);
    expect(drive.state.parameters).toEqual(parameters);
    expect(drive.state.step).toEqual(step);
  });

  it('looks at the parameters themselves once the loss function has changed', () => {
    const drive = new Drive(selfScaledBroyden, start(6), rosenbrock);
    for (let step = 0; step < 20; step++) drive.step();
    const { parameters, step } = drive.state;
    const inverse = denseInverse(drive.state, 6);
    const loss = drive.number('loss');
    drive.offset = 1e6;
    drive.lossChanged();
    drive.advance();
    expect(drive.number('loss')).toBeCloseTo(loss + 1e6, 6);
    expect(drive.state.parameters).toEqual(parameters);
    expect(drive.state.step).toEqual(step);
    expect(denseInverse(drive.state, 6)).toEqual(inverse);
    drive.step();
    expect(drive.number('loss')).toBeLessThan(loss + 1e6);
    for (let more = 0; more < 60; more++) drive.step();
    expect(plainRosenbrock(drive.state.parameters).loss).toBeLessThan(1e-8);
  });

  it('is stalled where the slope is zero, and keeps a sound inverse Hessian', () => {
    const bowl = (x: Value) => op.inner(x, x);
    const drive = new Drive(selfScaledBroyden, new Float64Array(4), bowl);
    for (let evaluation = 0; evaluation < 80 && drive.number('stalled') === 0; evaluation++) drive.advance();
    expect(drive.number('stalled')).toBe(1);
    expect(drive.number('step')).toBe(0);
    for (const values of Object.values(drive.state)) expect(values.every(Number.isFinite)).toBe(true);
  });

  it('starts again from the identity when its direction does not descend', () => {
    const drive = new Drive(selfScaledBroyden, start(6), rosenbrock);
    for (let step = 0; step < 20; step++) drive.step();
    const wrong = drive.state.inverse.map((value) => -value);
    drive.state = { ...drive.state, inverse: wrong, core: drive.state.core.map(() => 0) };
    drive.lossChanged();
    drive.advance();
    expect(denseInverse(drive.state, 6)).toEqual(new DenseInverse(6).inverse);
    expect(drive.state.direction).toEqual(drive.state.gradient.map((value) => -value));
    const oracle = new DenseInverse(6);
    for (let step = 0; step < 20; step++) {
      const before = drive.step();
      const alpha = before.trialStep[0];
      const s = before.direction.map((value) => alpha * value);
      const y = drive.state.gradient.map((value, k) => value - before.gradient[k]);
      oracle.update(s, y, before.gradient, alpha);
    }
    const direction = oracle.times(drive.state.gradient);
    const difference = direction.map((value, k) => value + drive.state.direction[k]);
    expect(largest(difference) / largest(direction)).toBeLessThan(1e-10);
  });

  it('leaves the inverse Hessian as it is when the gradient has not changed', () => {
    const drive = new Drive(selfScaledBroyden, new Float64Array(4), (x) => op.sum(x));
    // The line through the origin falls for ever: only the steepness of a step given by hand ends the search.
    drive.advance();
    const same = drive.state;
    drive.state = { ...same, slope: same.slope.map((value) => value * 2) };
    drive.step();
    expect(denseInverse(drive.state, 4)).toEqual(new DenseInverse(4).inverse);
    for (const values of Object.values(drive.state)) expect(values.every(Number.isFinite)).toBe(true);
  });
});
