import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRun } from '../../src/run';
import { normalRandom } from '../support/random';
import { readVtkImage } from '../support/vtk-image';
import { openElectron, stubSaveDialog, type ElectronWindow } from './support/electron';
import { choose } from './support/lab-window';
import { stepsDone, until } from './support/readings';

const measured = ['u', 'v', 'w', 'Bx', 'By', 'Bz'] as const;
const noise = 0.01;
const [flow, field] = [
  [0.4, 0, 0.2],
  [0.5, 0.3, 1],
];

/** Three finite waves along a magnetic field (Elsasser 1950): velocity and field at a point of space and time. */
function exact(x: number, y: number, z: number, t: number): number[] {
  const [cx, cy, cz] = flow.map((part, k) => part - field[k]);
  const first = 0.2 * Math.exp(-0.1 * t) * Math.sin(y + z - (cy + cz) * t);
  const second = 0.2 * Math.exp(-0.25 * t) * Math.sin(x + 2 * z - (cx + 2 * cz) * t);
  const third = 0.2 * Math.exp(-0.1 * t) * Math.sin(x + y - (cx + cy) * t);
  const wave = [2 * second - third, third - first, first - second];
  return [...wave.map((part, k) => flow[k] + part), ...wave.map((part, k) => field[k] + part)];
}

/** 500 places in space and time, at which all is measured with noise. */
function measurements(): string {
  const random = normalRandom(5);
  const rows = Array.from({ length: 500 }, (_, k) => {
    // The plastic number's powers spread the places without a pattern (Roberts 2018).
    const place = [0.8567, 0.7339, 0.6287, 0.5386].map(
      (step, i) => ((k * step) % 1) * (i < 3 ? 2 * Math.PI : 1),
    );
    const [x, y, z, t] = place;
    return [...place, ...exact(x, y, z, t).map((value) => value + noise * random())].join(',');
  });
  return [['x', 'y', 'z', 't', ...measured].join(','), ...rows].join('\n');
}

