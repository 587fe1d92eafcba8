import { afterEach, describe, expect, it } from 'vitest';
import type { FieldTrainer } from '../../../src/run';
import type { Study } from '../../../src/study';
import { nativeBinding } from '../../../src/tensorflow';
import { gallery, reborn, small, train, trainerOf, type Event, type Log } from './support';

/** A weight for each optimiser, one of them at the step of a resampling, and a parameter. */
const events: Event[] = [
  { step: 5, apply: (trainer) => trainer.setWeight('equations', 0.25) },
  { step: 21, apply: (trainer) => trainer.setWeight('conditions', 3) },
  { step: 26, apply: (trainer) => trainer.setParameter('nu', 0.05) },
];
const total = 36;

interface Course extends Log {
  readonly parameters: Float64Array | Float32Array;
  readonly points: Record<string, Float64Array>;
  readonly state: ReturnType<FieldTrainer['checkpoint']>;
}

const result = (trainer: FieldTrainer, log: Log): Course => ({
  ...log,
  parameters: trainer.networkParameters(),
  points: trainer.collocationPoints(),
  state: trainer.checkpoint(),
});

async function straight(study: Study, threads: number, milliseconds?: number): Promise<Course> {
  const trainer = await trainerOf(study, threads);
  const course = result(trainer, await train(trainer, total, { events, milliseconds }));
  trainer.dispose();
  return course;
}

async function interrupted(study: Study, threads: number, cuts: readonly number[]): Promise<Course> {
  let trainer = await trainerOf(study, threads);
  const logs: Log[] = [];
  for (const cut of [...cuts, total]) {
    logs.push(await train(trainer, cut, { events }));
    if (cut < total) trainer = await reborn(trainer, study, threads);
  }
  const course = result(trainer, {
    losses: logs.flatMap(({ losses }) => losses),
    measures: logs.flatMap(({ measures }) => measures),
    notices: logs.flatMap(({ notices }) => notices),
    outcome: logs[logs.length - 1].outcome,
  });
  trainer.dispose();
  return course;
}

/** The promise of bits that don't depend on when a run was cut or how it was chunked, for one number of threads. */
export function describeExactness(threads: number): void {
  afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

  for (const [name, precision] of [
    ['burgers', 'float32'],
    ['burgers-data', 'float64'],
  ] as const) {
    describe(`${name} in ${precision} on ${threads} thread(s)`, () => {
      const study = gallery(name, { ...small, training: { ...small.training, precision } });
      let whole: Promise<Course> | null = null;
      const reference = () => (whole ??= straight(study, threads));

      it('runs through both phases, and the loss falls', async () => {
        const { losses, measures, outcome } = await reference();
        expect(losses.map(({ step }) => step)).toEqual(Array.from({ length: total }, (_, k) => k + 1));
        expect(losses.map(({ phase }) => phase)).toEqual(losses.map(({ step }) => (step > 12 ? 1 : 0)));
        expect(measures.map(({ step }) => step)).toEqual([10, 20, 30, 36]);
        expect(outcome).toBe('finished');
        // Within stretches between new points, weights and parameters.
        for (const [from, to] of [
          [1, 5],
          [8, 12],
          [15, 20],
          [29, 34],
        ])
          expect(losses[to - 1].loss).toBeLessThan(losses[from - 1].loss);
      });

      it('gives the same bits again', async () => {
        expect(await straight(study, threads)).toEqual(await reference());
      });

      it('gives the same bits in calls of any length', async () => {
        for (const milliseconds of [1e-3, 1e6])
          expect(await straight(study, threads, milliseconds)).toEqual(await reference());
      });

      // While Adam works; where the phase changes; at a resampling; at an event; where both measures meet.
      it('gives the same bits after being killed and restored', async () => {
        for (const cuts of [[3], [12], [21], [5, 7, 14, 20, 28, 30, 35]])
          expect(await interrupted(study, threads, cuts)).toEqual(await reference());
      });
    });
  }
}
