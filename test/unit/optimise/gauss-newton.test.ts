import { describe, expect, it } from 'vitest';
import { gaussNewton } from '../../../src/optimise';
import * as op from '../../../src/program';
import { machine, plainLoss, plainRows, rowsOf } from './least-squares';
import { inner } from './support';

type Pair = readonly [number[], number[]];

/** The inverse that pairs (s, A s) stand for, newest last, by products of updates (no two loops). */
function preconditioned(pairs: readonly Pair[], v: readonly number[]): number[] {
  if (pairs.length === 0) return [...v];
  const newest = pairs[pairs.length - 1];
  const gamma = inner(newest[0], newest[1]) / inner(newest[1], newest[1]);
  const apply = (k: number, w: readonly number[]): number[] => {
    if (k < 0) return w.map((x) => gamma * x);
    const [s, y] = pairs[k];
    const rho = 1 / inner(s, y);
    const share = rho * inner(s, w);
    const before = apply(
      k - 1,
      w.map((x, i) => x - share * y[i]),
    );
    const back = share - rho * inner(y, before);
    return before.map((x, i) => x + back * s[i]);
  };
  return apply(pairs.length - 1, v);
}

/** The method in plain numbers, step by step as it is told. */
class Plain {
  damping = 1e-2;
  growth = 2;
  rejected = 0;
  accepted = 0;
  private pairs: Pair[] = [];

  constructor(
    public p: number[],
    private readonly iterations: number,
  ) {}

  /** A whole solve and the attempt behind it. */
  attempt(): void {
    const rows = plainRows(this.p);
    const project = (values: readonly number[]) =>
      this.p.map((_, i) => rows.reduce((sum, { slope }, k) => sum + slope[i] * values[k], 0));
    const matrix = (v: readonly number[]) =>
      project(rows.map(({ slope }) => inner(slope, v))).map((x, i) => x + this.damping * v[i]);
    const g = project(rows.map(({ value }) => value));
    const found: Pair[] = [];
    let x = this.p.map(() => 0);
    let r = g.map((value) => -value);
    let d = preconditioned(this.pairs, r);
    const first = inner(r, d);
    let energy = first;
    for (let k = 0; k < this.iterations && (k === 0 || energy > 1e-6 * first); k++) {
      const image = matrix(d);
      const length = energy / inner(d, image);
      found.push([d, image]);
      x = x.map((value, i) => value + length * d[i]);
      r = r.map((value, i) => value - length * image[i]);
      const z = preconditioned(this.pairs, r);
      const left = inner(r, z);
      d = z.map((value, i) => value + (left / energy) * d[i]);
      energy = left;
    }
    this.pairs = found;
    const next = this.p.map((value, i) => value + x[i]);
    const [before, after] = [plainLoss(this.p), plainLoss(next)];
    // 2 g·x + xᵀ Jᵀ J x is what the model says of the loss
    const model = 2 * inner(g, x) + inner(x, matrix(x)) - this.damping * inner(x, x);
    if (after < before) {
      const ratio = (before - after) / -model;
      this.damping = Math.max(this.damping * Math.max(0.1, 1 - (2 * ratio - 1) ** 3), 1e-16);
      this.growth = 2;
      this.p = next;
      this.accepted++;
    } else {
      this.damping *= this.growth;
      this.growth *= 2;
      this.rejected++;
    }
  }
}

describe('matrix-free Gauss–Newton', () => {
  const start = [3, 0.1, 3, -1];
  const work = (iterations: number) => machine(gaussNewton, rowsOf, 4, { iterations });

  // Later attempts of exact solves gain less than rounding.
  for (const [iterations, attempts] of [
    [3, 12],
    [20, 7],
  ]) {
    it(`makes the solves and attempts of its formulas, with at most ${iterations} iterations`, () => {
      const { begin, attempt } = work(iterations);
      let state = begin(Float64Array.from(start));
      const plain = new Plain(start, iterations);
      for (let k = 0; k < attempts; k++) {
        const before = [state.step[0], state.attempts[0]].join();
        let pieces = 0;
        while ([state.step[0], state.attempts[0]].join() === before) {
          state = attempt(state);
          expect(++pieces).toBeLessThanOrEqual(iterations + 2);
        }
        plain.attempt();
        expect(state.step[0]).toBe(plain.accepted);
        state.parameters.forEach((value, i) => expect(Math.abs(value - plain.p[i])).toBeLessThan(1e-8));
        expect(Math.abs(state.damping[0] / plain.damping - 1)).toBeLessThan(1e-5);
        expect(state.growth[0]).toBe(plain.growth);
      }
      expect(plain.rejected > 0).toBe(iterations === 3);
      expect(plain.accepted).toBeGreaterThan(5);
    });
  }

  it('converges to the least squares', () => {
    const { begin, attempt } = work(20);
    let state = begin(Float64Array.from(start));
    while (state.step[0] < 25 && state.stalled[0] === 0) state = attempt(state);
    const rows = plainRows(state.parameters);
    start.forEach((_, i) =>
      expect(Math.abs(rows.reduce((sum, { slope, value }) => sum + slope[i] * value, 0))).toBeLessThan(1e-8),
    );
  });

  it('gives a step up after six attempts, and begins again when the loss has changed', () => {
    const { begin, attempt } = machine(gaussNewton, (p) => op.add(op.multiply(p, 0), 1), 2, {
      iterations: 5,
    });
    let state = begin(Float64Array.of(1, 2));
    for (let piece = 0; piece < 100 && state.stalled[0] === 0; piece++) state = attempt(state);
    expect([state.stalled[0], state.attempts[0], state.step[0]]).toEqual([1, 6, 0]);
    expect([...state.parameters]).toEqual([1, 2]);
    const again = gaussNewton.lossChanged(state);
    expect(['stalled', 'attempts', 'known', 'growth'].map((name) => again[name][0])).toEqual([0, 0, 0, 2]);
  });

  it('takes a loss that is no number as rejected attempts', () => {
    const { begin, attempt } = machine(gaussNewton, (p) => op.log(p), 1, { iterations: 5 });
    let state = begin(Float64Array.of(-1));
    while (state.attempts[0] === 0) state = attempt(state);
    expect(state.parameters[0]).toBe(-1);
    expect(state.damping[0]).toBe(2e-2);
  });
});
