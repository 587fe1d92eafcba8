import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElectron, type ElectronWindow } from './support/electron';
import { lengthen } from './support/lab-window';
import { stepsDone, until } from './support/readings';

interface RunFile {
  readonly outcome: string | null;
  readonly progress: { readonly step: number };
}

describe('a window that is closed while a run trains', () => {
  let lab: ElectronWindow;
  beforeAll(async () => {
    lab = await openElectron({ keepFolder: true });
  });
  afterAll(async () => {
    await lab.close().catch(() => undefined);
    rmSync(lab.folder, { recursive: true, force: true });
  });

  const store = () => path.join(lab.folder, 'runs');
  const runName = () =>
    readdirSync(store()).find((name) => existsSync(path.join(store(), name, 'run.json'))) ?? '';
  const record = () => JSON.parse(readFileSync(path.join(store(), runName(), 'run.json'), 'utf8')) as RunFile;
  const windows = () => lab.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

  /** Closes the window as its frame does, and answers the question. */
  async function close(answer: number): Promise<void> {
    await lab.application.evaluate(({ BrowserWindow, dialog }, response) => {
      dialog.showMessageBox = () => Promise.resolve({ response, checkboxChecked: false });
      BrowserWindow.getAllWindows()[0]?.close();
    }, answer);
  }

  it('stays when the user thinks better of it', async () => {
    const { page } = lab;
    await page.getByRole('button', { name: /Burgers equation with noisy data/ }).click();
    await lengthen(page);
    await page.getByRole('button', { name: 'Train' }).first().click();
    await until('steps', 120, async () => (await stepsDone(page)) > 20);
    await close(2);
    await page.waitForTimeout(500);
    expect(await windows()).toBe(1);
  });

  it('leaves the run training, and finds it again when it is opened', async () => {
    await close(0);
    await until('no window', 20, async () => (await windows()) === 0);
    const before = record().progress.step;
    await until('steps without a window', 120, () => Promise.resolve(record().progress.step > before));

    // Whoever else wants the run is told who has it.
    const cli = promisify(execFile)(process.execPath, [path.resolve('build/cli.cjs'), 'resume', runName()], {
      env: { ...process.env, COLLOCATE_RUNS: store() },
    });
    await expect(cli).rejects.toMatchObject({ stderr: expect.stringMatching(/is training this run/) });

    const page = await lab.again();
    const state = page.locator('.state-chip');
    await until('the run', 60, async () => (await state.textContent()) === 'Training');
    expect(await stepsDone(page)).toBeGreaterThan(before);
  });

  it('puts the run aside and ends, when the user wishes that', async () => {
    const ended = lab.application.waitForEvent('close', { timeout: 60_000 });
    // The connection goes with the application.
    await close(1).catch(() => undefined);
    await ended;
    expect(record()).toMatchObject({ outcome: null });
    expect(existsSync(path.join(store(), runName(), 'lock'))).toBe(false);
  });
});
