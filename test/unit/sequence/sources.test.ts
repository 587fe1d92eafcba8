import { describe, expect, it } from 'vitest';
import { spectralRadius } from '../../../src/sequence/linear-algebra';
import { sourceOf } from '../../../src/sequence/sources';
import { dyckEntropy } from '../../../src/sequence/sources/dyck';
import { forwardEntropy } from '../../../src/sequence/sources/hidden-markov';
import { integrate, lyapunovExponent } from '../../../src/sequence/sources/integrate';
import { lorenzFlow } from '../../../src/sequence/sources/lorenz';
import { markovEntropy, markovTable } from '../../../src/sequence/sources/markov';
import { pendulumFlow } from '../../../src/sequence/sources/pendulum';
import { partsOf, type NumberSequences, type SymbolSequences } from '../../../src/sequence/sequences';
import { sequenceStudy } from '../../support/sequences';

const symbols = (source: object, changes: object = {}) =>
  sourceOf(sequenceStudy({ source, ...changes }), {}).sequences as SymbolSequences;
const numbers = (source: object) => sourceOf(sequenceStudy({ source }), {}).sequences as NumberSequences;

/** Mean of −ln p(next | `order` before) of a sequence's own counts. */
function countedEntropy(elements: ArrayLike<number>, order: number): number {
  const [runs, contexts] = [new Map<string, number>(), new Map<string, number>()];
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let k = order; k < elements.length; k++) {
    const context = Array.from({ length: order }, (_, j) => elements[k - order + j]).join();
    add(contexts, context);
    add(runs, `${context}|${elements[k]}`);
  }
  let sum = 0;
  for (const [run, count] of runs) sum -= count * Math.log(count / contexts.get(run.split('|')[0])!);
  return sum / (elements.length - order);
}

describe('processes with a known entropy rate', () => {
  it('a two-state chain has that of its formula', () => {
    const [p, q] = [0.3, 0.1];
    const h = (x: number) => -x * Math.log(x) - (1 - x) * Math.log(1 - x);
    const exact = (q * h(p) + p * h(q)) / (p + q);
    expect(markovEntropy(Float64Array.of(1 - p, p, q, 1 - q), 2, 1)).toBeCloseTo(exact, 12);
    // going round in a circle tells nothing new
    expect(markovEntropy(Float64Array.of(0, 1, 1, 0), 2, 1)).toBe(0);
  });

  it('a chain of order 2: what is drawn has its rate', () => {
    const { inputs, entropyRate } = symbols({ kind: 'markov', symbols: 3, order: 2, length: 60_000 });
    expect(Math.abs(countedEntropy(inputs, 2) / entropyRate! - 1)).toBeLessThan(0.01);
    expect(countedEntropy(inputs, 1)).toBeGreaterThan(1.02 * entropyRate!);
  });

  it('rows of the table are probabilities, even where the sharpness is 0', () => {
    const table = markovTable(4, 1, 0, 7);
    expect([...table]).toEqual(new Array(16).fill(0.25));
  });

  it('a hidden chain that can be seen has the rate of the chain', () => {
    const moves = Float64Array.of(0.7, 0.3, 0.1, 0.9);
    const model = { states: 2, symbols: 2, moves, emissions: Float64Array.of(1, 0, 0, 1) };
    const elements = symbols({ kind: 'markov', symbols: 2, order: 1, length: 20_000 }).inputs;
    let expected = Math.log(2);
    for (let k = 1; k < elements.length; k++) expected -= Math.log(moves[2 * elements[k - 1] + elements[k]]);
    // the first belief is uniform before its first move
    const first = Math.log((moves[elements[0]] + moves[2 + elements[0]]) / 2);
    expect(forwardEntropy(model, elements)).toBeCloseTo(
      (expected - Math.log(2) - first) / elements.length,
      12,
    );
  });

  it('a hidden Markov source is never below its estimate, and above it for short contexts', () => {
    const { inputs, entropyRate } = symbols({ kind: 'hidden-markov', states: 3, symbols: 3, length: 40_000 });
    expect(countedEntropy(inputs, 0)).toBeGreaterThan(entropyRate!);
    expect(countedEntropy(inputs, 4)).toBeGreaterThan(0.99 * entropyRate!);
  });

  it('brackets are balanced, never deeper than allowed, and carry what the formula says', () => {
    const [pairs, depth] = [2, 3];
    const { inputs, entropyRate } = symbols({ kind: 'dyck', pairs, depth, length: 60_000 });
    const open: number[] = [];
    let nats = 0;
    for (const element of inputs) {
      const choices = open.length === 0 ? pairs : open.length === depth ? 1 : 2;
      if (element < pairs) {
        nats += open.length === 0 ? Math.log(pairs) : Math.LN2 + Math.log(pairs);
        open.push(element);
      } else {
        nats += choices === 1 ? 0 : Math.LN2;
        expect(open.pop()).toBe(element - pairs);
      }
      expect(open.length).toBeLessThanOrEqual(depth);
    }
    expect(Math.abs(nats / inputs.length / entropyRate! - 1)).toBeLessThan(0.01);
    expect(dyckEntropy(1, 1)).toBe(0);
  });
});

