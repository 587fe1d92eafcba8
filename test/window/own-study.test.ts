import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElectron, stubSaveDialog, type ElectronWindow } from './support/electron';
import { choose } from './support/lab-window';
import { readNumber } from '../../src/field';
import { until } from './support/readings';

/**
 * Two fields that turn into one another while they diffuse: u + iv = exp(i t − D (π/4)² t) cos(πx/4) solves
 * u_t = D u_xx − v, v_t = D v_xx + u with no flux at x = 0 and w_x = −(π/4) w at x = 1.
 */
const diffusivity = 0.8;
const decay = diffusivity * (Math.PI / 4) ** 2;

function measurements(): string {
  const rows = Array.from({ length: 60 }, (_, k) => {
    // The golden ratio spreads the places over the domain without a pattern.
    const [x, t] = [(k + 0.5) / 60, (0.618034 * (k + 1)) % 1];
    const size = Math.exp(-decay * t) * Math.cos((Math.PI / 4) * x);
    return [x, t, size * Math.cos(t), size * Math.sin(t)].join(',');
  });
  return ['x,time,u,v', ...rows].join('\n');
}

describe('a study of one’s own', () => {
  let lab: ElectronWindow;
  beforeAll(async () => {
    lab = await openElectron();
  });
  afterAll(async () => {
    await lab.close();
  });

  /** A line of text; one whose words are offered is a combobox. */
  const box = (name: string): Locator =>
    lab.page
      .getByRole('textbox', { name, exact: true })
      .or(lab.page.getByRole('combobox', { name, exact: true }));
  const press = (name: string): Promise<void> => lab.page.getByRole('button', { name, exact: true }).click();

  /** Types in place of what stands there, key by key; Escape puts the list of completions away. */
  async function type(name: string, text: string): Promise<void> {
    const { page } = lab;
    await box(name).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
    await page.keyboard.press('Escape');
  }

  async function name(thing: string, text: string): Promise<void> {
    await box(`Name of ${thing}`).click();
    await lab.page.keyboard.press('Control+A');
    await lab.page.keyboard.type(text);
    await lab.page.keyboard.press('Enter');
  }

  /** Opens a section of the study tree that is closed. */
  async function open(title: string): Promise<void> {
    const toggle = lab.page.locator('.study-tree .section-toggle').filter({ hasText: title });
    if ((await toggle.first().getAttribute('aria-expanded')) === 'false') await toggle.first().click();
  }

  async function choice(name: string, word: string): Promise<void> {
    await lab.page.getByRole('combobox', { name, exact: true }).click();
    await lab.page.getByRole('option', { name: new RegExp(`^${word}`) }).click();
  }

  it('is typed from empty: a system that no gallery holds', async () => {
    const { page } = lab;
    const folder = path.join(lab.folder, 'studies');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'measured.csv'), measurements());
    await choose(page, 'New Study');
    await type('Title', 'Turning and spreading');

    await press('Add a coordinate');
    await name('coordinate y', 't');
    await open('Fields');
    await press('Add a field');

    await open('Unknowns');
    await press('Add an unknown');
    await name('unknown k', 'D');
    await type('Start of D', '0.3');
    await page.getByRole('checkbox', { name: 'Positive' }).check();

    // What is mistyped is told at once, with the name that was meant.
    await type('Equation 1', 'u_t = D*u_xx - exq(v)');
    const problems = page.getByRole('region', { name: 'Problems of the study' });
    await problems.getByText('There is no function "exq". Did you mean "exp"?').waitFor();
    await type('Equation 1', 'u_t = D*u_xx - v');
    await choice('Group', 'Divergence');
    await choice('Group', 'Equations');
    await press('Add an equation');
    await type('Equation 2', 'v_t = D*v_xx + u');

    await open('Conditions');
    const conditions: [string, string][] = [
      ['x = 0', 'u_x = 0'],
      ['x = 1', 'u_x + (pi/4)*u = 0'],
      ['x = 0', 'v_x = 0'],
      ['x = 1', 'v_x + (pi/4)*v = 0'],
      ['t = 0', 'u = cos(pi*x/4)'],
      ['t = 0', 'v = 0'],
    ];
    for (const [index, [place, required]] of conditions.entries()) {
      if (index > 1) await press('Add a condition');
      await type(`Place of condition ${index + 1}`, place);
      await type(`Condition ${index + 1}`, required);
    }
    await open('Data');
    await press('Add a data file');
    await type('Data file 1', 'measured.csv');
    await type('Column of t', 'time');
    await open('Reference');
    await choice('Reference', 'Expression');
    const size = `exp(-${diffusivity}*(pi/4)^2*t)*cos(pi*x/4)`;
    await type('Reference of u', `${size}*cos(t)`);
    await type('Reference of v', `${size}*sin(t)`);

    await open('Points');
    await type('Collocation points', '200');
    await type('Points for each condition', '40');
    await open('Time windows');
    await type('Relative lengths', '1, 1.5');
    await problems.getByText('Unknowns belong').waitFor();
    await type('Relative lengths', ' ');
    await open('Network');
    await type('Width', '10');
    await type('Hidden layers', '2');
    await open('Training');
    await page.getByRole('group', { name: 'phase 2', exact: true }).hover();
    await press('Remove phase 2');
    await choice('Phase 1', 'Levenberg–Marquardt');
    await type('Steps', '120');
    await type('Measure every', '20');

    expect(await page.locator('.problem:not(.warning)').allTextContents()).toEqual([]);
    // The file of measurements is looked for beside the study, which is nowhere yet.
    await problems.getByText(/measured\.csv/).waitFor();
    expect(await problems.locator('.listed-problem').count()).toBe(1);
  });

  it('is shown as it is solved, and kept in a file', async () => {
    const { page } = lab;
    await choose(page, 'Equations as They Are Solved');
    const solved = page.getByRole('region', { name: 'What is solved' });
    await solved.getByRole('img', { name: 'v_t = D*v_xx + u', exact: true }).waitFor();
    expect(await solved.locator('.solved-term').count()).toBe(8);
    const file = path.join(lab.folder, 'studies', 'own.json');
    await stubSaveDialog(lab.application, file);
    await choose(page, 'Save Study As');
    await page.getByTitle('own.json').waitFor();
    await page.getByRole('region', { name: 'Problems of the study' }).waitFor({ state: 'detached' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      fields: ['u', 'v'],
      unknowns: { D: { start: 0.3, positive: true } },
      data: [{ file: 'measured.csv', columns: { x: 'x', t: 'time', u: 'u', v: 'v' } }],
    });
    // Beside the study the file of measurements is found, and shown.
    const held = page.getByRole('group', { name: 'What the file holds', exact: true });
    await held.getByRole('rowheader', { name: 'time', exact: true }).waitFor();
    expect(await held.getByRole('row').count()).toBe(5);
  });

  it('trains, and shows its error and the number that it infers', async () => {
    const { page } = lab;
    await choose(page, 'Solution');
    await page.getByRole('button', { name: 'Train' }).first().click();
    await until('the end of the run', 150, async () => {
      const banner = page.locator('.banner.error');
      if ((await banner.count()) > 0) throw new Error((await banner.textContent()) ?? '');
      return (
        (await page
          .locator('.state-chip')
          .textContent()
          .catch(() => '')) === 'Finished'
      );
    });
    await page.locator('.dv-tab', { hasText: 'Errors' }).click();
    for (const field of ['u', 'v']) {
      const row = page.locator('.legend-row', { has: page.getByText(field, { exact: true }) });
      const error = readNumber((await row.locator('.legend-value').textContent()) ?? '');
      expect(error, `error of ${field}`).toBeLessThan(0.01);
    }
    await page.locator('.dv-tab', { hasText: 'Unknowns' }).click();
    const row = page.locator('.legend-row', { has: page.getByText('D', { exact: true }) });
    const found = readNumber((await row.locator('.legend-value').textContent()) ?? '');
    expect(Math.abs(found / diffusivity - 1), `D = ${found}`).toBeLessThan(0.02);
    const told = await page.getByRole('group', { name: 'unknown D' }).textContent();
    expect(told).toMatch(/inferred: 0\.[78]/);
  });
});
