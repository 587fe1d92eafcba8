import type { LeastSquaresOptimiser } from '../../../src/optimise';
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
export function rowsOf(p: Value): Value {
  const [size, rate, frequency, level] = [0, 1, 2, 3].map((k) => op.element(p, k));
  const t = op.constant(times);
  const wave = op.multiply(op.exp(op.negate(op.multiply(t, rate))), op.cos(op.multiply(t, frequency)));
  return op.subtract(op.add(op.multiply(wave, size), level), op.constant(measured));
}

/** The same in plain numbers: rows, their Jacobian, and their second derivative along a direction. */
export function plainRows(p: ArrayLike<number>) {
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

export const plainLoss = (p: ArrayLike<number>) =>
  plainRows(p).reduce((sum, { value }) => sum + value ** 2, 0);

export type State = Readonly<Record<string, Elements>>;

/** Pieces of work of an optimiser in plain TypeScript on rows as a function of the parameters. */
export function machine(
  optimiser: LeastSquaresOptimiser,
  rows: (p: Value) => Value,
  count: number,
  settings: Readonly<Record<string, number>> = {},
) {
  const types = optimiser.state(count, 1, 'float64');
  const names = Object.keys(types);
  const whole = trace('rows', [types.parameters], (p) => [rows(p)]);
  const height = whole.outputs[0].shape[0];
  const jacobian = vmap(vjp(whole), [null, 0], height);
  const terms = (loss: Value) => op.reshape(loss, [1]);
  const program: Program = trace(
    'attempt',
    names.map((name) => types[name]),
    (...values) => {
      const next = optimiser.advance(
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
          slope(p) {
            const r = rows(p);
            const loss = op.inner(r, r);
            return { slope: gradient([r], [r], [p])[0], loss, terms: terms(loss) };
          },
          product(p, direction) {
            const first = taylor(whole, [p], 0, [direction])[0].derivative([1]);
            return gradient([rows(p)], [first], [p])[0];
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
        Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, op.constant(value)])),
      );
      return names.map((name) => next[name]);
    },
  );
  check(program);
  return {
    begin: (start: Float64Array): State =>
      Object.fromEntries(
        Object.entries(optimiser.initial(start, 1)).map(([name, data]) => [name, Float64Array.from(data)]),
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
