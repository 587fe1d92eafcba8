import { afterEach, describe, expect, it } from 'vitest';
import { parseStudy, type StudyPhase } from '../../../src/study';
import { optimisers } from '../../../src/study/settings/training';
import { nativeBinding } from '../../../src/tensorflow';
import { train, trainerOf } from './support';

const steps = 30;
/** Points are drawn anew so often. */
const every = 6;

/** A small study of one equation. */
function studyOf(equation: string, phase: Partial<StudyPhase>) {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [0, 1] },
    fields: ['u'],
    equations: [equation],
    conditions: [{ on: 'x = 1', require: 'u = 1' }],
    points: { equations: 40, conditions: 1, sampler: 'uniform', every },
    network: { kind: 'mlp', width: 5, depth: 2 },
    training: { precision: 'float64', phases: [{ ...phase, steps }], measureEvery: steps },
    seed: 4,
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.study;
}

async function trained(equation: string, phase: Partial<StudyPhase>, until = steps) {
  const trainer = await trainerOf(studyOf(equation, phase), 1);
  const log = await train(trainer, until);
  const { arrays } = trainer.checkpoint();
  trainer.dispose();
  return { ...log, parameters: arrays['state parameters'] };
}

describe('no optimiser diverges silently', () => {
  afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

  // The right-hand side is no number in so small a part of the range that the first draws of the points miss it.
  const holed = 'u_x = sqrt((x - 0.5)^2 - 0.00001)';

  it.each(optimisers)(
    '%s: a loss that is no number is seen and told, the last sound state taken up',
    async (optimiser) => {
      const { losses, notices, outcome, parameters } = await trained(holed, { optimiser });
      const bad = losses.findIndex(({ loss }) => !Number.isFinite(loss));
      const seen =
        /^At step (\d+) the loss is no number any more: training goes on from the state of step (\d+) with/;
      const [, at, from] = seen.exec(notices[0] ?? '') ?? [];
      // It is seen at the first step on the points that were drawn then, or before it where a search finds no step.
      expect(Number(at) % every).toBe(bad < 0 ? 0 : 1);
      expect(bad < 0 ? Number(at) : losses[bad].step).toBe(Number(at));
      // Tries with other settings end on the same points: it is given up, and says which state is kept.
      expect(outcome).toBe('diverged');
      expect(notices).toHaveLength(4);
      expect(notices[3]).toContain(
        `after 3 tries from earlier states: the state of step ${from} is the last sound one.`,
      );
      const undisturbed = await trained(holed, { optimiser }, Number(from));
      expect(undisturbed.notices).toEqual([]);
      expect(parameters).toEqual(undisturbed.parameters);
    },
  );

  it.each(['adam', 'soap', 'muon'] as const)(
    '%s: steps that are far too long are taken back',
    async (optimiser) => {
      const { losses, notices } = await trained('u_x = u^2', { optimiser, learningRate: 1e4 });
      // The first step from the state that was kept finds its loss again.
      expect(losses[2].loss).toBe(losses[0].loss);
      expect(notices[0]).toMatch(/^At step \d+ the loss has risen to .* with half the learning rate/);
    },
  );
});
