import { expect, it } from 'vitest';
import { parseStudy, type StudyDocument } from '../../../src/study';
import { train, trainerOf } from './support';

/** Diffusion of a bump of some height, with soft conditions. */
async function errorOf(height: number, scales: StudyDocument['scales']) {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [0, 1], t: [0, 1] },
    fields: ['u'],
    parameters: { height, k: 0.1 },
    equations: ['u_t = k*u_xx'],
    conditions: [
      { on: 't = 0', require: 'u = height*sin(pi*x)' },
      { on: 'x = 0', require: 'u = 0' },
      { on: 'x = 1', require: 'u = 0' },
    ],
    points: { equations: 100, conditions: 32 },
    network: { width: 6, depth: 1 },
    training: {
      precision: 'float64',
      phases: [{ optimiser: 'adam', steps: 20, learningRate: 0.02 }],
      measureEvery: 10,
    },
    reference: { kind: 'expression', fields: { u: 'height*exp(-k*pi^2*t)*sin(pi*x)' } },
    scales,
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const trainer = await trainerOf(parsed.study, 1);
  await trainer.prepare(() => undefined);
  const { measures, outcome } = await train(trainer, 20);
  const scale = trainer.fieldScales?.['u'];
  trainer.dispose();
  expect(outcome).toBe('finished');
  const [before, after] = measures.map(({ errors }) => errors['u']);
  return { scale, before, after };
}

it('a field of any size trains as one of order one', async () => {
  const one = await errorOf(1, { residuals: 'auto' });
  const large = await errorOf(2 ** 17, {});
  const little = await errorOf(2 ** -17, {});
  expect([one, large, little].map(({ scale }) => scale)).toEqual([1, 2 ** 17, 2 ** -17]);
  expect(one.after).toBeLessThan(one.before);
  // Powers of two change no digit, so the course is the same up to the epsilon of Adam.
  for (const { after } of [large, little]) expect(after / one.after).toBeCloseTo(1, 6);
});
