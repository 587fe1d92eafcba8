import { afterEach, describe, expect, it } from 'vitest';
import type { FieldTrainer } from '../../../src/run';
import { nativeBinding } from '../../../src/tensorflow';
import { gallery, reborn, small, train, trainerOf, type Event } from './support';

const total = 18;
const study = gallery('burgers-data', {
  ...small,
  points: { ...small.points, every: 5 },
  training: {
    ...small.training,
    phases: [
      { optimiser: 'adam', steps: 3, learningRate: 0.01 },
      { optimiser: 'levenberg-marquardt', steps: 15 },
    ],
  },
});
const events: Event[] = [
  { step: 9, apply: (trainer) => trainer.setWeight('data', 3) },
  { step: 13, apply: (trainer) => trainer.setParameter('nu', 0.05) },
];

async function course(threads: number, cuts: readonly number[] = [], milliseconds?: number) {
  let trainer: FieldTrainer = await trainerOf(study, threads);
  const losses: unknown[] = [];
  for (const cut of [...cuts, total]) {
    losses.push(...(await train(trainer, cut, { events, milliseconds })).losses);
    if (cut < total) trainer = await reborn(trainer, study, threads);
  }
  const result = { losses, state: trainer.checkpoint() };
  trainer.dispose();
  return result;
}

/** As `describeExactness`, for an optimiser that is driven by normal equations. */
export function describeLeastSquaresExactness(threads: number): void {
  describe(`Levenberg–Marquardt on ${threads} thread(s)`, () => {
    afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

    let whole: ReturnType<typeof course> | null = null;
    const reference = () => (whole ??= course(threads));

    it('gives the same bits in calls of any length', async () => {
      for (const milliseconds of [1e-3, 12, 1e6])
        expect(await course(threads, [], milliseconds)).toEqual(await reference());
    });

    // In the first phase; at its end; at a resampling; at events.
    it('gives the same bits after being killed and restored', async () => {
      for (const cuts of [[2], [3], [4, 5, 10], [9, 13, 17]])
        expect(await course(threads, cuts)).toEqual(await reference());
    });
  });
}
