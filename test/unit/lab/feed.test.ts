import { describe, expect, it } from 'vitest';
import { Feed } from '../../../src/lab/feed';
import type { OpenRun } from '../../../src/lab/open-run';
import type { LabEvent } from '../../../src/lab/protocol';
import type { FieldFrame, Work } from '../../../src/run';

/** A run whose frames come in parts of a known cost, by a clock that only work moves. */
function watched({ parts, cost, compiling = 0 }: { parts: number; cost: number; compiling?: number }) {
  const clock = { now: 0, drawing: 0 };
  const events: { event: number; body: LabEvent }[] = [];
  let compiled = false;
  let ended = 0;
  const trainer = {
    step: 1,
    coordinates: [{ name: 'x', low: 0, high: 1 }],
    evaluateGrid: () => undefined,
    *frame(): Work<FieldFrame> {
      const { step } = trainer;
      try {
        for (let part = 0; part < parts; part++) {
          if (part > 0) yield;
          const spent = compiled ? cost : compiling;
          compiled = true;
          clock.now += spent;
          clock.drawing += spent;
        }
        return { step, axes: [], fields: { u: Float64Array.of(step) }, inside: null };
      } finally {
        ended++;
      }
    },
  };
  const run = { firstStepAt: 0, state: 'training' };
  const open = { trainer, run, folder: { record: { run: 'r' } } } as unknown as OpenRun;
  const feed = new Feed(
    (event, body) => events.push({ event, body }),
    () => clock.now,
  );
  feed.watch('r', { counts: [4] });
  const frames = () => events.flatMap(({ body }) => (body.kind === 'frame' ? [body.frame] : []));
  /** Trains for some milliseconds in chunks of 150, with a look at the feed after each. */
  const train = (milliseconds: number) => {
    for (let spent = 0; spent < milliseconds; spent += 150) {
      clock.now += 150;
      trainer.step++;
      feed.pump(open);
      for (const { event } of events) feed.acknowledge(event, null);
    }
  };
  return { clock, trainer, run, open, feed, frames, train, ended: () => ended };
}

describe('live frames', () => {
  it.each([
    [1, 2],
    [8, 10],
    [64, 10],
    [20, 60],
  ])('of %i parts of %i ms cost training at most 5%% and come in good time', (parts, cost) => {
    const { clock, frames, train, feed } = watched({ parts, cost });
    train(60_000);
    const began = clock.drawing;
    const [count, at] = [frames().length, clock.now];
    train(120_000);
    expect((clock.drawing - began) / (clock.now - at)).toBeLessThan(0.05);
    const perSecond = (1000 * (frames().length - count)) / (clock.now - at);
    expect(perSecond).toBeLessThanOrEqual(5);
    // What is allowed is used up to what chunks of training leave between two looks.
    expect(perSecond).toBeGreaterThan(Math.min(3, (0.5 * 50) / (parts * cost)));
    feed.close();
  });

  it('do not count the time of compiling against the next', () => {
    const { frames, train, feed } = watched({ parts: 2, cost: 1, compiling: 4000 });
    train(2000);
    expect(frames().length).toBeGreaterThan(4);
    feed.close();
  });

  it('are drawn at once when training rests, the one of the last step among them', async () => {
    const { run, trainer, open, feed, frames, train, clock } = watched({ parts: 40, cost: 30 });
    train(1000);
    expect(frames()).toHaveLength(0);
    run.state = 'paused';
    feed.pump(open);
    for (let turn = 0; turn < 10_000 && frames().at(-1)?.step !== trainer.step; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      clock.now += 1;
      for (let event = 1; event < 4; event++) feed.acknowledge(event, open);
    }
    expect(frames().at(-1)?.step).toBe(trainer.step);
    feed.close();
  });

  it('that are under way are given up with their run, their choice or their watch', () => {
    const { feed, train, frames, ended } = watched({ parts: 500, cost: 10 });
    train(2000);
    feed.watch('r', { counts: [5] });
    expect(ended()).toBe(1);
    train(2000);
    feed.watch('r', null);
    expect(ended()).toBe(2);
    train(2000);
    expect(ended()).toBe(2);
    feed.watch('r', { counts: [5] });
    train(1000);
    feed.reset();
    expect(ended()).toBe(3);
    expect(frames()).toEqual([]);
  });
});
