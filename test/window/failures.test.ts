import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { galleryEntry } from '../../src/study';
import { openElectron, stubOpenDialog, type ElectronWindow } from './support/electron';
import { choose, lengthen } from './support/lab-window';
import { stepsDone, until } from './support/readings';

describe('what goes wrong is told in the window, and nothing is lost', () => {
  let lab: ElectronWindow;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-studies-'));
    lab = await openElectron({ keepFolder: true });
  });
  afterAll(async () => {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
    rmSync(lab.folder, { recursive: true, force: true });
  });

  async function openStudy(name: string, text: string): Promise<void> {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    await stubOpenDialog(lab.application, file);
    await choose(lab.page, 'Open Study');
  }

  function studyWithData(file: string): string {
    const study = { ...galleryEntry('burgers-data')?.study, title: `With ${file}` };
    return JSON.stringify({ ...study, data: [{ file, columns: { x: 'x', t: 't', u: 'u' } }] });
  }

  const alert = () => lab.page.locator('.banner');

  it('a file that is no study', async () => {
    await openStudy('broken.json', '{ "collocate": 1,\n  "title": "x"\n  "fields": [] }');
    await alert().waitFor();
    expect(await alert().textContent()).toMatch(/broken\.json.*line 3, column 3/);
    await lab.page.getByRole('button', { name: 'Put this message away' }).click();
  });

  it('a data file that is not there, and one with a number missing', async () => {
    await openStudy('absent.json', studyWithData('absent.csv'));
    await lab.page.getByText('With absent.csv').first().waitFor();
    await choose(lab.page, 'Train');
    await alert().waitFor();
    expect(await alert().textContent()).toContain('absent.csv');

    writeFileSync(path.join(folder, 'hole.csv'), 'x,t,u\n0,0,0\n0.1,0.2,NaN\n');
    await openStudy('hole.json', studyWithData('hole.csv'));
    await lab.page.getByText('With hole.csv').first().waitFor();
    await choose(lab.page, 'Train');
    await alert().filter({ hasText: 'hole.csv' }).waitFor();
    expect(await alert().textContent()).toMatch(/3/);
  });

  it('a typing error is underlined where it stands, with its sentence, and can be undone', async () => {
    await choose(lab.page, 'Show Gallery');
    await lab.page.getByRole('button', { name: /Burgers equation with noisy data/ }).click();
    const editor = lab.page.getByRole('textbox', { name: 'Equation 1', exact: true });
    await editor.click();
    await lab.page.keyboard.press('End');
    await lab.page.keyboard.type(' + u_y');
    await lab.page.locator('.equation-editor .cm-lintRange-error').first().waitFor();
    const sentence = await lab.page.locator('.equation-field .problem').first().textContent();
    expect(sentence).toContain('y');
    expect(await lab.page.getByRole('button', { name: 'Train' }).first().isDisabled()).toBe(true);
    await lab.page.keyboard.press('Control+z');
    await until('the equation to be whole again', 5, async () => {
      return (await lab.page.locator('.equation-field .problem').count()) === 0;
    });
    expect(await editor.textContent()).toBe('u_t + u*u_x = nu*u_xx');
  });

  it('an engine that is killed while it trains is started again, and training goes on', async () => {
    await lengthen(lab.page);
    await lab.page.getByRole('button', { name: 'Train' }).first().click();
    await until('training', 60, async () => (await stepsDone(lab.page).catch(() => 0)) > 550);
    process.kill(await lab.enginePid(), 'SIGKILL');
    await alert().waitFor({ timeout: 10_000 });
    expect(await alert().textContent()).toMatch(/engine/i);
    await until('training after the restart', 60, async () => {
      const chip = await lab.page.locator('.state-chip').textContent();
      return chip === 'Training' && (await stepsDone(lab.page)) >= 500;
    });
    const before = await stepsDone(lab.page);
    await until('further steps', 30, async () => (await stepsDone(lab.page)) > before + 50);
    await lab.page.locator('.dv-tab', { hasText: 'Log' }).click();
    await lab.page
      .getByText(/started again/)
      .first()
      .waitFor();
  });

  it.runIf(process.platform === 'linux')(
    'an engine that is stopped by a signal is missed, ended and started again',
    async () => {
      const pid = await lab.enginePid();
      process.kill(pid, 'SIGSTOP');
      await lab.page
        .getByText(/was stopped by a signal, gave no sign of life for \d+ s, and was ended/)
        .first()
        .waitFor({ timeout: 60_000 });
      await until('training after the restart', 60, async () => {
        const chip = await lab.page.locator('.state-chip').textContent();
        return chip === 'Training' && (await lab.enginePid()) !== pid;
      });
      const before = await stepsDone(lab.page);
      await until('further steps', 60, async () => (await stepsDone(lab.page)) > before);
    },
  );

  it('the run is stopped with the engine that came back', async () => {
    await lab.page.getByRole('button', { name: 'Stop', exact: true }).click();
    await lab.page.getByText('Stopped', { exact: true }).waitFor({ timeout: 30_000 });
  });

  it('the study and its run come back when the window is opened again', async () => {
    await lab.page.getByRole('textbox', { name: 'Value of nu' }).fill('0.025');
    await lab.close();
    lab = await openElectron({ folder: lab.folder, keepFolder: true });
    await lab.page.getByRole('textbox', { name: 'Value of nu' }).waitFor();
    expect(await lab.page.getByRole('textbox', { name: 'Value of nu' }).inputValue()).toBe('0.025');
    await lab.page.locator('.chart-plane').waitFor({ timeout: 60_000 });
    expect(await stepsDone(lab.page)).toBeGreaterThan(500);
  });
});
