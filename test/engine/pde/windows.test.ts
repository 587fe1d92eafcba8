import { afterEach, describe, expect, it } from 'vitest';
import { parseStudy, type Study, type StudyDocument } from '../../../src/study';
import { nativeBinding } from '../../../src/tensorflow';
import { reborn, train, trainerOf, type Log } from './support';

const study = (document: Omit<StudyDocument, 'collocate'>): Study => {
  const parsed = parseStudy({ collocate: 1, ...document });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.study;
};

/** Levenberg–Marquardt on small networks: seconds for each window. */
const quick = (steps: number) =>
  ({
    points: { equations: 400, conditions: 64, every: 8 },
    network: { width: 10, depth: 2 },
    training: { phases: [{ optimiser: 'levenberg-marquardt', steps }], measureEvery: 20 },
  }) satisfies Partial<StudyDocument>;

const heat = study({
  coordinates: { x: [0, 1], t: [0, 0.4] },
  fields: ['u'],
  equations: ['u_t = 0.3*u_xx'],
  conditions: [
    { on: 't = 0', require: 'u = sin(pi*x)', weight: 100 },
    { on: 'x = 0', require: 'u = 0', hard: true },
    { on: 'x = 1', require: 'u = 0', hard: true },
  ],
  windows: { lengths: [1, 1, 2] },
  reference: { kind: 'expression', fields: { u: 'exp(-0.3*pi^2*t)*sin(pi*x)' } },
  ...quick(40),
});

const wave = study({
  coordinates: { x: [0, 1], t: [0, 1.2] },
  fields: ['u'],
  equations: ['u_tt = u_xx'],
  conditions: [
    { on: 't = 0', require: 'u = sin(pi*x)', weight: 100 },
    { on: 't = 0', require: 'u_t = 0', weight: 100 },
    { on: 'x = 0', require: 'u = 0', hard: true },
    { on: 'x = 1', require: 'u = 0', hard: true },
  ],
  windows: { count: 3 },
  reference: { kind: 'expression', fields: { u: 'cos(pi*t)*sin(pi*x)' } },
  ...quick(40),
});

const advection = study({
  coordinates: { x: [0, '2*pi'], t: [0, 1] },
  fields: ['u'],
  equations: ['u_t + 3*u_x = 0'],
  conditions: [
    { on: 't = 0', require: 'u = sin(x)', weight: 100 },
    { require: 'u(x=0) = u(x=2*pi)', hard: true },
  ],
  windows: { count: 4 },
  reference: { kind: 'expression', fields: { u: 'sin(x - 3*t)' } },
  ...quick(40),
});

afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

describe('windows of time', () => {
  for (const [name, given, bound] of [
    ['heat', heat, 1e-4],
    ['wave', wave, 1e-3],
    ['advection', advection, 1e-4],
  ] as const) {
    it(`march through the ${name} equation without a growing error`, async () => {
      const trainer = await trainerOf(given, 1);
      const { measures, outcome } = await train(trainer, 1000);
      expect(outcome).toBe('finished');
      const ends = measures.filter(({ step }) => step % 40 === 0);
      expect(ends.map(({ values }) => values!.window)).toEqual(ends.map((_, k) => k + 1));
      for (const { errors, values } of ends) {
        expect(errors.u).toBeLessThan(bound);
        expect(values!['error of u in the window']).toBeLessThan(bound);
      }
      expect(trainer.examine()).toEqual([]);
      trainer.dispose();
    });
  }

  it('hand over value and velocity: fields and their derivatives agree where windows meet', async () => {
    const trainer = await trainerOf(wave, 1);
    await train(trainer, 1000);
    const x = Float64Array.from({ length: 21 }, (_, i) => i / 20);
    for (const edge of [0.4, 0.8]) {
      const at = (time: number) =>
        trainer.evaluatePoints({ x, t: x.map(() => time) }, ['u', 'u_t']) as Record<string, Float64Array>;
      const [before, after] = [at(edge), at(edge + 1e-9)];
      for (const name of ['u', 'u_t'])
        before[name].forEach((value, i) => expect(Math.abs(value - after[name][i])).toBeLessThan(2e-3));
    }
    trainer.dispose();
  });

  it('knows no values at times that no window has reached', async () => {
    const trainer = await trainerOf(advection, 1);
    await train(trainer, 50);
    const { u } = trainer.evaluateGrid([3, 5]).fields;
    expect([...u].map(Number.isNaN)).toEqual([0, 1, 2].flatMap(() => [false, false, false, true, true]));
    trainer.dispose();
  });

  it('end early where the loss is low enough, and leave the steps undone', async () => {
    const trainer = await trainerOf({ ...advection, stop: { loss: 1e6 } }, 1);
    const { outcome, notices } = await train(trainer, 1000);
    expect(outcome).toBe('finished');
    expect(trainer.step).toBe(4 * 20);
    expect(notices.filter((notice) => notice.startsWith('Window'))).toHaveLength(3);
    trainer.dispose();
  });

  it('share a total of steps, and a run that is cut ends with the same bits', async () => {
    const two = {
      ...wave,
      points: { ...wave.points, sampler: 'jittered-rad', every: 7 },
      causal: { strength: 1, chunks: 4 },
      weighting: { ...wave.weighting, every: 5 },
      stop: { patience: 9 },
      training: {
        ...wave.training,
        phases: [
          { optimiser: 'adam', steps: 10, learningRate: 0.01, schedule: 'linear', warmUp: 0 },
          { optimiser: 'levenberg-marquardt', steps: 10 },
        ],
        measureEvery: 6,
      },
    } satisfies Study;
    const total = 54;
    const run = async (cuts: readonly number[]) => {
      let trainer = await trainerOf(two, 1);
      const logs: Log[] = [];
      trainer.setTotalSteps(total);
      for (const cut of [...cuts, total]) {
        logs.push(await train(trainer, cut));
        if (cut === total) break;
        trainer = await reborn(trainer, two, 1);
        trainer.setTotalSteps(total);
      }
      const result = {
        losses: logs.flatMap(({ losses }) => losses),
        measures: logs.flatMap(({ measures }) => measures),
        parameters: trainer.networkParameters(),
        state: trainer.checkpoint(),
        grid: trainer.evaluateGrid([7, 13]).fields,
      };
      expect(trainer.step).toBe(total);
      trainer.dispose();
      return result;
    };
    const straight = await run([]);
    expect(straight.losses).toHaveLength(total);
    expect(straight.parameters).toHaveLength(3 * 151);
    expect(await run([9, 18, 25, 36, 40])).toEqual(straight);
  });
});
