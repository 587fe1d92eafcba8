import { afterEach, describe, expect, it } from 'vitest';
import { nativeBinding } from '../../../src/tensorflow';
import { gallery, reborn, small, train, trainerOf, type Log } from './support';

const total = 40;
const study = gallery('burgers', {
  ...small,
  training: { ...small.training, phases: [{ optimiser: 'adam', steps: total, learningRate: 10 }] },
});

/** What comes out of training that is killed and restored at some steps. */
async function trained(cuts: readonly number[], milliseconds?: number) {
  let trainer = await trainerOf(study, 1);
  const log: Log = { losses: [], measures: [], notices: [] };
  for (const cut of [...cuts, total]) {
    const part = await train(trainer, cut, { milliseconds });
    log.losses.push(...part.losses);
    log.measures.push(...part.measures);
    log.notices.push(...part.notices);
    log.outcome = part.outcome;
    if (cut < total) trainer = await reborn(trainer, study, 1);
  }
  const state = trainer.checkpoint();
  trainer.dispose();
  return { ...log, state };
}

describe('training that goes astray', () => {
  afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

  it('goes back, lowers the learning rate, says so and reaches its end', async () => {
    const { losses, notices, outcome, state } = await trained([]);
    expect(outcome).toBe('finished');
    expect(losses.map(({ step }) => step)).toEqual(Array.from({ length: total }, (_, k) => k + 1));
    expect(notices.length).toBeGreaterThan(0);
    expect(notices[0]).toMatch(
      /^At step 2 the loss has risen to .*: training goes on from the state of step 0 with half the learning rate \(try 1 of 3\)\.$/,
    );
    expect(state.scalars.retreats).toBe(notices.length);
    // the first step from the state that was kept finds its loss again
    expect(losses[2].terms).toEqual(losses[0].terms);
    expect(losses[total - 1].loss).toBeLessThan(losses[1].loss / 100);
  });

  it('gives the same bits in calls of any length, and after being killed and restored', async () => {
    const whole = await trained([]);
    for (const milliseconds of [1e-3, 1e6]) expect(await trained([], milliseconds)).toEqual(whole);
    const turns = whole.notices.map((notice) => Number(/^At step (\d+)/.exec(notice)![1]));
    const around = [...new Set([1, ...turns.flatMap((step) => [step - 1, step, step + 1]), 14, 20])];
    expect(await trained(around.sort((a, b) => a - b))).toEqual(whole);
  });
});
