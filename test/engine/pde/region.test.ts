import { describe, expect, it } from 'vitest';
import { parseStudy, type Study } from '../../../src/study';
import { reborn, train, trainerOf } from './support';

/** u = x² on a square without one quarter, with values at its whole boundary and slopes at a part of it. */
function bend(sampler: Study['points']['sampler']): Study {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [-1, 1], y: [-1, 1] },
    fields: ['u'],
    geometry: {
      shape: 'difference',
      of: [
        { shape: 'box', ranges: { x: [-1, 1], y: [-1, 1] } },
        { shape: 'box', name: 'corner', ranges: { x: [0, 1], y: [0, 1] } },
      ],
    },
    equations: ['u_xx + u_yy = 2'],
    conditions: [
      { on: 'boundary', require: 'u = x^2', points: 128 },
      { on: 'corner', require: 'dn(u) = 0', points: 64 },
    ],
    points: { equations: 256, sampler, every: 10 },
    network: { width: 8, depth: 2 },
    training: { phases: [{ optimiser: 'levenberg-marquardt', steps: 40 }], measureEvery: 40 },
    reference: { kind: 'expression', fields: { u: 'x^2' } },
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.study;
}

describe('a region', () => {
  it('is trained on, and its field is known inside only', async () => {
    const study = bend('jittered-rad');
    const trainer = await trainerOf(study, 1);
    const { measures } = await train(trainer, 40);
    expect(measures[0].errors.u).toBeLessThan(1e-2);
    const { fields, axes } = trainer.evaluateGrid([5, 5]);
    const [x, y] = axes.map(({ values }) => values);
    Array.from(fields.u).forEach((value, i) => {
      const [a, b] = [x[Math.floor(i / 5)], y[i % 5]];
      if (a > 0 && b > 0) expect(value).toBeNaN();
      else expect(Math.abs(value - a * a)).toBeLessThan(0.05);
    });
    const points = trainer.collocationPoints();
    expect(Array.from(points.x).some((value, i) => value > 0 && points.y[i] > 0)).toBe(false);
    trainer.dispose();
  });

  it.each(['jittered-rad', 'sobol'] as const)(
    'gives the same bits after being killed and restored: %s',
    async (sampler) => {
      const study = bend(sampler);
      const whole = await trainerOf(study, 1);
      await train(whole, 24);
      const first = await trainerOf(study, 1);
      await train(first, 13);
      const second = await reborn(first, study, 1);
      await train(second, 24);
      expect(second.networkParameters()).toEqual(whole.networkParameters());
      expect(second.collocationPoints()).toEqual(whole.collocationPoints());
      [whole, second].forEach((trainer) => trainer.dispose());
    },
  );
});
