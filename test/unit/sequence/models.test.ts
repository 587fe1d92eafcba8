import { describe, expect, it } from 'vitest';
import { check, evaluate, gradient, scalarLike, tensor, trace } from '../../../src/program';
import { neuralModel, type NeuralSettings } from '../../../src/sequence/models';
import { lstmCell } from '../../../src/sequence/models/lstm';
import { initialParameters } from '../../../src/sequence/models/model';
import { sinusoidalPositions } from '../../../src/sequence/models/transformer';
import { meanLoss } from '../../../src/sequence/steps';
import { spectralRadius } from '../../../src/sequence/linear-algebra';
import { randomElements } from '../../support/random';
import { sequenceStudy } from '../../support/sequences';

const [batch, length, symbols] = [2, 5, 3];
const kinds: Record<string, object> = {
  aggregation: { kind: 'aggregation', width: 4 },
  rnn: { kind: 'rnn', width: 4, layers: 2 },
  'a linear rnn': { kind: 'rnn', width: 4, activation: 'linear', start: 'scaled' },
  lstm: { kind: 'lstm', width: 4, layers: 2 },
  gru: { kind: 'gru', width: 4, layers: 2 },
  transformer: { kind: 'transformer', width: 4, heads: 2, inner: 6, layers: 2 },
  'a transformer as at first': {
    kind: 'transformer',
    width: 4,
    heads: 2,
    inner: 6,
    positions: 'learned',
    normalise: 'after',
    activation: 'relu',
  },
};
const settingsOf = (model: object) => sequenceStudy({ model }).model as NeuralSettings;

const symbolInput = { kind: 'symbols', size: symbols } as const;
const sequence = Float64Array.from([0, 2, 1, 1, 0, 1, 1, 2, 0, 2]);
const targets = Float64Array.from([2, 1, 1, 0, 0, 1, 2, 0, 2, 1]);

function symbolPrograms(model: object) {
  const net = neuralModel(settingsOf(model), 'mean-square', symbolInput, symbols, length);
  const whole = [tensor('int32', [batch, length]), tensor('int32', [batch, length])];
  const types = [tensor('float64', [net.parameterCount]), ...whole];
  const work = { model: net, element: 'float64' as const };
  const loss = trace('loss', types, (p, input, told) => [
    meanLoss(work, p, { input, targets: told, weights: null }, (x) => x).mean,
  ]);
  const slope = trace('slope', types, (p, input, told) => {
    const { mean } = meanLoss(work, p, { input, targets: told, weights: null }, (x) => x);
    return gradient([mean], [scalarLike(1, mean)], [p]);
  });
  const outputs = trace('outputs', types.slice(0, 2), (p, input) => {
    const { rows, order } = net.outputs(p, input, (x) => x);
    return [rows, order(input)];
  });
  return { net, loss, slope, outputs };
}

