import { afterEach, describe, expect, it } from 'vitest';
import type { FieldTrainer } from '../../../src/run';
import type { StudyDocument } from '../../../src/study';
import { nativeBinding } from '../../../src/tensorflow';
import { gallery, reborn, small, train, trainerOf } from './support';

afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

type Training = NonNullable<StudyDocument['training']>;

/** A smooth problem whose points stay. */
const smooth = (training: Training, changes: Partial<StudyDocument> = {}) =>
  gallery('burgers', {
    ...small,
    parameters: { nu: 0.1 },
    points: { ...small.points, every: 1000 },
    training: { ...small.training, measureEvery: 1000, ...training },
    ...changes,
  });

describe('phases of several optimisers', () => {
  const study = smooth({
    phases: [
      { optimiser: 'adam', steps: 20, learningRate: 0.01, schedule: 'cosine', warmUp: 4 },
      { optimiser: 'soap', steps: 5, learningRate: 0.002 },
      { optimiser: 'muon', steps: 5, learningRate: 0.002 },
      { optimiser: 'l-bfgs', steps: 6 },
      { optimiser: 'bfgs', steps: 6 },
      { optimiser: 'self-scaled-bfgs', steps: 6 },
      { optimiser: 'gauss-newton', steps: 4, iterations: 12 },
    ],
  });
  const total = 52;

  async function course(cuts: readonly number[]) {
    let trainer: FieldTrainer = await trainerOf(study, 2);
    const losses: number[] = [];
    for (const cut of [...cuts, total]) {
      const log = await train(trainer, cut, { milliseconds: cuts.length > 0 ? 5 : 1000 });
      losses.push(...log.losses.map(({ loss }) => loss));
      if (cut < total) trainer = await reborn(trainer, study, 2);
    }
    const { arrays } = trainer.checkpoint();
    trainer.dispose();
    return { losses, parameters: arrays['state parameters'] };
  }

  it('lower the loss step by step, and give the same bits after being killed and restored', async () => {
    const whole = await course([]);
    // Adam, SOAP and Muon may rise; the others never do.
    whole.losses.slice(30).forEach((loss, k) => expect(loss).toBeLessThan(whole.losses[29 + k]));
    expect(await course([11, 22, 27, 33, 38, 45, 50])).toEqual(whole);
  });
});

describe('a phase', () => {
  it('that finds no lower loss hands over to the next one, which takes its steps', async () => {
    const study = smooth(
      {
        phases: [
          { optimiser: 'levenberg-marquardt', steps: 30 },
          { optimiser: 'adam', steps: 5 },
        ],
      },
      // A solution that the start is already: nothing is left to gain.
      {
        parameters: { nu: 1, none: 0 },
        equations: ['none*u_t = none*nu'],
        reference: { kind: 'none' },
      },
    );
    const trainer = await trainerOf(study, 2);
    const { outcome, notices, losses } = await train(trainer, 1000);
    expect(outcome).toBe('finished');
    expect(losses.map(({ phase }) => phase)).toEqual(new Array(35).fill(1));
    expect(notices.join(' ')).toMatch(/no lower loss.*Phase 2, adam, goes on/);
    expect(trainer.phases.map(({ steps }) => steps)).toEqual([0, 35]);
    trainer.dispose();
  });

  it('ends when the study has asked for no more, at the same step however it is cut', async () => {
    const phases: Training['phases'] = [{ optimiser: 'adam', steps: 400, learningRate: 0.01 }];
    const steps = [];
    for (const milliseconds of [5, 1000]) {
      const trainer = await trainerOf(smooth({ phases, measureEvery: 10 }, { stop: { loss: 0.2 } }), 2);
      const { outcome, notices, losses } = await train(trainer, 1000, { milliseconds });
      steps.push(trainer.step);
      trainer.dispose();
      expect(outcome).toBe('finished');
      expect(notices.join()).toMatch(/come down to 0.2/);
      expect(losses[losses.length - 1].loss).toBeLessThanOrEqual(0.2);
      expect(losses[losses.length - 11].loss).toBeGreaterThan(0.2);
    }
    expect(steps[0]).toBe(steps[1]);
    expect(steps[0]).toBeLessThan(400);
  });
});
