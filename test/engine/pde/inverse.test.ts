import { afterEach, describe, expect, it } from 'vitest';
import { createTrainer } from '../../../src/pde';
import type { FieldTrainer } from '../../../src/run';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/run/checkpoint';
import { parseStudy, type Study, type StudyDocument } from '../../../src/study';
import { nativeBinding } from '../../../src/tensorflow';
import { train } from './support';

const trainers: FieldTrainer[] = [];

afterEach(() => {
  for (const trainer of trainers.splice(0)) trainer.dispose();
  expect(nativeBinding().getNumOfTensors()).toBe(0);
});

/** Measurements of u = exp(−2x) + x, which solves u_x + k u = q + k x with k = 2, q = 1. */
const x = Float64Array.from({ length: 40 }, (_, i) => i / 39);
const columns = { x, u: x.map((at) => Math.exp(-2 * at) + at) };

function inverse(
  phases: NonNullable<StudyDocument['training']>['phases'],
  changes: Partial<StudyDocument> = {},
): Study {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [0, 1] },
    fields: ['u'],
    unknowns: { k: { start: 0.5, positive: true }, q: { start: 0 } },
    equations: ['u_x + k*u = q + k*x'],
    data: [{ file: 'measured.csv', columns: { x: 'x', u: 'u' } }],
    weights: { data: 10 },
    points: { equations: 64, every: 10 },
    network: { width: 8, depth: 2 },
    training: { phases, measureEvery: 10 },
    ...changes,
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.study;
}

async function started(study: Study, data = columns): Promise<FieldTrainer> {
  const trainer = await createTrainer(study, { data: [{ columns: data }], threads: 1, device: 'cpu' });
  trainers.push(trainer);
  return trainer;
}

describe('unknown numbers', () => {
  it('are found from data by Levenberg–Marquardt', async () => {
    const trainer = await started(inverse([{ optimiser: 'levenberg-marquardt', steps: 60 }]));
    expect(trainer.inferred.k).toBeCloseTo(0.5, 12);
    expect(trainer.inferred.q).toBe(0);
    const { measures } = await train(trainer, 60);
    expect(Math.abs(trainer.inferred.k - 2)).toBeLessThan(1e-3);
    expect(Math.abs(trainer.inferred.q - 1)).toBeLessThan(1e-3);
    // Measures tell them, and expressions and residuals use them.
    expect(measures.at(-1)?.inferred).toEqual(trainer.inferred);
    const values = trainer.evaluatePoints({ x }, ['k', 'u', 'u_x', 'residual 1']);
    const { k, q } = trainer.inferred;
    x.forEach((at, i) => {
      expect(values.k[i]).toBeCloseTo(k, 12);
      expect(values['residual 1'][i]).toBeCloseTo(values.u_x[i] + k * values.u[i] - q - k * at, 12);
    });
  });

  it('are found by gradients too, and go into checkpoints bit for bit', async () => {
    const study = inverse([
      { optimiser: 'adam', steps: 200, learningRate: 0.02 },
      { optimiser: 'self-scaled-broyden', steps: 300 },
    ]);
    const whole = await started(study);
    await train(whole, 250);
    const bytes = encodeCheckpoint({ state: whole.checkpoint(), events: 0, seconds: 0 });
    const other = await started(study);
    other.restore(decodeCheckpoint(bytes).state);
    expect(other.inferred).toEqual(whole.inferred);
    for (const trainer of [whole, other]) await train(trainer, 500, { milliseconds: 40 });
    expect(other.networkParameters()).toEqual(whole.networkParameters());
    expect(Math.abs(whole.inferred.k - 2)).toBeLessThan(1e-2);
    expect(Math.abs(whole.inferred.q - 1)).toBeLessThan(1e-2);
  });

  it('can not be set', async () => {
    const trainer = await started(inverse([{ optimiser: 'adam', steps: 2 }]));
    expect(() => trainer.setParameter('k', 3)).toThrow('"k" is inferred');
  });
});

describe('an unknown function', () => {
  it('is found from data, and looked at like a field', async () => {
    // u = ln(1 + x) solves k u_x = 1 with k = 1 + x.
    const data = { x, u: x.map((at) => Math.log1p(at)) };
    const study = inverse([{ optimiser: 'levenberg-marquardt', steps: 60 }], {
      unknowns: { 'k(x)': { start: 1, positive: true, network: { width: 6, depth: 1 } } },
      equations: ['k*u_x = 1'],
    });
    const trainer = await started(study, data);
    expect(trainer.fields).toEqual(['u', 'k']);
    expect(trainer.inferred).toEqual({});
    await train(trainer, 60);
    const { fields, axes } = trainer.evaluateGrid([11]);
    axes[0].values.forEach((at, i) => expect(Math.abs(fields.k[i] - 1 - at)).toBeLessThan(2e-3));
    const [slope] = trainer.evaluatePoints({ x: Float64Array.of(0.5) }, ['k_x']).k_x;
    expect(Math.abs(slope - 1)).toBeLessThan(2e-2);
  });
});