describe('models of sequences', () => {
  for (const [name, model] of Object.entries(kinds)) {
    const { net, loss, slope, outputs } = symbolPrograms(model);
    const parameters = randomElements([net.parameterCount], 3, [-0.7, 0.7]);

    it(`${name}: the gradient agrees with finite differences`, () => {
      check(slope);
      const [found] = evaluate(slope, [parameters, sequence, targets]);
      const h = 1e-3;
      const at = (k: number, delta: number) => {
        const moved = Float64Array.from(parameters);
        moved[k] += delta;
        return evaluate(loss, [moved, sequence, targets])[0][0];
      };
      for (let k = 0; k < parameters.length; k += 3) {
        const expected = (8 * (at(k, h) - at(k, -h)) - (at(k, 2 * h) - at(k, -2 * h))) / (12 * h);
        expect(Math.abs(found[k] - expected)).toBeLessThan(1e-6 * Math.max(1, Math.abs(expected)));
      }
    });

    it(`${name}: sees what came before, nothing later, and no other sequence`, () => {
      const rowsOf = (input: Float64Array) => {
        const [rows] = evaluate(outputs, [parameters, input]);
        const place = (b: number, t: number) =>
          (model as { kind: string }).kind.match(/aggregation|transformer/) ? b * length + t : t * batch + b;
        return (b: number, t: number) => [
          ...rows.subarray(place(b, t) * symbols, (place(b, t) + 1) * symbols),
        ];
      };
      const changed = sequence.map((x, k) => (k === 2 ? (x + 1) % symbols : x));
      const [before, after] = [rowsOf(sequence), rowsOf(changed)];
      for (let t = 0; t < length; t++) {
        expect(after(1, t)).toEqual(before(1, t));
        if (t < 2) expect(after(0, t)).toEqual(before(0, t));
        else expect(after(0, t)).not.toEqual(before(0, t));
      }
    });

    it(`${name}: numbers go in and come out`, () => {
      const numbers = neuralModel(settingsOf(model), 'gaussian', { kind: 'numbers', size: 2 }, 1, length);
      const types = [
        tensor('float64', [numbers.parameterCount]),
        tensor('float64', [batch, length, 2]),
        tensor('float64', [batch, length, 1]),
      ];
      const program = trace('loss', types, (p, input, told) => [
        meanLoss({ model: numbers, element: 'float64' }, p, { input, targets: told, weights: null }, (x) => x)
          .mean,
      ]);
      const inputs = types.map(({ shape }, k) => randomElements(shape, 5 + k));
      expect(Number.isFinite(evaluate(program, inputs)[0][0])).toBe(true);
    });
  }

  it('order matters to all but the aggregation', () => {
    for (const [name, model] of Object.entries(kinds)) {
      const { net, outputs } = symbolPrograms(model);
      const parameters = randomElements([net.parameterCount], 4, [-0.7, 0.7]);
      const told = (first: readonly number[]) => {
        const [rows] = evaluate(outputs, [
          parameters,
          Float64Array.from([...first, ...sequence.subarray(5)]),
        ]);
        const place =
          name === 'aggregation' || name.includes('transformer') ? length - 1 : (length - 1) * batch;
        return rows.subarray(place * symbols, (place + 1) * symbols);
      };
      const [a, b] = [told([0, 1, 2, 0, 2]), told([1, 0, 0, 2, 2])];
      const apart = Math.max(...a.map((x, k) => Math.abs(x - b[k])));
      if (name === 'aggregation') expect(apart).toBeLessThan(1e-14);
      else expect(apart).toBeGreaterThan(1e-6);
    }
  });

  it('weights leave places out of the loss', () => {
    const { net } = symbolPrograms(kinds.lstm);
    const types = [
      tensor('float64', [net.parameterCount]),
      tensor('int32', [batch, length]),
      tensor('int32', [batch, length]),
      tensor('float64', [batch, length]),
    ];
    const program = trace('loss', types, (p, input, told, weights) => [
      meanLoss({ model: net, element: 'float64' }, p, { input, targets: told, weights }, (x) => x).mean,
    ]);
    const parameters = randomElements([net.parameterCount], 6);
    const at = (weights: readonly number[], told: Float64Array) =>
      evaluate(program, [parameters, sequence, told, Float64Array.from(weights)])[0][0];
    const weights = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
    const other = targets.map((x, k) => (weights[k] ? x : (x + 1) % symbols));
    expect(at(weights, other)).toBe(at(weights, targets));
    expect(at(weights, other)).not.toBe(at(new Array<number>(10).fill(1), other));
  });
});

describe('first weights', () => {
  it('have the spectral radius that is asked for', () => {
    for (const kind of ['scaled', 'orthogonal'] as const) {
      const weights = [{ name: 'W', shape: [24, 24], start: { kind, radius: 0.9 } }];
      const radius = spectralRadius(initialParameters(weights, 1), 24);
      expect(Math.abs(radius - 0.9)).toBeLessThan(1e-4);
    }
  });

  it('are orthogonal block by block', () => {
    const n = 5;
    const weights = [{ name: 'W', shape: [n, 2 * n], start: { kind: 'orthogonal', radius: 1 } as const }];
    const values = initialParameters(weights, 2);
    for (const from of [0, n])
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          const row = (k: number) => values.subarray(k * 2 * n + from, k * 2 * n + from + n);
          const product = row(i).reduce((sum, x, k) => sum + x * row(j)[k], 0);
          expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-13);
        }
  });

  it('differ from seed to seed, and open the forget gates of an LSTM', () => {
    const model = neuralModel(settingsOf(kinds.lstm), 'mean-square', symbolInput, symbols, length);
    expect(model.initial(1)).toEqual(model.initial(1));
    expect(model.initial(1)).not.toEqual(model.initial(2));
    const offset = model.slots.find(({ name }) => name === 'layer 1 b')!;
    const values = [...model.initial(1).subarray(offset.offset, offset.offset + 16)];
    expect(values).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    // a memory of 10: times 2, 4, 6, 8
    const offsets = lstmCell(10).offsets(4);
    [2, 4, 6, 8].forEach((time, k) => {
      expect(offsets[k]).toBeCloseTo(-Math.log(time), 12);
      expect(offsets[4 + k]).toBeCloseTo(Math.log(time), 12);
    });
    expect(offsets.slice(8)).toEqual(new Array(8).fill(0));
  });
});

describe('positions', () => {
  it('are sines and cosines of geometric periods', () => {
    const rows = sinusoidalPositions(3, 4);
    expect([...rows.subarray(0, 4)]).toEqual([0, 1, 0, 1]);
    [Math.sin(2), Math.cos(2), Math.sin(0.02), Math.cos(0.02)].forEach((x, k) =>
      expect(rows[8 + k]).toBeCloseTo(x, 15),
    );
  });
});
