import {
  gradient,
  evaluate,
  tensor,
  trace,
  type Elements,
  type Program,
  type Value,
} from '../../../src/program';
import * as op from '../../../src/program';
import type { Optimiser } from '../../../src/optimise';

type State = Readonly<Record<string, Elements>>;

/** One evaluation after the other of an optimiser, in plain TypeScript, on a function of its parameters. */
export class Drive {
  state: State;
  /** Added to the loss, and not to its gradient. */
  offset = 0;
  private readonly program: Program;
  private readonly names: readonly string[];

  constructor(
    private readonly optimiser: Optimiser,
    start: Float64Array,
    loss: (x: Value) => Value,
    private readonly settings: readonly number[] = [],
  ) {
    const types = optimiser.state(start.length, 1, 'float64');
    this.names = Object.keys(types);
    const initial = optimiser.initial(start, 1);
    this.state = Object.fromEntries(this.names.map((name) => [name, Float64Array.from(initial[name])]));
    const inputs = [
      ...this.names.map((name) => types[name]),
      ...[...optimiser.settings, 'offset'].map(() => tensor('float64')),
    ];
    this.program = trace('advance', inputs, (...values) => {
      const now = Object.fromEntries(this.names.map((name, k) => [name, values[k]]));
      const given = Object.fromEntries(
        optimiser.settings.map((name, k) => [name, values[this.names.length + k]]),
      );
      const x = optimiser.trial(now);
      const value = loss(x);
      const [slope] = gradient([value], [op.constant(1)], [x]);
      const told = op.add(value, values[values.length - 1]);
      const found = { loss: told, terms: op.reshape(value, [1]), gradient: slope };
      const next = optimiser.advance(now, found, given);
      return this.names.map((name) => next[name]);
    });
  }

  /** Digests one evaluation. */
  advance(): void {
    const inputs = this.names.map((name) => this.state[name]);
    const scalars = [...this.settings, this.offset].map((value) => Float64Array.of(value));
    const results = evaluate(this.program, [...inputs, ...scalars]);
    this.state = Object.fromEntries(this.names.map((name, k) => [name, results[k]]));
  }

  /** Goes on until a step is done, and gives the state before its last evaluation. */
  step(): State {
    const wanted = this.number('step') + 1;
    for (let evaluations = 0; evaluations < 200; evaluations++) {
      const before = this.state;
      this.advance();
      if (this.number('step') === wanted) return before;
    }
    throw new Error('No step was accepted in 200 evaluations.');
  }

  number(name: string): number {
    return this.state[name][0];
  }

  lossChanged(): void {
    const changed = this.optimiser.lossChanged(this.state);
    this.state = Object.fromEntries(this.names.map((name) => [name, Float64Array.from(changed[name])]));
  }
}

/** Σ 100 (x_{k+1} − x_k²)² + (1 − x_k)² (Rosenbrock, 1960, chained), as a program. */
export function rosenbrock(x: Value): Value {
  const count = x.shape[0];
  const head = op.slice(x, [0], [count - 1]);
  const tail = op.slice(x, [1], [count - 1]);
  const valley = op.subtract(tail, op.multiply(head, head));
  const away = op.subtract(1, head);
  return op.add(op.multiply(op.inner(valley, valley), 100), op.inner(away, away));
}

/** The same, and its gradient, written by hand. */
export function plainRosenbrock(x: ArrayLike<number>): { loss: number; gradient: Float64Array } {
  let loss = 0;
  const slope = new Float64Array(x.length);
  for (let k = 0; k + 1 < x.length; k++) {
    const valley = x[k + 1] - x[k] ** 2;
    loss += 100 * valley ** 2 + (1 - x[k]) ** 2;
    slope[k] += -400 * x[k] * valley - 2 * (1 - x[k]);
    slope[k + 1] += 200 * valley;
  }
  return { loss, gradient: slope };
}

export const inner = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, k) => sum + value * b[k], 0);
