import { afterEach, describe, expect, it } from 'vitest';
import type { StudyDocument } from '../../../src/study';
import { nativeBinding } from '../../../src/tensorflow';
import { gallery, small, train, trainerOf } from './support';

afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

type Phases = NonNullable<NonNullable<StudyDocument['training']>['phases']>;

/** What comes out of some phases on two lanes, without new points. */
async function trained(phases: Phases, changes: Partial<StudyDocument> = {}) {
  const study = gallery('burgers', {
    ...small,
    points: { ...small.points, every: 1000 },
    training: { ...small.training, phases },
    ...changes,
  });
  const trainer = await trainerOf(study, 2);
  const log = await train(trainer, 1000);
  trainer.dispose();
  return log;
}

describe('Levenberg–Marquardt', () => {
  it('lowers the loss at every step, and takes an eighth of the steps of the quasi-Newton method', async () => {
    const smooth = { parameters: { nu: 0.1 } };
    const { losses } = await trained([{ optimiser: 'levenberg-marquardt', steps: 50 }], smooth);
    losses.slice(1).forEach(({ loss }, k) => expect(loss).toBeLessThan(losses[k].loss));
    const broyden = await trained([{ optimiser: 'self-scaled-broyden', steps: 400 }], smooth);
    expect(losses[49].loss).toBeLessThan(broyden.losses[399].loss);
  });

  it('ends where no step lowers the loss', async () => {
    const { outcome, losses, notices } = await trained([{ optimiser: 'levenberg-marquardt', steps: 50 }], {
      // A solution that the start is already: nothing is left to gain.
      parameters: { nu: 1, none: 0 },
      equations: ['none*u_t = none*nu'],
      reference: { kind: 'none' },
    });
    expect({ outcome, losses }).toEqual({ outcome: 'stalled', losses: [] });
    expect(notices.join()).toMatch(/no lower loss/);
  });

  it('begins where the loss was a number, with a larger damping', async () => {
    const { outcome, notices, losses } = await trained([
      { optimiser: 'adam', steps: 1, learningRate: 1e300 },
      { optimiser: 'levenberg-marquardt', steps: 20 },
    ]);
    expect(outcome).toBe('finished');
    expect(notices.join()).toMatch(/^At step 1 .* from the state of step 0 with a larger damping/);
    expect(losses[20].loss).toBeLessThan(losses[0].loss);
  });
});
