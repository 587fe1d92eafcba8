import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scatteredDisc, tableText } from '../unit/geometry/support-cloud';
import { openElectron, stubOpenDialog, type ElectronWindow } from './support/electron';
import { choose } from './support/lab-window';
import { legendValue, until } from './support/readings';

/** Points of the unit ball, and of the sphere around it with normals: spirals by the golden angle. */
function ball(inside: number, outside: number): [samples: string, sphere: string] {
  const at = (k: number, count: number, radius: number): number[] => {
    const z = 1 - (2 * k + 1) / count;
    const [flat, angle] = [Math.sqrt(1 - z * z), k * Math.PI * (3 - Math.sqrt(5))];
    return [flat * Math.cos(angle), flat * Math.sin(angle), z].map((part) => radius * part);
  };
  const samples = Array.from({ length: inside }, (_, k) =>
    at(k, inside, 0.95 * Math.cbrt((0.618034 * (k + 1)) % 1)).join(','),
  );
  const sphere = Array.from({ length: outside }, (_, k) => {
    const point = at(k, outside, 1);
    return [...point, ...point].join(',');
  });
  return [['x,y,z', ...samples].join('\n'), ['x,y,z,nx,ny,nz', ...sphere].join('\n')];
}

describe('a region of points in the window', () => {
  let lab: ElectronWindow;
  let folder: string;
  beforeAll(async () => {
    lab = await openElectron();
    folder = path.join(lab.folder, 'studies');
    mkdirSync(folder);
  });
  afterAll(async () => {
    await lab.close();
  });

  const box = (name: string): Locator =>
    lab.page
      .getByRole('textbox', { name, exact: true })
      .or(lab.page.getByRole('combobox', { name, exact: true }));
  const press = (name: string): Promise<void> => lab.page.getByRole('button', { name, exact: true }).click();
  const summary = (text: string): Promise<void> =>
    lab.page.locator('.points-summary li', { hasText: text }).waitFor();
  const canvas = (): Locator => lab.page.locator('.geometry-preview canvas');
  /** How many pixels of the picture are drawn on. */
  const drawn = (): Promise<number> =>
    canvas().evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement;
      const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      let count = 0;
      for (let k = 3; k < data.length; k += 4) if (data[k]! > 0) count++;
      return count / (width * height);
    });
  const picture = (): Promise<string> =>
    canvas().evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  /** Shows the normals, which changes the picture. */
  async function showNormals(): Promise<void> {
    const before = await picture();
    await lab.page.getByRole('checkbox', { name: 'normals', exact: true }).check();
    await until('the normals', 10, async () => (await picture()) !== before);
  }

  async function openStudy(name: string, study: object): Promise<void> {
    const file = path.join(folder, name);
    writeFileSync(file, JSON.stringify(study));
    await stubOpenDialog(lab.application, file);
    await choose(lab.page, 'Open Study');
    await lab.page.getByTitle(name).waitFor();
    const toggle = lab.page.locator('.study-tree .section-toggle').filter({ hasText: 'Geometry' });
    if ((await toggle.first().getAttribute('aria-expanded')) === 'false') await toggle.first().click();
  }

  it('is drawn as a body, with its sphere and the normals of it', async () => {
    const [samples, sphere] = ball(800, 400);
    writeFileSync(path.join(folder, 'ball.csv'), samples);
    writeFileSync(path.join(folder, 'sphere.csv'), sphere);
    const columns = { x: 'x', y: 'y', z: 'z' };
    const normals = { x: 'nx', y: 'ny', z: 'nz' };
    await openStudy('ball.json', {
      collocate: 1,
      coordinates: { x: [-1, 1], y: [-1, 1], z: [-1, 1] },
      fields: ['u'],
      geometry: {
        shape: 'points',
        file: 'ball.csv',
        columns,
        boundaries: { sphere: { file: 'sphere.csv', columns, normals } },
      },
      equations: ['laplacian(u) = 1'],
      conditions: [{ on: 'sphere', require: 'u = 0' }],
      points: { equations: 800 },
    });
    await summary('800 points inside');
    await summary('sphere: 400 points with outward normals');
    await until('the picture of the ball', 20, async () => (await drawn()) > 0.1);
    await showNormals();
  });

  it('is built in the form from files, drawn, and trained on', async () => {
    const { page } = lab;
    const { samples, rim } = scatteredDisc(600, 60);
    writeFileSync(path.join(folder, 'disc.csv'), tableText(samples));
    writeFileSync(path.join(folder, 'rim.csv'), tableText(rim));
    await openStudy('disc.json', {
      collocate: 1,
      coordinates: { x: [-1, 1], y: [-1, 1] },
      fields: ['u'],
      equations: ['laplacian(u) = 4'],
      conditions: [{ on: 'rim', require: 'dn(u) + u = 3' }],
      points: { equations: 200, conditions: 40 },
      network: { width: 8, depth: 2 },
      training: { phases: [{ optimiser: 'levenberg-marquardt', steps: 60 }], measureEvery: 20 },
      reference: { kind: 'expression', fields: { u: 'x^2 + y^2' } },
    });
    await press('Give it another shape');
    await page.getByRole('combobox', { name: 'Shape of the geometry', exact: true }).click();
    await page.getByRole('option', { name: /^Points/ }).click();
    await page.getByText('The data file "points.csv" is not in').first().waitFor();
    await box('File of the points inside').fill('disc.csv');
    await press('Add a list of boundary points');
    await box('Name of list wall').fill('rim');
    await page.keyboard.press('Enter');
    await box('File of list rim').fill('rim.csv');
    await page.getByText('gives no normals; map their columns').first().waitFor();
    await press('Add normals');
    await summary('600 points inside');
    await summary('rim: 60 points with outward normals');
    await until('no problem', 20, async () => (await page.locator('.problem:not(.warning)').count()) === 0);
    await page.locator('.piece-key', { hasText: 'inside' }).waitFor();
    await page.locator('.piece-key', { hasText: 'rim' }).waitFor();
    await until('the picture of the disc', 20, async () => (await drawn()) > 0.5);
    if (await page.getByRole('checkbox', { name: 'normals', exact: true }).isChecked())
      await page.getByRole('checkbox', { name: 'normals', exact: true }).uncheck();
    await showNormals();
    await page.getByRole('button', { name: 'Train', exact: true }).first().click();
    await until('the end of the run', 150, async () => {
      const chip = page.locator('.state-chip');
      return (await chip.count()) > 0 && (await chip.first().textContent()) === 'Finished';
    });
    await page.locator('.dv-tab', { hasText: 'Errors' }).click();
    expect(await legendValue(page, 'u')).toBeLessThan(1e-2);
    expect(await page.locator('.problem:not(.warning)').count()).toBe(0);
  });
});
