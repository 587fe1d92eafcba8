import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trainer } from '../../../src/run';
import { createSequenceTrainer, type CountingTrainer, type SequenceTrainer } from '../../../src/sequence';
import { configureEngine } from '../../../src/tensorflow';
import { sequenceStudy } from '../../support/sequences';

beforeAll(() => configureEngine({ threads: 1, device: 'cpu' }));
const trainers: Trainer[] = [];
afterAll(() => trainers.forEach((trainer) => trainer.dispose()));

async function started(changes: object): Promise<Trainer> {
  const trainer = await createSequenceTrainer(sequenceStudy(changes), { threads: 1, device: 'cpu' });
  trainers.push(trainer);
  await trainer.prepare(() => undefined);
  return trainer;
}

async function train(trainer: Trainer, until: number) {
  const losses: number[] = [];
  let last = null;
  while (trainer.step < until) {
    // The runner of the tests is answered between two chunks, however busy the machine is.
    await new Promise((resolve) => setImmediate(resolve));
    const advance = await trainer.advance(until, 1e4);
    losses.push(...advance.losses.map(({ loss }) => loss));
    last = advance.measures.at(-1) ?? last;
    if (advance.outcome === 'diverged') throw new Error('It diverged.');
  }
  return { losses, values: last?.values ?? {} };
}

const training = { steps: 12, batch: 4, window: 8, measureEvery: 6, warmUp: 3 };

describe('training a model of sequences', () => {
  for (const model of [
    { kind: 'lstm', width: 6, layers: 2, dropout: 0.2 },
    { kind: 'transformer', width: 8, heads: 2, inner: 8, dropout: 0.1 },
  ])
    it(`${model.kind}: goes on from a checkpoint with the same bits`, async () => {
      const whole = await started({ model, training });
      const straight = await train(whole, 12);
      const first = await started({ model, training });
      const before = await train(first, 5);
      const second = await started({ model, training });
      second.restore(first.checkpoint());
      const after = await train(second, 12);
      expect([...before.losses, ...after.losses]).toEqual(straight.losses);
      expect(second.networkParameters()).toEqual(whole.networkParameters());
      expect(after.values).toEqual(straight.values);
    });

  it('learns a chain nearly to its entropy rate, which counting reaches', async () => {
    const source = { kind: 'markov', symbols: 3, order: 1, length: 20_000 };
    const steps = { steps: 150, batch: 16, window: 16, learningRate: 0.02, measureEvery: 150 };
    const net = await started({ source, model: { kind: 'gru', width: 12 }, training: steps });
    const { values, losses } = await train(net, 150);
    expect(losses[0]).toBeGreaterThan(1.2 * losses[149]);
    expect(values['excess over the entropy rate']).toBeLessThan(0.05);
    expect(values['excess over the entropy rate']).toBeGreaterThan(-0.02);
    expect(values['validation, bits per element'] * Math.LN2).toBeCloseTo(
      values['validation, nats per element'],
      12,
    );
    expect(Math.log(values['validation perplexity'])).toBeCloseTo(values['validation, nats per element'], 12);
    expect(values['test, nats per element']).toBeGreaterThan(0);

    // the table p(x | context), for a context shorter and one longer than the window
    const table = (net as SequenceTrainer).distribution([0, 1]);
    expect(table.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    const counted = await started({ source, model: { kind: 'n-gram', order: 2 } });
    const truth = (counted as CountingTrainer).distribution([1]);
    const long = Array.from({ length: 40 }, (_, k) => (k === 39 ? 1 : k % 3));
    for (const told of [table, (net as SequenceTrainer).distribution(long)])
      truth.forEach((p, k) => expect(Math.abs(told[k] - p)).toBeLessThan(0.1));
    expect(() => (net as SequenceTrainer).distribution([])).toThrow(/at least one/);

    const found = await train(counted, 1);
    expect(Math.abs(found.values['excess over the entropy rate'])).toBeLessThan(0.02);
    const alone = await train(await started({ source, model: { kind: 'unigram' } }), 1);
    expect(alone.values['excess over the entropy rate']).toBeGreaterThan(0.05);
  });

  it('evaluates what counts of each example once', async () => {
    const source = { kind: 'copy', symbols: 4, payload: 1, lag: 2, examples: 203 };
    const trainer = await started({
      source,
      model: { kind: 'rnn', width: 6 },
      training: { ...training, steps: 1 },
    });
    const { values } = await train(trainer, 1);
    // 20 examples of validation, each asked one symbol
    expect((20 * values['validation accuracy']) % 1).toBeCloseTo(0, 6);
    expect(values['validation, nats per element']).toBeGreaterThan(0.5);
  });

  it('trains on real numbers', async () => {
    const source = { kind: 'lorenz', length: 1500 };
    const steps = { ...training, steps: 60, window: 16, batch: 8, learningRate: 0.01, measureEvery: 60 };
    const trainer = await started({
      source,
      model: { kind: 'lstm', width: 12 },
      training: { ...steps, loss: 'gaussian' },
    });
    const { losses, values } = await train(trainer, 60);
    expect(losses[59]).toBeLessThan(losses[0]);
    expect(Number.isFinite(values['validation loss'])).toBe(true);
  });

  it('a run that is made longer goes on, and has one term and no weight to change', async () => {
    const trainer = await started({ model: { kind: 'aggregation', width: 4 }, training });
    trainer.setTotalSteps(4);
    expect(trainer.phases).toEqual([{ optimiser: 'adam', steps: 4 }]);
    const { values } = await train(trainer, 4);
    expect((await trainer.advance(99, 100)).outcome).toBe('finished');
    expect(Object.keys(values)).toEqual([...trainer.measures!]);
    expect(() => trainer.setWeight('data', 2)).toThrow(/no weight to change/);
    expect(() => trainer.setParameter('nu', 2)).toThrow(/no parameter "nu"/);
  });
});
