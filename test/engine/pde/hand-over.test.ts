import { afterEach, describe, expect, it } from 'vitest';
import type { StudyPhase } from '../../../src/study';
import { nativeBinding } from '../../../src/tensorflow';
import { gallery, small, train, trainerOf } from './support';

const length = 15;

type Optimiser = StudyPhase['optimiser'];

/** Losses of two phases of so many steps each on the same points. */
async function losses(first: Optimiser, second: Optimiser): Promise<number[]> {
  const study = gallery('burgers', {
    ...small,
    points: { equations: 200, conditions: 32 },
    training: {
      ...small.training,
      phases: [first, second].map((optimiser) => ({ optimiser, steps: length })),
    },
  });
  const trainer = await trainerOf(study, 1);
  const log = await train(trainer, 2 * length);
  trainer.dispose();
  expect(log.notices).toEqual([]);
  return log.losses.map(({ loss }) => loss);
}

describe('one optimiser after another', () => {
  afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

  it.each<[Optimiser, Optimiser]>([
    ['adam', 'self-scaled-broyden'],
    ['adam', 'levenberg-marquardt'],
    ['soap', 'l-bfgs'],
    ['muon', 'self-scaled-bfgs'],
    ['l-bfgs', 'gauss-newton'],
    ['self-scaled-broyden', 'levenberg-marquardt'],
  ])('%s, then %s: goes on from the loss that was reached', async (first, second) => {
    const all = await losses(first, second);
    expect(all).toHaveLength(2 * length);
    const reached = all[length - 1];
    // A row tells the loss before its step or after it: the last step of the first phase may still change it a little.
    expect(all[length], `${reached} before`).toBeLessThan(1.1 * reached);
    expect(Math.max(...all.slice(length))).toBeLessThan(1.1 * reached);
    expect(all[2 * length - 1]).toBeLessThan(0.9 * reached);
  });
});
