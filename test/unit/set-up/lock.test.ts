import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStale, staleAfter, takeLock } from '../../../scripts/set-up/lock.mjs';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-lock-'));
  file = path.join(folder, 'set-up.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const silent = { say: () => {} };
const hold = (pid: number, host = os.hostname()) => writeFileSync(file, JSON.stringify({ pid, host }));
const deadPid = () => spawnSync('true').pid;

describe('the set-up lock', () => {
  it('is held by this process and given back', async () => {
    const giveBack = await takeLock(folder, silent);
    expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid);
    giveBack();
    expect(existsSync(file)).toBe(false);
  });

  it('is taken over from a process that died', async () => {
    hold(deadPid());
    expect(isStale(file)).toBe(true);
    (await takeLock(folder, silent))();
  });

  it('is taken over from another machine that no longer touches it', () => {
    hold(1, 'elsewhere');
    expect(isStale(file)).toBe(false);
    const old = new Date(Date.now() - staleAfter - 1000);
    utimesSync(file, old, old);
    expect(isStale(file)).toBe(true);
  });

  it('waits for a set-up at work and says so once', async () => {
    const giveBack = await takeLock(folder, silent);
    const said: string[] = [];
    let taken = false;
    const second = takeLock(folder, { say: (text: string) => said.push(text) }, 10).then((free) => {
      taken = true;
      free();
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(taken).toBe(false);
    giveBack();
    await second;
    expect(said).toEqual(['Another Collocate set-up is at work; waiting for it to end.']);
  });
});
