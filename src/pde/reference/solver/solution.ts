import type { Columns } from '../exact';
import { dot, type Discrete } from './discrete';
import { denseWeights, type TimeStep } from './radau';
import type { RadauScheme } from './radau-scheme';

/** A computed solution that can be asked at any point of its box. */
export class Solution {
  constructor(
    readonly discrete: Discrete,
    private readonly scheme: RadauScheme,
    /** Steps in time; for a steady problem none. */
    readonly steps: readonly TimeStep[],
    /** The coefficients where there are no steps; else those at the start. */
    readonly steady: Float64Array,
  ) {}

  /** The coefficients of all states at a time. */
  at(time: number): Float64Array {
    const { steps } = this;
    if (steps.length === 0) return this.steady;
    let low = 0;
    let high = steps.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (steps[middle].start <= time) low = middle;
      else high = middle;
    }
    const step = steps[low];
    const share = (time - step.start) / step.width;
    const { states } = this.discrete.system;
    const [moving, fixed] = [true, false].map((moves) => denseWeights(this.scheme, share, moves));
    const result = step.y.slice();
    step.increments.forEach((own, i) => {
      for (let k = 0; k < result.length; k++) {
        // What is given at the start may not fit the conditions: the first step is told by its stages alone.
        const weights = low > 0 && states[this.discrete.stateOf[k]].moves ? moving : fixed;
        result[k] += weights[i] * own[k];
      }
    });
    return result;
  }

  /** Fields at points: one array for each coordinate, all of one length. */
  evaluate(points: Readonly<Columns>): Columns {
    const { system } = this.discrete;
    const { time, space, states, fields } = system;
    const names = [...(time ? [time.name] : []), ...space.map(({ name }) => name)];
    const count = points[names[0]].length;
    const wanted = fields.map((field) => states.findIndex((state) => state.field === field));
    const result = Object.fromEntries(fields.map((field) => [field, new Float64Array(count)]));
    const order = Int32Array.from({ length: count }, (_, i) => i);
    const times = time ? points[time.name] : new Float64Array(count);
    order.sort((a, b) => times[a] - times[b]);
    const none = space.map(() => 0);
    const rows = new Map<string, ReturnType<Discrete['rowsAt']>>();
    let known = NaN;
    let y = this.steady;
    for (const i of order) {
      if (times[i] !== known) {
        known = times[i];
        y = this.at(known);
      }
      const place = space.map(({ name }) => points[name][i]);
      fields.forEach((field, k) => {
        const key = `${k} ${place.join()}`;
        let row = rows.get(key);
        if (row === undefined) {
          row = this.discrete.rowsAt(wanted[k], place, none);
          if (rows.size < 20_000) rows.set(key, row);
        }
        result[field][i] = dot(row, y);
      });
    }
    return result;
  }
}
