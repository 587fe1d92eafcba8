import { readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunFolder, readRun } from '../../../src/run';
import { Lock } from '../../../src/run/lock';
import { explainStorage } from '../../../src/run/storage';
import { openRun, plainRecord, plainStudy, temporaryFolder, type TestRun } from '../../support/runs';

async function paused(test: TestRun): Promise<void> {
  while (test.run.state !== 'paused') await new Promise((resolve) => setTimeout(resolve, 2));
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: no`), { code });
}

describe('storage trouble', () => {
  it('is told in a sentence with what to do', () => {
    for (const code of ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'ENOENT', 'EIO']) {
      const told = explainStorage(systemError(code), '/data/runs/a') as Error;
      expect(told.message).toMatch(/^[A-Z/].*\/data\/runs\/a.*\. .*go on\.$|^\/data\/runs\/a .*go on\.$/);
      expect(told.message).not.toContain(code);
    }
    const other = new TypeError('a bug');
    expect(explainStorage(other, '/data')).toBe(other);
  });

  it('pauses the run when its folder is gone, and the run goes on when it is back, losing nothing', async () => {
    const folder = path.join(await temporaryFolder(), 'run');
    const test = await openRun(folder);
    const moves: Promise<void>[] = [];
    test.told.after = (_run, trainer) => {
      if (trainer.step >= 30 && moves.length === 0) moves.push(rename(folder, `${folder}-away`));
    };
    const end = test.run.train();
    await paused(test);
    await Promise.all(moves);
    expect(test.run.message).toMatch(/is gone.*Put it back, then go on\.$/);
    const { step } = test.trainer;
    test.run.go();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(test.run.state).toBe('paused');
    expect(test.trainer.step).toBe(step);
    await rename(`${folder}-away`, folder);
    test.run.go();
    expect(await end).toMatchObject({ outcome: 'finished', unsaved: null });
    expect((await readRun(folder)).losses.rows).toHaveLength(100);
    const whole = await temporaryFolder();
    await (await openRun(whole)).run.train();
    expect((await readRun(folder)).record.parametersSha256).toBe(
      (await readRun(whole)).record.parametersSha256,
    );
  });

  it('does not hold back a stop for ever', async () => {
    const folder = path.join(await temporaryFolder(), 'run');
    const test = await openRun(folder);
    test.told.after = () => void rename(folder, `${folder}-away`).catch(() => undefined);
    const end = test.run.train();
    await paused(test);
    test.run.stop();
    expect(await end).toMatchObject({ outcome: 'stopped', unsaved: expect.stringMatching(/is gone/) });
  });

  it('refuses a folder that holds something, and one that is not a run', async () => {
    const folder = await temporaryFolder();
    await expect(RunFolder.resume(folder)).rejects.toThrow(/not the folder of a run: it has no run\.json\.$/);
    await writeFile(path.join(folder, 'thesis.tex'), 'x');
    await expect(RunFolder.create(folder, plainRecord(), plainStudy(), {})).rejects.toThrow(/is not empty/);
    const file = path.join(folder, 'thesis.tex');
    await expect(RunFolder.create(file, plainRecord(), plainStudy(), {})).rejects.toThrow(/is a file, not/);
  });

  it('leaves nothing of a run that could not be made', async () => {
    const folder = path.join(await temporaryFolder(), 'new');
    const record = plainRecord({ dataFiles: { 'd.csv': 'nowhere/d.csv' } });
    await expect(RunFolder.create(folder, record, plainStudy(), {})).rejects.toThrow(/is gone/);
    await expect(readdir(folder)).rejects.toThrow();
  });

  it('refuses a run whose record is damaged', async () => {
    const folder = await temporaryFolder();
    await (await openRun(folder)).run.train();
    await writeFile(path.join(folder, 'run.json'), '{"collocate": 1');
    await expect(RunFolder.resume(folder)).rejects.toThrow(/run\.json is damaged/);
  });
});

describe('lock', () => {
  it('is held against a living process and taken over from a dead one', async () => {
    const file = path.join(await temporaryFolder(), 'lock');
    const lock = await Lock.take(file);
    await expect(Lock.take(file)).rejects.toThrow(new RegExp(`process ${process.pid} .*Stop it there first`));
    await lock.release();
    await writeFile(
      file,
      JSON.stringify({ pid: 2 ** 22 + 1, host: (await import('node:os')).hostname(), started: '1' }),
    );
    await (await Lock.take(file)).release();
    await writeFile(file, '{"pid":');
    await (await Lock.take(file)).release();
  });

  it('is taken over from a dead process by one alone, however many try at once', async () => {
    const { hostname } = await import('node:os');
    const dead = { pid: 2 ** 22 + 1, host: hostname(), started: '1', token: 'dead-1' };
    for (let round = 0; round < 20; round++) {
      const folder = await temporaryFolder();
      const file = path.join(folder, 'lock');
      await writeFile(file, JSON.stringify(dead));
      // One that died while it took the lock over left its claim.
      if (round % 2 === 1)
        await writeFile(`${file}.claim-dead-1`, JSON.stringify({ ...dead, token: 'dead-2' }));
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => Lock.take(file)));
      const taken = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(taken).toHaveLength(1);
      expect(taken[0]!.takenOver).toBe(true);
      for (const one of tries)
        if (one.status === 'rejected') expect(String(one.reason)).toMatch(/is training this run/);
      await taken[0]!.release();
      expect(await readdir(folder)).toEqual([]);
    }
  });

  it('knows a later process with the same number from the one that took it', async () => {
    const file = path.join(await temporaryFolder(), 'lock');
    const { hostname } = await import('node:os');
    await writeFile(file, JSON.stringify({ pid: process.pid, host: hostname(), started: 'long ago' }));
    await (await Lock.take(file)).release();
  });
});
