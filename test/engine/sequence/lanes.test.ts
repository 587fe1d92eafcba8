import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceOf } from '../../../src/sequence/sources';
import { SequenceTrainer } from '../../../src/sequence/training';
import { configureEngine } from '../../../src/tensorflow';
import { sequenceStudy } from '../../support/sequences';

beforeAll(() => configureEngine({ threads: 2, device: 'cpu' }));
const trainers: SequenceTrainer[] = [];
afterAll(() => trainers.forEach((trainer) => trainer.dispose()));

interface Wish {
  readonly lanes: number;
  readonly until: number;
  readonly batch?: number;
  readonly dropout?: number;
  readonly from?: SequenceTrainer;
}

async function trained({ lanes, until, batch = 16, dropout = 0, from }: Wish) {
  const study = sequenceStudy({
    model: { kind: 'lstm', width: 48, dropout },
    training: { precision: 'float64', steps: 6, batch, window: 32, measureEvery: 6 },
  });
  const trainer = new SequenceTrainer(study, sourceOf(study, {}), lanes);
  trainers.push(trainer);
  await trainer.prepare(() => undefined);
  if (from) trainer.restore(from.checkpoint());
  const losses: number[] = [];
  while (trainer.step < until) {
    // The runner of the tests is answered between two calls, however long they take to compile.
    await new Promise((resolve) => setImmediate(resolve));
    losses.push(...(await trainer.advance(until, 1e4)).losses.map(({ loss }) => loss));
  }
  return { trainer, losses, parameters: trainer.networkParameters() };
}

const difference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (x, k) => Math.abs(x - b[k])).reduce((most, x) => Math.max(most, x), 0);

describe('a batch that two lanes share', () => {
  it('gives the losses and the steps of a whole batch, but for the order of its sums', async () => {
    const [whole, shared] = [await trained({ lanes: 1, until: 3 }), await trained({ lanes: 2, until: 3 })];
    expect(difference(shared.losses, whole.losses)).toBeLessThan(1e-12);
    expect(difference(shared.parameters, whole.parameters)).toBeLessThan(1e-9);
    // Summed in another order, or the batch was never shared.
    expect(shared.parameters).not.toEqual(whole.parameters);
  });

  it('stays whole where it can not be dealt out evenly', async () => {
    const [whole, odd] = [
      await trained({ lanes: 1, until: 2, batch: 15 }),
      await trained({ lanes: 2, until: 2, batch: 15 }),
    ];
    expect(odd.parameters).toEqual(whole.parameters);
  });

  it('goes on from a checkpoint with the same bits, dropout and all', async () => {
    const straight = await trained({ lanes: 2, until: 6, dropout: 0.1 });
    const first = await trained({ lanes: 2, until: 3, dropout: 0.1 });
    const second = await trained({ lanes: 2, until: 6, dropout: 0.1, from: first.trainer });
    expect(second.parameters).toEqual(straight.parameters);
  });
});