describe('tasks', () => {
  it('copy asks for the symbols after the lag, and for nothing else', () => {
    const data = symbols({ kind: 'copy', symbols: 4, payload: 2, lag: 3, examples: 20 });
    expect(data.example).toBe(7);
    for (let from = 0; from < data.places; from += 7) {
      expect([...data.targets.subarray(from + 5, from + 7)]).toEqual([
        ...data.inputs.subarray(from, from + 2),
      ]);
      expect([...data.weights!.subarray(from, from + 7)]).toEqual([0, 0, 0, 0, 0, 1, 1]);
      expect([...data.inputs.subarray(from + 2, from + 7)]).toEqual([4, 4, 4, 5, 5]);
    }
  });

  it('adding marks one number in each half, and asks for their sum', () => {
    const data = numbers({ kind: 'adding', span: 10, examples: 30 });
    for (let from = 0; from < 300; from += 10) {
      const marked = Array.from({ length: 10 }, (_, k) => k).filter(
        (k) => data.inputs[2 * (from + k) + 1] === 1,
      );
      expect(marked.map((k) => (k < 5 ? 0 : 1))).toEqual([0, 1]);
      const sum = marked.reduce((total, k) => total + data.inputs[2 * (from + k)], 0);
      expect(data.targets[from + 9]).toBeCloseTo(sum, 15);
    }
    expect(data.weights!.reduce((a, b) => a + b, 0)).toBe(30);
  });

  it('parity begins anew with each example', () => {
    const { inputs, targets } = symbols({ kind: 'parity', span: 4, examples: 12 });
    for (let place = 0; place < 48; place++) {
      const seen = inputs.subarray(place - (place % 4), place + 1);
      expect(targets[place]).toBe(seen.reduce((a, b) => a + b, 0) % 2);
    }
  });

  it('parts are whole examples in their order, and cover everything once', () => {
    const data = symbols({ kind: 'parity', span: 4, examples: 25 });
    const { training, validation, test } = partsOf(data, { validation: 0.1, test: 0.2 });
    expect([training.from, training.to, validation.to, test.from, test.to]).toEqual([0, 68, 80, 80, 100]);
  });
});

describe('trajectories', () => {
  it('the integrator meets an exact solution, and its tolerance', () => {
    const flow = (_t: number, [x, v]: Float64Array, slope: Float64Array) => {
      slope[0] = v;
      slope[1] = -x;
    };
    for (const tolerance of [1e-6, 1e-11]) {
      const rows = integrate(flow, Float64Array.of(1, 0), 0.5, 21, tolerance);
      const error = Math.abs(rows[40] - Math.cos(10));
      expect(error).toBeLessThan(1000 * tolerance);
    }
  });

  it('Lorenz 63 has its known exponent', () => {
    const flow = lorenzFlow(10, 28, 8 / 3);
    const start = integrate(flow, Float64Array.of(1, 1, 20), 20, 2).slice(3);
    expect(Math.abs(lyapunovExponent(flow, start, 0.5, 600) - 0.9056)).toBeLessThan(0.05);
  });

  it('a pendulum without friction and drive keeps its energy', () => {
    const rows = integrate(pendulumFlow(0, 0, 1), Float64Array.of(2, 0, 0), 0.1, 101);
    const energy = (k: number) => rows[3 * k + 1] ** 2 / 2 - Math.cos(rows[3 * k]);
    for (let k = 0; k <= 100; k += 10) expect(energy(k)).toBeCloseTo(energy(0), 8);
  });

  it('a series is scaled by its training part, and its targets are the next steps', () => {
    const text = { x: Float64Array.from({ length: 200 }, (_, k) => Math.sin(k / 5) * 3 + 1) };
    const study = sequenceStudy({ source: { kind: 'series', file: 'a.csv', columns: ['x'] } });
    const data = sourceOf(study, { columns: text }).sequences as NumberSequences;
    const { mean, deviation, increment } = data.series!;
    for (const place of [0, 50, 198]) {
      expect(data.inputs[place] * deviation[0] + mean[0]).toBeCloseTo(text.x[place], 12);
      expect(text.x[place] + data.targets[place] * increment[0]).toBeCloseTo(text.x[place + 1], 12);
    }
    expect(data.places).toBe(199);
  });

  it('Lorenz and pendulum give what their columns say', () => {
    const data = numbers({ kind: 'pendulum', length: 400 });
    const { mean, deviation } = data.series!;
    const value = (place: number, column: number) =>
      data.inputs[5 * place + column] * deviation[column] + mean[column];
    for (const place of [0, 100, 398]) expect(value(place, 0) ** 2 + value(place, 1) ** 2).toBeCloseTo(1, 10);
    expect(numbers({ kind: 'lorenz', length: 300 }).series!.lyapunov).toBeGreaterThan(0.7);
  });
});

describe('spectral radius', () => {
  it('is that of matrices with known eigenvalues', () => {
    expect(spectralRadius([2, 1, 0, -3], 2)).toBeCloseTo(3, 4);
    expect(spectralRadius([0, -1, 1, 0], 2)).toBeCloseTo(1, 6);
    expect(spectralRadius([0, 1, 0, 0], 2)).toBe(0);
  });
});
