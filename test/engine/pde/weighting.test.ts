import { afterEach, describe, expect, it } from 'vitest';
import type { FieldTrainer, MeasureRow } from '../../../src/run';
import type { StudyDocument } from '../../../src/study';
import { nativeBinding } from '../../../src/tensorflow';
import { gallery, reborn, small, train, trainerOf } from './support';

afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

const total = 30;
const weightsOf = ({ weights }: MeasureRow) => weights ?? {};
const choices = (kind: NonNullable<StudyDocument['weighting']>['kind']): Partial<StudyDocument> => ({
  ...small,
  weighting: { kind, every: 5 },
  attention: { rate: 0.2 },
  causal: { strength: 1, chunks: 4 },
  scales: { residuals: 'auto' },
});

/** Trains, cut and restored where asked. */
async function course(changes: Partial<StudyDocument>, cuts: readonly number[] = []) {
  const study = gallery('burgers-data', changes);
  let trainer: FieldTrainer = await trainerOf(study, 1);
  await trainer.prepare(() => undefined);
  const losses: unknown[] = [];
  const measures = [];
  for (const cut of [...cuts, total]) {
    const log = await train(trainer, cut);
    losses.push(...log.losses);
    measures.push(...log.measures);
    if (cut < total) trainer = await reborn(trainer, study, 1);
  }
  const result = { losses, measures, state: trainer.checkpoint() };
  trainer.dispose();
  return result;
}

describe('weights that change while it trains', () => {
  for (const kind of ['gradient-norm', 'ntk', 'relobralo', 'softadapt'] as const) {
    it(`${kind}: gives the same bits after being killed and restored`, async () => {
      const whole = await course(choices(kind));
      // Between two weighings; at one; at a resampling; between phases.
      expect(await course(choices(kind), [4, 10, 14, 23])).toEqual(whole);
      const [first, last] = [whole.measures[0], whole.measures[whole.measures.length - 1]].map(weightsOf);
      const names = Object.keys(first);
      expect(names).toHaveLength(5);
      expect(names.some((name) => first[name] !== last[name])).toBe(true);
    });
  }

  it('are told with the scales of the residuals where the kind is fixed, and stay', async () => {
    const { measures, state } = await course({ ...small, scales: { residuals: 'auto' } });
    const scales = [...(state.arrays['residual scales'] as Float64Array)];
    const study = gallery('burgers-data');
    const expected = [
      study.weights.equations,
      ...study.conditions.map(({ weight }) => weight * study.weights.conditions),
      study.weights.data,
    ];
    expect(scales).toHaveLength(expected.length);
    for (const row of measures)
      Object.values(weightsOf(row)).forEach((weight, k) =>
        expect(weight * scales[k] ** 2).toBeCloseTo(expected[k], 12),
      );
  });

  it('are not told where only the user changes them', async () => {
    const { measures, state } = await course(small);
    expect(measures.every((row) => Object.keys(weightsOf(row)).length === 0)).toBe(true);
    expect(Object.keys(state.arrays).filter((name) => /weighting|scales|attention/.test(name))).toEqual([]);
  });
});
