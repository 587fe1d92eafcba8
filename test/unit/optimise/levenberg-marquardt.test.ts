import { describe, expect, it } from 'vitest';
import { levenbergMarquardt } from '../../../src/optimise';
import * as op from '../../../src/program';
import { machine, plainLoss, plainRows, rowsOf } from './least-squares';
import { inner as dot } from './support';

/** Solution of A x = b by elimination with pivots. */
function solved(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, k) => [...row, right[k]]);
  const n = right.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, row, j) => (Math.abs(row[k]) > Math.abs(rows[best][k]) ? k + j : best), k);
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    for (let j = 0; j < n; j++) {
      if (j === k) continue;
      const factor = rows[j][k] / rows[k][k];
      rows[j] = rows[j].map((value, column) => value - factor * rows[k][column]);
    }
  }
  return rows.map((row, k) => row[n] / row[k]);
}

interface Plain {
  readonly p: number[];
  readonly damping: number;
  readonly growth: number;
  readonly loss: number;
}

/** One attempt as the papers print it. */
function plainAttempt({ p, damping, growth }: Plain): Plain {
  const rows = plainRows(p);
  const gram = p.map((_, i) =>
    p.map((_unused, j) => rows.reduce((sum, { slope }) => sum + slope[i] * slope[j], 0)),
  );
  const largest = Math.max(...p.map((_, k) => gram[k][k]));
  const scale = p.map((_, k) => Math.sqrt(gram[k][k] + 1e-12 * largest));
  const damped = gram.map((row, i) => row.map((value, j) => (i === j ? value + damping * scale[i] : value)));
  const projected = (values: readonly number[]) =>
    p.map((_, i) => rows.reduce((sum, { slope }, k) => sum + slope[i] * values[k], 0));
  const g = projected(rows.map(({ value }) => value));
  const d = solved(damped, g).map((value) => -value);
  const a = solved(damped, projected(rows.map(({ second }) => second(d)))).map((value) => -value / 2);
  const accelerated = 2 * Math.hypot(...a) < 0.75 * Math.hypot(...d);
  const next = p.map((value, k) => value + d[k] + (accelerated ? a[k] : 0));
  const [before, loss] = [plainLoss(p), plainLoss(next)];
  if (!(loss < before)) return { p, damping: damping * growth, growth: 2 * growth, loss: before };
  const predicted = dot(
    d,
    d.map((value, k) => damping * scale[k] * value - g[k]),
  );
  const ratio = (before - loss) / predicted;
  const shrink = Math.max(0.1, 1 - (2 * ratio - 1) ** 3);
  return { p: next, damping: Math.max(damping * shrink, 1e-16), growth: 2, loss };
}

describe('Levenberg–Marquardt', () => {
  const start = [3, 0.1, 3, -1];

  it('makes the attempts of its formulas, accepted ones and rejected ones', () => {
    const { begin, attempt } = machine(levenbergMarquardt, rowsOf, 4);
    let state = begin(Float64Array.from(start));
    let plain: Plain = { p: start, damping: 1e-2, growth: 2, loss: plainLoss(start) };
    let [steps, rejected] = [0, 0];
    for (let k = 0; k < 20; k++) {
      const before = plain;
      state = attempt(state);
      plain = plainAttempt(plain);
      if (plain.p === before.p) rejected++;
      else steps++;
      state.parameters.forEach((value, i) => expect(Math.abs(value - plain.p[i])).toBeLessThan(1e-9));
      expect(Math.abs(state.loss[0] - plain.loss)).toBeLessThan(1e-10);
      expect(Math.abs(state.damping[0] / plain.damping - 1)).toBeLessThan(1e-6);
      expect([state.growth[0], state.step[0]]).toEqual([plain.growth, steps]);
    }
    expect(rejected).toBeGreaterThan(0);
    expect(plain.loss).toBeLessThan(1e-2);
  });

  it('gives a step up after six attempts, and begins again when the loss has changed', () => {
    // the lowest loss is at hand: no step lowers it
    const { begin, attempt } = machine(levenbergMarquardt, (p) => op.add(op.multiply(p, 0), 1), 2);
    let state = begin(Float64Array.of(1, 2));
    for (let k = 1; k <= 6; k++) {
      expect(state.stalled[0]).toBe(0);
      state = attempt(state);
      expect(state.attempts[0]).toBe(k);
    }
    expect(state.stalled[0]).toBe(1);
    expect([...state.parameters]).toEqual([1, 2]);
    const again = levenbergMarquardt.lossChanged(state);
    expect(['stalled', 'attempts', 'known', 'growth'].map((name) => again[name][0])).toEqual([0, 0, 0, 2]);
    expect(again.damping).toBe(state.damping);
  });

  it('takes a matrix without a factor, and a loss that is no number, as rejected attempts', () => {
    const { begin, attempt } = machine(levenbergMarquardt, (p) => op.log(p), 1);
    const state = attempt(begin(Float64Array.of(-1)));
    expect(state.loss[0]).toBeNaN();
    expect([state.parameters[0], state.attempts[0], state.damping[0]]).toEqual([-1, 1, 2e-2]);
  });
});
