import { afterEach, describe, expect, it } from 'vitest';
import type { FieldTrainer } from '../../../src/run';
import type { Study, StudyDocument } from '../../../src/study';
import { nativeBinding } from '../../../src/tensorflow';
import { gallery, small, train, trainerOf } from './support';

const trainers: FieldTrainer[] = [];

async function started(study: Study): Promise<FieldTrainer> {
  const trainer = await trainerOf(study, 1);
  trainers.push(trainer);
  return trainer;
}

type Phases = NonNullable<NonNullable<StudyDocument['training']>['phases']>;
const withPhases = (phases: Phases, changes: Partial<StudyDocument> = {}): Partial<StudyDocument> => ({
  ...small,
  training: { ...small.training, phases },
  ...changes,
});

afterEach(() => {
  for (const trainer of trainers.splice(0)) trainer.dispose();
  expect(nativeBinding().getNumOfTensors()).toBe(0);
});

describe('the course of training', () => {
  for (const learningRate of [1e6, 1e300]) {
    it(`tells that the loss has grown beyond all bounds at a learning rate of ${learningRate}`, async () => {
      const wild = withPhases([{ optimiser: 'adam', steps: 60, learningRate }]);
      const trainer = await started(gallery('burgers', wild));
      const { outcome, losses, notices } = await train(trainer, 60);
      expect(outcome).toBe('diverged');
      expect(notices).toHaveLength(4);
      notices.slice(0, 3).forEach((notice, k) => expect(notice).toContain(`(try ${k + 1} of 3)`));
      expect(notices[3]).toContain('after 3 tries');
      expect(losses[losses.length - 1].loss).not.toBeLessThan(1e8);
    });
  }

  it('tells it in float32 too', async () => {
    const { training } = withPhases([{ optimiser: 'adam', steps: 60, learningRate: 1e12 }]);
    const trainer = await started(
      gallery('burgers', { ...small, training: { ...training, precision: 'float32' } }),
    );
    expect((await train(trainer, 60)).outcome).toBe('diverged');
  });

  it('goes back to where it was sound when that shows first at the start of a line search', async () => {
    const wild = withPhases([
      { optimiser: 'adam', steps: 1, learningRate: 1e300 },
      { optimiser: 'self-scaled-broyden', steps: 20 },
    ]);
    const trainer = await started(gallery('burgers', wild));
    const { outcome, notices, losses } = await train(trainer, 60);
    expect(outcome).toBe('finished');
    expect(notices).toEqual([
      'At step 1 the loss is no number any more: training goes on from the state of step 0 with a new inverse Hessian (try 1 of 3).',
    ]);
    expect(losses[20].loss).toBeLessThan(losses[0].loss);
  });

  it('ends when no search finds a lower loss', async () => {
    // A solution that the start is already: nothing is left to gain.
    const done = withPhases([{ optimiser: 'self-scaled-broyden', steps: 50 }], {
      parameters: { nu: 1, none: 0 },
      equations: ['none*u_t = none*nu'],
      reference: { kind: 'none' },
    });
    const trainer = await started(gallery('burgers', done));
    const { outcome, notices, losses } = await train(trainer, 50);
    expect(outcome).toBe('stalled');
    expect(losses).toEqual([]);
    expect(notices.join()).toMatch(/no lower loss/);
  });

  it('stays where an event left it: a weight and a parameter change the loss from the next step on', async () => {
    const study = gallery('burgers-data', withPhases([{ optimiser: 'adam', steps: 20, learningRate: 1e-9 }]));
    const trainer = await started(study);
    const before = (await train(trainer, 3)).losses[2];
    trainer.setWeight('data', 10);
    expect(trainer.weights).toEqual({ equations: 1, data: 10, conditions: 1, divergence: 1 });
    const heavier = (await train(trainer, 4)).losses[0];
    expect(heavier.loss - before.loss).toBeCloseTo(9 * before.terms[4], 6);
    const uxx = trainer.evaluatePoints(trainer.collocationPoints(), ['u_xx']).u_xx;
    expect(Math.max(...uxx)).toBeGreaterThan(1e-3);
    trainer.setParameter('nu', 0.7);
    const slower = (await train(trainer, 5)).losses[0];
    const residual = trainer.evaluatePoints(trainer.collocationPoints(), [
      'residual 1',
      'u_t + u*u_x - 0.7*u_xx',
    ]);
    // the residual is formed with one stream for u_t − 0.7 u_xx, the expression as it stands
    residual['residual 1'].forEach((value, k) =>
      expect(value).toBeCloseTo(residual['u_t + u*u_x - 0.7*u_xx'][k], 12),
    );
    expect(slower.terms[0]).not.toBeCloseTo(heavier.terms[0], 6);
    const errors = trainer.measure().errors;
    expect(errors.u).toBeGreaterThan(0);
  });

  it('draws new points where the study says, and only then', async () => {
    const trainer = await started(gallery('burgers'));
    const first = trainer.collocationPoints();
    await train(trainer, 7);
    expect(trainer.collocationPoints()).toEqual(first);
    await train(trainer, 8);
    const second = trainer.collocationPoints();
    expect(second).not.toEqual(first);
    trainer.measure();
    trainer.evaluateGrid([9, 9]);
    expect(trainer.collocationPoints()).toEqual(second);
    await train(trainer, 14);
    expect(trainer.collocationPoints()).toEqual(second);
  });

  it('measures do not change it', async () => {
    const [quiet, curious] = [await started(gallery('burgers')), await started(gallery('burgers'))];
    await train(quiet, 18);
    for (let step = 1; step <= 18; step++) {
      await train(curious, step);
      curious.measure();
      curious.evaluateGrid([8, 8]);
      curious.checkpoint();
    }
    expect(curious.networkParameters()).toEqual(quiet.networkParameters());
  });

  it('is stretched and cut at its end, never before what is done', async () => {
    const trainer = await started(gallery('burgers'));
    trainer.setTotalSteps(15);
    expect(trainer.phases.map(({ steps }) => steps)).toEqual([12, 3]);
    await train(trainer, 14);
    trainer.setTotalSteps(20);
    expect(trainer.phases.map(({ steps }) => steps)).toEqual([12, 8]);
    trainer.setTotalSteps(5);
    expect(trainer.step).toBe(14);
    const { outcome } = await train(trainer, 100);
    expect(outcome ?? (await trainer.advance(100, 10)).outcome).toBe('finished');
    expect(trainer.step).toBe(14);
  });

  it('ends a study of no steps at once', async () => {
    const trainer = await started(gallery('burgers', withPhases([{ optimiser: 'adam', steps: 0 }])));
    expect(await trainer.advance(10, 100)).toMatchObject({ step: 0, losses: [], outcome: 'finished' });
  });

  it('holds no more memory however long it goes on', async () => {
    const study = gallery('burgers', withPhases([{ optimiser: 'adam', steps: 5000 }]));
    const trainer = await started(study);
    /** Everything that takes or replaces a tensor. */
    const round = async (step: number) => {
      await train(trainer, step);
      trainer.measure();
      trainer.evaluatePoints(trainer.collocationPoints(), ['u_x', 'residual 1']);
      trainer.setWeight('equations', 1 + step / 1e4);
      trainer.setParameter('nu', 0.01 + step / 1e6);
      trainer.restore(trainer.checkpoint());
    };
    await round(8);
    const tensors = nativeBinding().getNumOfTensors();
    for (let step = 14; step <= 105; step += 7) await round(step);
    expect(nativeBinding().getNumOfTensors()).toBe(tensors);
    await train(trainer, 400);
    const resident = process.memoryUsage().rss;
    for (let step = 401; step <= 1400; step++) await trainer.advance(step, 1);
    expect(nativeBinding().getNumOfTensors()).toBe(tensors);
    expect((process.memoryUsage().rss - resident) / 1e6).toBeLessThan(60);
  });
});
