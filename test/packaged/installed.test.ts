import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElectron, type ElectronWindow } from '../window/support/electron';
import { firstDay } from '../window/support/flow';
import { distFolder } from '../../scripts/package/place.mjs';
import { install, installedCommand, type Installation } from './support';

let installation: Installation;
beforeAll(() => {
  installation = install();
});
afterAll(() => {
  installation.remove();
});

/** Runs the installed command line and gives what it printed. */
const collocate = (...args: string[]) =>
  execFileSync(installation.command, args, { env: installation.env, encoding: 'utf8', stdio: 'pipe' });

describe('the installed command line', () => {
  it('runs without Node, Python or a compiler on the PATH', () => {
    const told = collocate('doctor');
    expect(told).toContain('TensorFlow         2.21.0, XLA on');
    expect(told).toContain(path.join(installation.application, 'resources/engine/assets'));
  });

  it('trains a study of the gallery and exports its fields', () => {
    const lines = collocate('run', 'gallery:burgers', '--steps', '40', '--json').trim().split('\n');
    const result = JSON.parse(lines[lines.length - 1] ?? '') as {
      steps: number;
      folder?: string;
      run?: string;
    };
    expect(result.steps).toBe(40);
    const [run] = readdirSync(installation.env.COLLOCATE_RUNS ?? '').filter((name) => /^\d/.test(name));
    const file = path.join(installation.env.HOME ?? '', 'fields.npz');
    collocate('evaluate', run ?? '', '--grid', 'x=64,t=11', '--out', file);
    expect(existsSync(file)).toBe(true);
  });
});

describe('the start of the installed window', () => {
  it('is measured, from the command to a usable window and to an engine that is ready', async () => {
    const starts: object[] = [];
    for (let count = 0; count < 4; count++) {
      const began = performance.now();
      const seconds = () => (performance.now() - began) / 1000;
      const lab = await openElectron({ command: installedCommand(installation) });
      await lab.page.getByRole('heading', { name: 'Start a study' }).waitFor({ timeout: 120_000 });
      const usable = seconds();
      await lab.page.locator('.status-line', { hasText: /[CG]PU, \d+ thread/ }).waitFor({ timeout: 120_000 });
      starts.push({ usable, ready: seconds(), load: os.loadavg()[0], cores: os.availableParallelism() });
      await lab.close();
    }
    writeFileSync(path.join(distFolder, 'starts.json'), JSON.stringify(starts));
  });
});

describe('the installed window', () => {
  let lab: ElectronWindow;
  beforeAll(async () => {
    lab = await openElectron({ command: installedCommand(installation) });
  });
  afterAll(async () => {
    await lab.close();
  });

  it('goes through the first day of a user', async () => {
    await firstDay(lab);
  });

  it('runs its own engine', async () => {
    const command = execFileSync('ps', ['-o', 'args=', '-p', String(await lab.enginePid())], {
      encoding: 'utf8',
    });
    expect(command).toContain(path.join(installation.application, 'resources/engine/engine.cjs'));
  });
});
