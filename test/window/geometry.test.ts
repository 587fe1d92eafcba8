import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corners, torusTriangles } from '../unit/geometry/support';
import { openElectron, stubOpenDialog, type ElectronWindow } from './support/electron';
import { choose } from './support/lab-window';
import { until } from './support/readings';

/** A binary STL file of a torus. */
function torusFile(): Buffer {
  const all = corners(torusTriangles(0.6, 0.25, 60, 30));
  const bytes = Buffer.alloc(84 + (50 * all.length) / 9);
  bytes.writeUInt32LE(all.length / 9, 80);
  all.forEach((value, k) => bytes.writeFloatLE(value, 84 + 50 * Math.floor(k / 9) + 12 + 4 * (k % 9)));
  return bytes;
}

describe('the geometry of a study in the window', () => {
  let lab: ElectronWindow;
  beforeAll(async () => {
    lab = await openElectron();
    mkdirSync(path.join(lab.folder, 'studies'));
  });
  afterAll(async () => {
    await lab.close();
  });

  const section = async (title: string): Promise<void> => {
    const toggle = lab.page.locator('.study-tree .section-toggle').filter({ hasText: title });
    if ((await toggle.first().getAttribute('aria-expanded')) === 'false') await toggle.first().click();
  };
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

  async function openStudy(name: string, study: object): Promise<void> {
    const file = path.join(lab.folder, 'studies', name);
    writeFileSync(file, JSON.stringify(study));
    await stubOpenDialog(lab.application, file);
    await choose(lab.page, 'Open Study');
    await lab.page.getByTitle(name).waitFor();
    await section('Geometry');
  }

  it('shows parts with fields of their own, and changes them', async () => {
    const { page } = lab;
    await openStudy('parts.json', {
      collocate: 1,
      coordinates: { x: [-1, 1], y: [-1, 1] },
      fields: ['u', 'v'],
      parts: {
        core: { fields: ['u'], region: { shape: 'disc', centre: { x: 0, y: 0 }, radius: 0.5 } },
        shell: { fields: ['v'] },
      },
      equations: ['laplacian(u) = 1', 'laplacian(v) = 0'],
      conditions: [
        { on: 'core', require: 'u = v' },
        { on: 'core', require: '10*dn(u) = dn(v)' },
        { on: 'boundary', require: 'v = 0' },
      ],
    });
    const core = page.getByRole('group', { name: 'part core', exact: true }).first();
    await core.waitFor();
    await page.getByText('It is what the other parts leave.').waitFor();
    await canvas().waitFor();
    await until('the picture of the parts', 20, async () => (await drawn()) > 0.7);
    await page.locator('.piece-key', { hasText: 'core' }).waitFor();
    await core.getByRole('textbox', { name: 'Fields of part core', exact: true }).fill('w');
    await page.locator('.problem', { hasText: '"w" is not a field' }).first().waitFor();
    await core.getByRole('textbox', { name: 'Fields of part core', exact: true }).fill('u');
    await until('no problem', 10, async () => (await page.locator('.problem:not(.warning)').count()) === 0);
  });

  it('shows the surface of a mesh, and why there is none', async () => {
    const { page } = lab;
    writeFileSync(path.join(lab.folder, 'studies', 'ring.stl'), torusFile());
    await openStudy('mesh.json', {
      collocate: 1,
      coordinates: { x: [-1, 1], y: [-1, 1], z: [-1, 1] },
      fields: ['u'],
      geometry: { shape: 'mesh', file: 'ring.stl', coordinates: ['x', 'y', 'z'] },
      boundaries: { upper: { piece: 'mesh 1', where: 'z > 0.1' } },
      equations: ['laplacian(u) = 1'],
      conditions: [{ on: 'boundary', require: 'u = 0' }],
    });
    await canvas().waitFor();
    await until('the picture of the mesh', 20, async () => (await drawn()) > 0.15);
    await page.locator('.piece-key', { hasText: 'upper' }).waitFor();
    await page.getByRole('textbox', { name: 'file of the geometry', exact: true }).fill('none.stl');
    await page.getByText('The data file "none.stl" is not in').first().waitFor();
    expect(await canvas().count()).toBe(0);
    await page.getByRole('textbox', { name: 'file of the geometry', exact: true }).fill('ring.stl');
    await canvas().waitFor();
  });
});
