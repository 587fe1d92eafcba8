import { describe, expect, it } from 'vitest';
import { levenbergMarquardt } from '../../../src/optimise';
import * as op from '../../../src/program';
import {
  check,
  evaluate,
  gradient,
  taylor,
  trace,
  vjp,
  vmap,
  type Elements,
  type Program,
  type Value,
} from '../../../src/program';

/** Times and values of an exponential that decays while it swings; no parameters give all of them. */
const times = Array.from({ length: 12 }, (_, k) => k / 4);
const measured = times.map(
  (t) => 1.7 * Math.exp(-0.8 * t) * Math.cos(2.3 * t) + 0.3 + 0.01 * Math.sin(31 * t),
);

/** Rows p₀ exp(−p₁ t) cos(p₂ t) + p₃ − value. */
function rowsOf(p: Value): Value {
  const [size, rate, frequency, level] = [0, 1, 2, 3].map((k) => op.element(p, k));
  const t = op.constant(times);
  const wave = op.multiply(op.exp(op.negate(op.multiply(t, rate))), op.cos(op.multiply(t, frequency)));
  return op.subtract(op.add(op.multiply(wave, size), level), op.constant(measured));
}

/** The same in plain numbers: rows, their Jacobian, and their second derivative along a direction. */
function plainRows(p: ArrayLike<number>) {
  const [size, rate, frequency, level] = Array.from(p);
  return times.map((t, k) => {
    const [decay, c, s] = [Math.exp(-rate * t), Math.cos(frequency * t), Math.sin(frequency * t)];
    const second = (d: ArrayLike<number>) =>
      decay *
      (2 * d[0] * (-t * c * d[1] - t * s * d[2]) +
        size * (t * t * c * d[1] ** 2 + 2 * t * t * s * d[1] * d[2] - t * t * c * d[2] ** 2));
    return {
      value: size * decay * c + level - measured[k],
      slope: [decay * c, -size * t * decay * c, -size * t * decay * s, 1],
      second,
    };
  });
}

const plainLoss = (p: ArrayLike<number>) => plainRows(p).reduce((sum, { value }) => sum + value ** 2, 0);

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

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, k) => sum + value * b[k], 0);

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

type State = Readonly<Record<string, Elements>>;

/** Attempts of the optimiser in plain TypeScript on rows as a function of the parameters. */
function machine(rows: (p: Value) => Value, count: number) {
  const types = levenbergMarquardt.state(count, 1, 'float64');
  const names = Object.keys(types);
  const whole = trace('rows', [types.parameters], (p) => [rows(p)]);
  const height = whole.outputs[0].shape[0];
  const jacobian = vmap(vjp(whole), [null, 0], height);
  const terms = (loss: Value) => op.reshape(loss, [1]);
  const program: Program = trace(
    'attempt',
    names.map((name) => types[name]),
    (...values) => {
      const next = levenbergMarquardt.advance(
        Object.fromEntries(names.map((name, k) => [name, values[k]])),
        {
          normal(p) {
            const r = rows(p);
            const identity = op.equal(
              op.iota('int32', [height, height], 0),
              op.iota('int32', [height, height], 1),
            );
            const [j] = op.inline(jacobian, [p, op.convert(identity, 'float64')]);
            const loss = op.inner(r, r);
            const slope = op.dot(op.reshape(r, [1, height]), j);
            // what stands above the diagonal must not count
            const above = op.less(op.iota('int32', [count, count], 0), op.iota('int32', [count, count], 1));
            const gram = op.select(above, 1e9, op.dot(j, j, { transposeLeft: true }));
            return { gram, slope: op.reshape(slope, [count]), loss, terms: terms(loss) };
          },
          curvature(p, direction) {
            const second = taylor(whole, [p], 0, [direction])[0].derivative([2]);
            return gradient([rows(p)], [second], [p])[0];
          },
          loss(p) {
            const r = rows(p);
            const loss = op.inner(r, r);
            return { loss, terms: terms(loss) };
          },
        },
        {},
      );
      return names.map((name) => next[name]);
    },
  );
  check(program);
  return {
    begin: (start: Float64Array): State =>
      Object.fromEntries(
        Object.entries(levenbergMarquardt.initial(start, 1)).map(([name, data]) => [
          name,
          Float64Array.from(data),
        ]),
      ),
    attempt(state: State): State {
      const results = evaluate(
        program,
        names.map((name) => state[name]),
      );
      return Object.fromEntries(names.map((name, k) => [name, results[k]]));
    },
  };
}

describe('Levenberg–Marquardt', () => {
  const start = [3, 0.1, 3, -1];

  it('makes the attempts of its formulas, accepted ones and rejected ones', () => {
    const { begin, attempt } = machine(rowsOf, 4);
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
    const { begin, attempt } = machine((p) => op.add(op.multiply(p, 0), 1), 2);
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
    const { begin, attempt } = machine((p) => op.log(p), 1);
    const state = attempt(begin(Float64Array.of(-1)));
    expect(state.loss[0]).toBeNaN();
    expect([state.parameters[0], state.attempts[0], state.damping[0]]).toEqual([-1, 1, 2e-2]);
  });
});
