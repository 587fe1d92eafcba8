import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElectron, type ElectronWindow } from '../window/support/electron';
import { firstDay } from '../window/support/flow';
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
