import { describe, expect, it } from 'vitest';
import { lBfgs } from '../../../src/optimise';
import * as op from '../../../src/program';
import type { Value } from '../../../src/program';
import { Drive, inner, plainRosenbrock, rosenbrock } from './support';

const start = (count: number) => Float64Array.from({ length: count }, (_, k) => (k % 2 === 0 ? -1.2 : 1));
const remembered = 30;

/** H g from the pairs alone, newest last, by the products of BFGS updates written out (no two loops). */
function directionOf(pairs: readonly (readonly [Float64Array, Float64Array])[], gradient: Float64Array) {
  const last = pairs[pairs.length - 1];
  const gamma = inner(last[0], last[1]) / inner(last[1], last[1]);
  /** (H_k) v, H_k = Vᵀ H_{k−1} V + ρ s sᵀ with V = I − ρ y sᵀ. */
  const apply = (k: number, v: Float64Array): Float64Array => {
    if (k < 0) return v.map((x) => gamma * x);
    const [s, y] = pairs[k];
    const rho = 1 / inner(s, y);
    const share = rho * inner(s, v);
    const before = apply(
      k - 1,
      v.map((x, i) => x - share * y[i]),
    );
    const back = share - rho * inner(y, before);
    return before.map((x, i) => x + back * s[i]);
  };
  return apply(pairs.length - 1, gradient).map((x) => -x);
}

describe('L-BFGS', () => {
  it('takes the direction of its pairs over 50 steps, also when old ones are dropped', () => {
    const drive = new Drive(lBfgs, start(40), rosenbrock);
    const pairs: [Float64Array, Float64Array][] = [];
    for (let step = 0; step < 50; step++) {
      const before = drive.step();
      const s = Float64Array.from(before.direction, (d) => d * before.trialStep[0]);
      const y = Float64Array.from(drive.state.gradient, (g, k) => g - before.gradient[k]);
      pairs.push([s, y]);
      const expected = directionOf(pairs.slice(-remembered), drive.state.gradient as Float64Array);
      const size = Math.sqrt(inner(expected, expected));
      expected.forEach((d, k) => expect(Math.abs(drive.state.direction[k] - d)).toBeLessThan(1e-10 * size));
    }
    expect(drive.number('head')).toBe(20);
    expect(drive.number('resets')).toBe(0);
  });

  it('converges on the function of Rosenbrock and on a stretched quadratic', () => {
    const drive = new Drive(lBfgs, start(12), rosenbrock);
    let evaluations = 0;
    while (drive.number('loss') > 1e-18 || evaluations < 2) {
      drive.advance();
      expect(++evaluations).toBeLessThan(500);
    }
    expect(plainRosenbrock(drive.state.parameters).loss).toBeLessThan(1e-18);
    const scales = [1, 3, 10, 30, 100, 1000];
    const bowl = (x: Value) => {
      const away = op.subtract(x, 1);
      return op.inner(op.multiply(away, away), op.constant(scales));
    };
    const quadratic = new Drive(lBfgs, new Float64Array(6), bowl);
    for (let step = 0; step < 3 || quadratic.number('loss') > 1e-18; step++) {
      quadratic.step();
      expect(step).toBeLessThan(60);
    }
    quadratic.state.parameters.forEach((x) => expect(x).toBeCloseTo(1, 8));
  });

  it('forgets its pairs when a search fails, and then is stalled', () => {
    const drive = new Drive(lBfgs, start(6), rosenbrock);
    for (let step = 0; step < 10; step++) drive.step();
    drive.offset = 1e6;
    while (drive.number('resets') === 0) drive.advance();
    expect(drive.state.inverses.every((rho) => rho === 0)).toBe(true);
    expect(drive.state.direction).toEqual(drive.state.gradient.map((value) => -value));
    for (let evaluation = 0; evaluation < 30; evaluation++) drive.advance();
    expect(drive.number('stalled')).toBe(1);
  });

  it('looks at the parameters themselves once the loss function has changed, and keeps its pairs', () => {
    const drive = new Drive(lBfgs, start(6), rosenbrock);
    for (let step = 0; step < 10; step++) drive.step();
    const { steps, parameters } = drive.state;
    drive.offset = 5;
    drive.lossChanged();
    drive.advance();
    expect(drive.state.parameters).toEqual(parameters);
    expect(drive.state.steps).toEqual(steps);
    const loss = drive.number('loss');
    drive.step();
    expect(drive.number('loss')).toBeLessThan(loss);
  });
});
