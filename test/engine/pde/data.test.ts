import { afterEach, describe, expect, it } from 'vitest';
import { nativeBinding } from '../../../src/tensorflow';
import { gallery, reborn, small, train, trainerOf } from './support';

const term = 'data burgers-data.csv';
const [rms, relative] = [`${term}: rms error`, `${term}: relative L2 error`];
const study = gallery('burgers-data', {
  ...small,
  data: [
    {
      file: 'gallery:burgers-data.csv',
      columns: { x: 'x', t: 't', u: 'u' },
      noise: 0.01,
      validation: 0.25,
    },
  ],
});

afterEach(() => expect(nativeBinding().getNumOfTensors()).toBe(0));

describe('values that are kept out', () => {
  it('are measured at every measure, and the same after a restart', async () => {
    const straight = await trainerOf(study, 1);
    expect(straight.measured?.validation).toEqual([rms, relative]);
    const whole = await train(straight, 36);
    const parameters = straight.networkParameters();
    straight.dispose();
    let trainer = await trainerOf(study, 1);
    const before = await train(trainer, 17);
    trainer = await reborn(trainer, study, 1);
    const after = await train(trainer, 36);
    expect(trainer.networkParameters()).toEqual(parameters);
    trainer.dispose();
    expect([...before.losses, ...after.losses]).toEqual(whole.losses);
    expect([...before.measures, ...after.measures]).toEqual(whole.measures);
    expect(whole.measures.length).toBeGreaterThan(2);
    const validation = whole.measures.map((row) => row.validation![rms]);
    for (const row of whole.measures) {
      expect(Object.keys(row.validation!)).toEqual([rms, relative]);
      // Both are norms of one difference: their ratio is the size of what was measured.
      expect(row.validation![rms] / row.validation![relative]).toBeCloseTo(
        whole.measures[0].validation![rms] / whole.measures[0].validation![relative],
        10,
      );
    }
    expect(validation.at(-1)).toBeLessThan(validation[0]);
  });
});

describe('the misfit to data', () => {
  const doubtsWith = async (noise: number) => {
    const entry = { file: 'gallery:burgers-data.csv', columns: { x: 'x', t: 't', u: 'u' }, noise };
    const trainer = await trainerOf(gallery('burgers-data', { ...small, data: [entry] }), 1);
    await train(trainer, 36);
    const doubts = trainer.examine!().filter((doubt) => doubt.term === term);
    trainer.dispose();
    return doubts.map(({ message }) => message);
  };

  it('is told when it is beyond the stated noise, and only then', async () => {
    expect(await doubtsWith(10)).toEqual([]);
    const [told] = await doubtsWith(1e-5);
    expect(told).toContain(`misses ${term} by`);
    expect(told).toContain('times their standard deviation');
  });
});