describe('a flow and its magnetic field from sparse noisy data', () => {
  let lab: ElectronWindow;
  beforeAll(async () => {
    lab = await openElectron();
  });
  afterAll(async () => {
    await lab.close();
  });

  const box = (name: string): Locator =>
    lab.page
      .getByRole('textbox', { name, exact: true })
      .or(lab.page.getByRole('combobox', { name, exact: true }));

  async function type(name: string, text: string): Promise<void> {
    await box(name).first().fill(text);
    await lab.page.keyboard.press('Escape');
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

  it('takes the measured columns and the weights of data and equations in its form', async () => {
    const { page } = lab;
    const folder = path.join(lab.folder, 'studies');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'measured.csv'), measurements());
    await page
      .getByRole('button', { name: /Viscosity and resistivity of Alfvén waves/ })
      .first()
      .click();
    await stubSaveDialog(lab.application, path.join(folder, 'sparse.json'));
    await choose(page, 'Save Study As');
    await page.getByTitle('sparse.json').waitFor();

    await open('Data');
    await choice('Source', 'File');
    await type('Data file 1', 'measured.csv');
    await type('Column of p', '');
    await page.locator('.dv-tab', { hasText: 'Weights' }).click();
    await type('Weight of the data, w_data', '20');
    await type('Weight of the equations, w_PDE', '0.5');
    await open('Points');
    await type('Collocation points', '300');
    await open('Network');
    await type('Width', '10');
    await open('Training');
    await type('Steps', '40');
    await type('Measure every', '20');
    await until('a study without problems', 20, async () => {
      return (await page.locator('.problem:not(.warning)').count()) === 0;
    });
  });

  it('trains on them with weights that are changed meanwhile, until fields and numbers are near the truth', async () => {
    const { page } = lab;
    await page.getByRole('button', { name: 'Train' }).first().click();
    const chip = page.locator('.state-chip');
    await chip.waitFor({ timeout: 120_000 });
    await until('the first step', 120, async () => (await stepsDone(page)) > 0);
    await type('Weight of the data, w_data', '30');
    await type('Weight of the equations, w_PDE', '0.8');
    await page.getByText('acting: 30', { exact: true }).waitFor();
    await page.getByText('acting: 0.8', { exact: true }).waitFor();
    await until('the end of the run', 150, async () => {
      const banner = page.locator('.banner.error');
      if ((await banner.count()) > 0) throw new Error((await banner.textContent()) ?? '');
      return (await chip.textContent()) === 'Finished';
    });
    const runs = path.join(lab.folder, 'runs');
    const folder = readdirSync(runs).find((name) => statSync(path.join(runs, name)).isDirectory());
    const study: unknown = JSON.parse(readFileSync(path.join(runs, folder ?? '', 'study.json'), 'utf8'));
    expect(study).toMatchObject({
      weights: { data: 20, equations: 0.5 },
      data: [{ file: 'measured.csv', columns: { x: 'x', t: 't', u: 'u', Bz: 'Bz' } }],
    });
    const { events } = await readRun(path.join(runs, folder ?? ''));
    const changed = events.filter(({ kind, step }) => kind === 'weight' && step > 0);
    expect(changed.map(({ name, value }) => [name, value])).toEqual([
      ['data', 30],
      ['equations', 0.8],
    ]);
    await page.locator('.dv-tab', { hasText: 'Losses' }).click();
    await page.locator('.legend-row', { hasText: 'data measured.csv' }).first().waitFor();
  });

  it('is taken away as .vti, whose numbers are those of the flow', async () => {
    const { page } = lab;
    const file = path.join(lab.folder, 'flow.vti');
    await stubSaveDialog(lab.application, file);
    await page.locator('.dv-tab', { hasText: 'Log' }).click();
    await choose(page, 'Export');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('combobox', { name: 'Format' }).click();
    await page.getByRole('option', { name: /\.vti/ }).click();
    for (const name of ['x', 'y', 'z'])
      await dialog.getByRole('textbox', { name: `Points along ${name}` }).fill('9');
    await dialog.getByRole('textbox', { name: 'Held at' }).fill('t=0.5');
    await dialog.getByRole('textbox', { name: 'Quantities' }).fill(`${measured.join(', ')}, div(B)`);
    await dialog.getByRole('button', { name: 'Export…' }).click();
    await page.getByText('Exported flow.vti').waitFor({ state: 'attached', timeout: 60_000 });

    const { counts, origin, spacing, arrays } = readVtkImage(readFileSync(file));
    expect(counts).toEqual([9, 9, 9]);
    expect(origin).toEqual([0, 0, 0]);
    spacing.forEach((step) => expect(step).toBeCloseTo(Math.PI / 4, 12));
    expect(Object.keys(arrays)).toEqual(expect.arrayContaining([...measured, 'div(B)']));
    measured.forEach((name, part) => {
      let [difference, size] = [0, 0];
      arrays[name].forEach((value, i) => {
        const [x, y, z] = [i % 9, Math.floor(i / 9) % 9, Math.floor(i / 81)].map((k) => (k * Math.PI) / 4);
        const truth = exact(x, y, z, 0.5)[part];
        difference += (value - truth) ** 2;
        size += truth ** 2;
      });
      expect(Math.sqrt(difference / size), `error of ${name}`).toBeLessThan(0.1);
    });
  });

  it('exports the fields at the points of a table, and says what a bad one lacks', async () => {
    const { page } = lab;
    const file = path.join(lab.folder, 'places.csv');
    await stubSaveDialog(lab.application, file);
    await choose(page, 'Export');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('combobox', { name: 'Format' }).click();
    await page.getByRole('option', { name: /\.csv/ }).click();
    await dialog.getByRole('button', { name: 'Points', exact: true }).click();
    const write = dialog.getByRole('button', { name: 'Export…' });
    expect(await write.isDisabled()).toBe(true);
    const choosePoints = (text: string) =>
      dialog
        .getByLabel('File of points')
        .setInputFiles({ name: 'places.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await choosePoints('x,y,t\n0.5,0.5,0.5\n');
    await dialog.getByText(/"z"/).waitFor({ state: 'attached' });
    expect(await write.isDisabled()).toBe(true);
    await choosePoints('height,x,y,t\n0.5,0.25,0.5,0.5\n1,0.75,0.5,0.5\n');
    await dialog.getByRole('combobox', { name: 'Column of z' }).click();
    await page.getByRole('option', { name: 'height' }).click();
    await dialog.getByText('places.csv: 2 points').waitFor({ state: 'attached' });
    await write.click();
    await page.getByText('Exported places.csv').waitFor({ state: 'attached', timeout: 60_000 });
    const [head, ...rows] = readFileSync(file, 'utf8').trim().split('\n');
    expect(head.split(',').slice(0, 4)).toEqual(['x', 'y', 'z', 't']);
    expect(rows.map((row) => row.split(',').slice(0, 4).map(Number))).toEqual([
      [0.25, 0.5, 0.5, 0.5],
      [0.75, 0.5, 1, 0.5],
    ]);
  });
});
