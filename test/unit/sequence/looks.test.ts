import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/program';
import { forecast } from '../../../src/sequence/forecast';
import {
  attentionProgram,
  distributionProgram,
  forecastProgram,
  growthProgram,
  tracesProgram,
} from '../../../src/sequence/looks';
import type { ModelLooks } from '../../../src/sequence/model-looks';
import { neuralModel, sizesOf, type NeuralSettings } from '../../../src/sequence/models';
import { sourceOf } from '../../../src/sequence/sources';
import type { NumberSequences } from '../../../src/sequence/sequences';
import { sequenceStudy } from '../../support/sequences';

const length = 6;

function made(settings: object, source?: object) {
  const study = sequenceStudy({ model: settings, ...(source && { source }) });
  const { sequences } = sourceOf(study, {});
  const { input, outputSize } = sizesOf(sequences);
  const model = neuralModel(study.model as NeuralSettings, 'mean-square', input, outputSize, length);
  const work = { model, sequences, element: 'float64' } as const;
  return { work, parameters: model.initial(3), sequences };
}

const window = Float64Array.from([0, 2, 1, 1, 0, 2]);

describe('looking into a model', () => {
  it('attention: rows add up to 1 and see nothing later', () => {
    const { work, parameters } = made({ kind: 'transformer', width: 8, layers: 2, heads: 2, inner: 8 });
    const program = attentionProgram(work, work.model.body.attention!, length);
    const [maps] = evaluate(program, [parameters, window]);
    expect(maps.length).toBe(2 * 2 * length * length);
    for (let row = 0; row < maps.length / length; row++) {
      const own = [...maps.subarray(row * length, (row + 1) * length)];
      expect(own.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      own.slice((row % length) + 1).forEach((weight) => expect(weight).toBe(0));
    }
  });

  for (const kind of ['rnn', 'lstm', 'gru'])
    it(`${kind}: what is told is told from the traced state`, () => {
      const { work, parameters } = made({ kind, width: 5, layers: 2 });
      const { body, slots } = work.model;
      const traces = evaluate(tracesProgram(work, body.recurrence!, length), [parameters, window]);
      const { traced } = body.recurrence!;
      expect(traces.length).toBe(traced.length);
      traced.forEach(({ isGate }, k) => {
        if (isGate) traces[k].forEach((x) => expect(x > 0 && x < 1).toBe(true));
      });
      const state = traces[traced.findIndex(({ layer, name }) => layer === 1 && name === 'h')];
      const [matrix, shift] = slots
        .slice(body.weights.length)
        .map(({ offset, shape }) => parameters.subarray(offset, offset + shape.reduce((a, b) => a * b, 1)));
      const place = 3;
      const logits = Array.from(
        shift,
        (b, symbol) =>
          b +
          Array.from({ length: 5 }, (_, j) => state[place * 5 + j] * matrix[j * 3 + symbol]).reduce(
            (x, y) => x + y,
          ),
      );
      const [told] = evaluate(distributionProgram(work, length), [
        parameters,
        window,
        Float64Array.of(place),
      ]);
      logits.forEach((z, symbol) => expect(told[3 + symbol]).toBeCloseTo(z, 12));
      const total = logits.reduce((sum, z) => sum + Math.exp(z), 0);
      logits.forEach((z, symbol) => expect(told[symbol]).toBeCloseTo(Math.exp(z) / total, 12));
    });

  it('growth: W_h of a linear cell multiplied by a factor multiplies each step by it', () => {
    const { work, parameters } = made({ kind: 'rnn', width: 5, activation: 'linear' });
    const program = growthProgram(work, work.model.body.recurrence!, length);
    const at = (factor: number) => evaluate(program, [parameters, window, Float64Array.of(factor)])[0];
    const [plain, halved] = [at(1), at(0.5)];
    plain.forEach((x, t) => expect(x - halved[t]).toBeCloseTo((t + 1) * Math.LN2, 10));
  });

  for (const kind of ['gru', 'transformer'])
    it(`${kind}: the forecast after several windows is that after each`, () => {
      const settings = { kind, width: 8, ...(kind === 'transformer' && { heads: 2, inner: 8 }) };
      const { work, parameters, sequences } = made(settings, { kind: 'lorenz', length: 200 });
      const { inputs } = sequences as NumberSequences;
      const each = [0, 20, 90].map((start) =>
        Float64Array.from(inputs.subarray(3 * start, 3 * (start + length))),
      );
      const together = Float64Array.from(each.flatMap((values) => [...values]));
      const [all] = evaluate(forecastProgram(work, 3, length), [parameters, together]);
      each.forEach((values, k) => {
        const [one] = evaluate(forecastProgram(work, 1, length), [parameters, values]);
        one.forEach((x, column) => expect(all[3 * k + column]).toBeCloseTo(x, 12));
      });
    });
});

describe('forecasts', () => {
  const study = sequenceStudy({ source: { kind: 'lorenz', length: 2000 }, model: { kind: 'gru' } });
  const sequences = sourceOf(study, {}).sequences as NumberSequences;
  /** Tells the step that the reference takes, wherever the window stands in it, and `wrong` beside. */
  const oracle = (wrong: number) =>
    ({
      next(windows: Float64Array, count: number) {
        const size = windows.length / count;
        return Float64Array.from({ length: 3 * count }, (_, k) => {
          const start = Math.floor(k / 3);
          const last = windows.subarray((start + 1) * size - 3, (start + 1) * size);
          let nearest = 0;
          let smallest = Infinity;
          for (let place = 0; place < sequences.places; place++) {
            const apart = Math.hypot(...last.map((x, j) => x - sequences.inputs[3 * place + j]));
            if (apart < smallest) [nearest, smallest] = [place, apart];
          }
          return sequences.targets[3 * nearest + (k % 3)] + wrong;
        });
      },
    }) as unknown as ModelLooks;

  it('a model that is never wrong reaches the end; the forecast is the reference', async () => {
    const found = (await forecast(oracle(0), sequences, { from: 1000, to: 1060 }, 8, () =>
      Promise.resolve(),
    ))!;
    expect(found.steps).toBe(52);
    found.horizons.forEach((time) => expect(time).toBeCloseTo(52 * 0.02, 12));
    found.told.forEach((x, k) => expect(x).toBeCloseTo(found.truth[k], 8));
    expect(found.lyapunov).toBeGreaterThan(0.85);
    expect(found.lyapunov).toBeLessThan(0.95);
  });

  it('an error of a known size is told in standard deviations; too short a part gives nothing', async () => {
    const { increment, deviation } = sequences.series!;
    const found = (await forecast(oracle(3), sequences, { from: 1000, to: 1030 }, 8, () =>
      Promise.resolve(),
    ))!;
    const expected = Math.hypot(...[0, 1, 2].map((k) => (3 * increment[k]) / deviation[k])) / Math.sqrt(3);
    expect(found.errors[0]).toBeCloseTo(expected, 10);
    expect(await forecast(oracle(0), sequences, { from: 0, to: 9 }, 8, () => Promise.resolve())).toBeNull();
  });
});
