import { afterEach, describe, expect, it } from 'vitest';
import { ansatzOfStudy, valuesOf } from '../../../src/pde/start';
import { createTrainer } from '../../../src/pde';
import { sizeOf } from '../../../src/program';
import type { StudyDocument } from '../../../src/study';
import { nativeBinding } from '../../../src/tensorflow';
import { gallery, reborn, small, train, trainerOf } from './support';

afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

type Phase = NonNullable<NonNullable<StudyDocument['training']>['phases']>[number];

const phases: readonly Phase[] = [
  { optimiser: 'adam', steps: 5 },
  { optimiser: 'l-bfgs', steps: 5 },
  { optimiser: 'self-scaled-broyden', steps: 5 },
  { optimiser: 'levenberg-marquardt', steps: 4 },
  { optimiser: 'gauss-newton', steps: 3, iterations: 8 },
];

const studyOf = (chosen: readonly Phase[], frozen: string[], changes: Partial<StudyDocument> = {}) =>
  gallery('burgers', {
    ...small,
    points: { ...small.points, every: 1000 },
    network: { ...small.network, frozen },
    training: { ...small.training, phases: [...chosen] },
    ...changes,
  });

describe('frozen layers', () => {
  it.each(phases.map((phase) => [phase.optimiser, phase] as const))(
    'keep their bits while %s trains the others',
    async (_, phase) => {
      const study = studyOf([phase], ['1', 'output']);
      const trainer = await trainerOf(study, 1);
      const before = trainer.networkParameters();
      const { losses } = await train(trainer, phase.steps);
      const after = trainer.networkParameters();
      trainer.dispose();
      expect(losses.at(-1)!.loss).toBeLessThan(losses[0].loss);
      for (const { name, offset, shape, frozen } of ansatzOfStudy(study).whole) {
        expect(frozen).toBe(!name.endsWith(' 2'));
        const [was, is] = [before, after].map((all) => all.slice(offset, offset + sizeOf(shape)));
        if (frozen) expect(is).toEqual(was);
        else expect(is.every((value, k) => value !== was[k])).toBe(true);
      }
    },
  );

  it('come back with a checkpoint, and the course goes on with the same bits', async () => {
    const study = studyOf([phases[0]!, phases[2]!], ['1']);
    const start = { 'weight 1': new Float64Array(16).fill(0.25) };
    const whole = await createTrainer(study, { data: [], start, threads: 1, device: 'cpu' });
    await train(whole, 10);
    const expected = whole.networkParameters();
    whole.dispose();
    const first = await createTrainer(study, { data: [], start, threads: 1, device: 'cpu' });
    await train(first, 3);
    // The one that goes on is not told what the other started from.
    const second = await reborn(first, study, 1);
    await train(second, 10);
    expect(second.networkParameters()).toEqual(expected);
    expect(expected.slice(0, 16)).toEqual(start['weight 1']);
    second.dispose();
  });
});

describe('a run that starts from another', () => {
  it('begins with its very function, and its parameters', async () => {
    const study = studyOf([phases[0]!], []);
    const first = await trainerOf(study, 1);
    await train(first, 5);
    const start = valuesOf(study, first.checkpoint());
    const other = studyOf([phases[3]!], ['1'], { parameters: { nu: 0.02 }, seed: 9 });
    const second = await createTrainer(other, { data: [], start, threads: 1, device: 'cpu' });
    expect(second.networkParameters()).toEqual(first.networkParameters());
    const [here, there] = [first, second].map((trainer) => trainer.evaluateGrid([5, 4]).fields['u']);
    expect(there).toEqual(here);
    first.dispose();
    second.dispose();
  });
});
