import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRun, type Trainer } from '../../../src/run';
import { lostTerms } from '../../../src/run/outcome';
import { openRun, temporaryFolder, type TestRun } from '../../support/runs';

/** Trains in `folder` and ends the run as a killed process would, at the first chunk that reaches `step`. */
async function killAt(step: number, test: TestRun): Promise<void> {
  const halt = new Promise<void>((resolve) => {
    const after = test.told.after;
    test.told.after = (run, trainer) => {
      after(run, trainer);
      if (trainer.step < step) return;
      // From here on nothing reaches the disk any more.
      trainer.advance = () => new Promise(() => resolve());
    };
  });
  void test.run.train();
  await halt;
  await test.run['folder'].close();
}

async function outcomeOf(folder: string) {
  const { record, losses, measures } = await readRun(folder);
  return { sha: record.parametersSha256, losses, measures };
}

describe('run', () => {
  it('trains to the end and leaves a readable folder', async () => {
    const folder = await temporaryFolder();
    const { run, told, trainer } = await openRun(folder);
    expect(await run.train()).toMatchObject({ outcome: 'finished', unsaved: null });
    expect(told.states).toEqual(['compiling', 'training', 'finished']);
    const stored = await readRun(folder);
    expect(stored.record).toMatchObject({ outcome: 'finished', progress: { step: 100, totalSteps: 100 } });
    expect(stored.record.ended).not.toBeNull();
    expect(stored.losses.columns).toEqual(['step', 'phase', 'loss', 'equation 1', 'x = 0']);
    expect(stored.losses.rows.map((row) => row[0])).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    expect(stored.measures.rows.map((row) => row[0])).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(trainer.checkpoints).toEqual([0, 20, 40, 60, 80, 100]);
    // It is a fit: the error fell.
    expect(stored.measures.rows.at(-1)?.[2]).toBeLessThan(0.5 * (stored.measures.rows[0]?.[2] ?? 0));
  });

  it('ends with the same bits and the same tables when it was killed and resumed', async () => {
    const [whole, broken] = [await temporaryFolder(), await temporaryFolder()];
    await (await openRun(whole)).run.train();
    await killAt(47, await openRun(broken, { stepMilliseconds: 15 }));
    const resumed = await openRun(broken, { resume: true });
    expect((await resumed.run.train()).outcome).toBe('finished');
    expect(resumed.told.losses[0]?.step).toBe(41);
    expect(await outcomeOf(broken)).toEqual(await outcomeOf(whole));
    const different = await temporaryFolder();
    await (await openRun(different, { seed: 1 })).run.train();
    expect((await outcomeOf(different)).sha).not.toBe((await outcomeOf(whole)).sha);
  });

  it('meets a change of weight again at its step when the run is resumed from before it', async () => {
    const change = (test: TestRun) => {
      test.told.after = (run, trainer) => {
        if (trainer.step === 1) run.change({ kind: 'weight', group: 'conditions', value: 3 });
      };
    };
    // With checkpoints every 500 steps a kill loses everything but the beginning, and the change comes after it.
    const record = { checkpointEvery: 500 };
    const [whole, broken, without] = [
      await temporaryFolder(),
      await temporaryFolder(),
      await temporaryFolder(),
    ];
    const first = await openRun(whole, { record });
    change(first);
    await first.run.train();
    await (await openRun(without, { record })).run.train();
    expect((await outcomeOf(without)).sha).not.toBe((await outcomeOf(whole)).sha);

    const second = await openRun(broken, { record, stepMilliseconds: 5 });
    change(second);
    await killAt(21, second);
    const resumed = await openRun(broken, { resume: true });
    await resumed.run.train();
    expect(resumed.told.losses[0]?.step).toBe(1);
    expect(await outcomeOf(broken)).toEqual(await outcomeOf(whole));
    const events = (await readRun(broken)).events;
    expect(events.map(({ kind, step, value }) => ({ kind, step, value }))).toEqual([
      { kind: 'weight', step: 1, value: 3 },
      { kind: 'resumed', step: 0, value: 0 },
    ]);
  });

  it('pauses, goes on and stops when told to', async () => {
    const folder = await temporaryFolder();
    const { run, trainer, told } = await openRun(folder, { stepMilliseconds: 2, steps: [0, 10_000] });
    const reached = (state: string) =>
      new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          if (run.state !== state) return;
          clearInterval(timer);
          resolve();
        }, 2);
      });
    const end = run.train();
    await reached('training');
    run.pause();
    await reached('paused');
    const { step } = trainer;
    // What the user does to a paused run holds at once, and a pause leaves a checkpoint.
    run.change({ kind: 'weight', group: 'equations', value: 0.5 });
    await expect.poll(() => trainer.weights.equations, { timeout: 10_000 }).toBe(0.5);
    expect(trainer.step).toBe(step);
    expect(trainer.checkpoints).toContain(step);
    run.go();
    await reached('training');
    run.stop();
    expect(await end).toMatchObject({ outcome: 'stopped', unsaved: null });
    expect(told.states).toEqual(['compiling', 'training', 'paused', 'training', 'stopped']);
    expect(trainer.checkpoints.at(-1)).toBe(trainer.step);
    const resumed = await openRun(folder, { resume: true, steps: [0, 10_000] });
    expect(resumed.trainer.step).toBe(0);
    resumed.run.stop();
    await resumed.run.train();
    expect(resumed.trainer.step).toBe(trainer.step);
  });

  it('writes a checkpoint before it compiles the program of a phase, and says that it compiles', async () => {
    const record = { checkpointEvery: 1000 };
    const test = await openRun(await temporaryFolder(), { record, stepMilliseconds: 10 });
    let due = -1;
    const compilesNext = (): boolean => {
      const { step } = test.trainer;
      if (due < 0 && step > 1) due = step;
      return step === due;
    };
    Object.defineProperty(test.trainer, 'compilesNext', { get: compilesNext });
    await test.run.train();
    expect(due).toBeLessThan(100);
    expect(test.trainer.checkpoints).toEqual([0, due, 100]);
    expect(test.told.states).toEqual(['compiling', 'training', 'compiling', 'training', 'finished']);
  });

  it('leaves out what takes time when it is to stop at once', async () => {
    const test = await openRun(await temporaryFolder(), {
      stepMilliseconds: 1,
      doubts: [{ term: '', place: '', message: 'Doubtful.' }],
    });
    test.told.after = (run) => run.stop('at once');
    expect(await test.run.train()).toMatchObject({ outcome: 'stopped', unsaved: null });
    expect(test.run.warnings).toEqual([]);
  });

  it('is put aside without an outcome', async () => {
    const folder = await temporaryFolder();
    const { run, told } = await openRun(folder, { stepMilliseconds: 2 });
    told.after = () => run.putAside();
    expect(await run.train()).toMatchObject({ outcome: null });
    expect((await readRun(folder)).record.outcome).toBeNull();
  });

  it('stretches the last phase to the seconds it was given', async () => {
    const { run, trainer } = await openRun(await temporaryFolder(), {
      stepMilliseconds: 2,
      steps: [10, 20],
      record: { seconds: 2 },
    });
    expect(await run.train()).toMatchObject({ outcome: 'finished' });
    expect(run.seconds).toBeGreaterThan(1.95);
    expect(trainer.step).toBeGreaterThan(50);
  });

  it('uses all the seconds it was given when it is resumed beyond the steps of its study', async () => {
    const folder = await temporaryFolder();
    // Long enough that a busy machine too is killed before its time is over.
    const record = { seconds: 3 };
    await killAt(41, await openRun(folder, { stepMilliseconds: 2, steps: [10, 20], record }));
    const { run } = await openRun(folder, { resume: true, stepMilliseconds: 2, steps: [10, 20] });
    expect(await run.train()).toMatchObject({ outcome: 'finished' });
    expect(run.seconds).toBeGreaterThan(2.9);
  });

  it('cuts the run at the steps it was given, within any phase', async () => {
    for (const steps of [15, 70, 140]) {
      const { run, trainer } = await openRun(await temporaryFolder(), { record: { steps } });
      await run.train();
      expect(trainer.step).toBe(steps);
    }
  });

  it('ends as failed with one sentence when the engine throws, and keeps its checkpoint', async () => {
    const folder = await temporaryFolder();
    const { run, told } = await openRun(folder);
    told.after = (_run, trainer) => {
      if (trainer.step >= 30)
        trainer.advance = () => Promise.reject(new Error('out of memory\n    at stack'));
    };
    expect(await run.train()).toMatchObject({ outcome: 'failed', message: 'out of memory.' });
    expect((await readFile(path.join(folder, 'log.txt'), 'utf8')).trim()).toMatch(/error\tout of memory\.$/);
    const resumed = await openRun(folder, { resume: true });
    expect((await resumed.run.train()).outcome).toBe('finished');
  });

  it('warns when the loss on fresh points is far above the trained one', async () => {
    const honest = await openRun(await temporaryFolder(), { freshRatio: 3 });
    await honest.run.train();
    expect(honest.told.notices.filter((notice) => notice.level === 'warning')).toEqual([]);
    const overfitted = await openRun(await temporaryFolder(), { freshRatio: 250 });
    await overfitted.run.train();
    expect(overfitted.told.notices.map((notice) => notice.text)).toContainEqual(
      expect.stringMatching(/^The loss on fresh points is 250 times the trained loss/),
    );
  });

  it('tells and keeps what makes the result doubtful', async () => {
    const doubt = {
      term: 'equation 1',
      place: 'x ≈ 0.5',
      message: 'equation 1 does not hold where x ≈ 0.5.',
    };
    const folder = await temporaryFolder();
    const { run, told } = await openRun(folder, { doubts: [doubt] });
    expect(run.warnings).toEqual([]);
    await run.train();
    expect(run.warnings).toEqual([doubt]);
    expect(told.notices).toContainEqual(expect.objectContaining({ level: 'warning', text: doubt.message }));
    expect((await readRun(folder)).record.warnings).toEqual([doubt]);
  });

  it('ends as diverged when the loss is no number any more', async () => {
    const { run } = await openRun(await temporaryFolder(), { steps: [0, 100_000] });
    run.change({ kind: 'weight', group: 'equations', value: 1e6 });
    expect(await run.train()).toMatchObject({ outcome: 'diverged' });
    expect(run.state).toBe('failed');
  });

  it('names the terms that are no number where others still are one', () => {
    const terms = [
      { name: 'equation 1', group: 'equations' as const },
      { name: 't = 0', group: 'conditions' as const },
    ];
    const row = (values: number[]) => ({ step: 1, phase: 0, loss: NaN, terms: values });
    expect(lostTerms(terms, row([NaN, 0.5]))).toEqual([
      {
        term: 'equation 1',
        place: '',
        message: expect.stringMatching(/^equation 1 is no number at step 1: /),
      },
    ]);
    expect(lostTerms(terms, row([NaN, Infinity]))).toEqual([]);
    expect(lostTerms(terms, null)).toEqual([]);
  });

  it('is stopped while its trainer prepares, and resumed from there', async () => {
    const folder = await temporaryFolder();
    const { run, trainer: cosine } = await openRun(folder);
    const trainer: Trainer = cosine;
    trainer.prepare = (progress, signal) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
        progress('Solving for the reference.');
        setImmediate(() => run.stop());
      });
    expect((await run.train()).outcome).toBe('stopped');
    expect((await readRun(folder)).losses.rows).toEqual([]);
    const resumed = await openRun(folder, { resume: true });
    expect((await resumed.run.train()).outcome).toBe('finished');
  });
});
