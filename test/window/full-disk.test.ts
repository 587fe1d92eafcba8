import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { smallDisk } from '../support/small-disk';
import { openElectron } from './support/electron';
import { lengthen } from './support/lab-window';
import { stepsDone, until } from './support/readings';

/** Writes until nothing more goes in. */
function fill(file: string): void {
  const open = openSync(file, 'w');
  try {
    for (const size of [65536, 1024, 1]) {
      try {
        for (;;) writeSync(open, Buffer.alloc(size));
      } catch {
        continue; // full for this size
      }
    }
  } finally {
    closeSync(open);
  }
}

it('a full disk is told in the window, and training goes on when there is room again', async (context) => {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'collocate-disk-'));
  const disk = smallDisk(parent, 32 * 2 ** 20);
  if (disk === null) return context.skip('Only root can make a small disk.');
  const lab = await openElectron({ env: { COLLOCATE_RUNS: path.join(disk.folder, 'runs') } });
  try {
    const { page } = lab;
    await page.getByRole('button', { name: /Burgers equation with noisy data/ }).click();
    await lengthen(page);
    await page.getByRole('button', { name: 'Train' }).first().click();
    await until('training', 60, async () => (await stepsDone(page).catch(() => 0)) > 50);
    const filler = path.join(disk.folder, 'filler');
    fill(filler);
    const told = page.locator('.banner').filter({ hasText: /disk that holds .* is full/ });
    await told.waitFor({ timeout: 60_000 });
    const before = await stepsDone(page);
    rmSync(filler);
    await told.getByRole('button', { name: 'Try again' }).click();
    await until('further steps', 60, async () => (await stepsDone(page)) > before + 50);
    expect(await told.count()).toBe(0);
    expect(await page.locator('.state-chip').textContent()).toBe('Training');
  } finally {
    await lab.close();
    disk.release();
    rmSync(parent, { recursive: true, force: true });
  }
});
