import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElectron, stubSaveDialog, type ElectronWindow } from './support/electron';
import { choose } from './support/lab-window';
import { until } from './support/readings';
import { drawn } from './support/box';

/** How many different colours, greys apart, a part of the window has: read from its picture by the page itself. */
async function coloursOf(page: Page, place: Locator): Promise<number> {
  const picture = await place.screenshot();
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    const context = canvas.getContext('2d');
    if (context === null) return 0;
    context.drawImage(bitmap, 0, 0);
    // The column of colour bars is full of colours by itself.
    const { data } = context.getImageData(0, 0, bitmap.width - 100, bitmap.height);
    const colours = new Set<number>();
    for (let i = 0; i < data.length; i += 4) {
      const [red, green, blue] = [data[i], data[i + 1], data[i + 2]];
      if (Math.max(red, green, blue) - Math.min(red, green, blue) < 24) continue;
      colours.add((red >> 3) * 4096 + (green >> 3) * 64 + (blue >> 3));
    }
    return colours.size;
  }, picture.toString('base64'));
}

/** An empty box has none but those of its marks. */
const few = 25;

describe('a box of three coordinates', () => {
  let lab: ElectronWindow;
  beforeAll(async () => {
    lab = await openElectron();
  });
  afterAll(async () => {
    await lab.close();
  });

  const picture = (): Locator => lab.page.locator('.box-picture').first();

  async function add(kind: string): Promise<void> {
    await lab.page.getByRole('combobox', { name: 'Add a layer' }).selectOption(kind);
  }

  async function saved(command: string, extension: string): Promise<Buffer> {
    const file = path.join(lab.folder, `shown.${extension}`);
    await stubSaveDialog(lab.application, file);
    await choose(lab.page, command);
    await until(`the file ${file}`, 60, () => {
      try {
        return Promise.resolve(readFileSync(file).length > 0);
      } catch {
        return Promise.resolve(false);
      }
    });
    return readFileSync(file);
  }

  it('is drawn while a study of three coordinates trains, and in full when it rests', async () => {
    const { page } = lab;
    await page
      .getByRole('button', { name: /Ethier–Steinman flow/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Train' }).first().click();
    await page.locator('.chart-plane').waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: '3D', exact: true }).click();
    await drawn(page);
    // The first frame may come later than the box.
    await until('a picture while it trains', 60, async () => (await coloursOf(page, picture())) > few);
    await choose(page, 'Pause');
    await page.getByText('Paused', { exact: true }).waitFor();
    await page.getByText('64 × 64 × 64').waitFor({ timeout: 60_000 });
  });

  it('shows each kind of layer', async () => {
    const { page } = lab;
    for (const number of [1, 2, 3])
      await page.getByRole('checkbox', { name: `Show slice ${number}` }).uncheck();
    await until('an empty box', 20, async () => (await coloursOf(page, picture())) < few);
    for (const kind of ['isosurface', 'volume', 'lines', 'arrows', 'threshold']) {
      await add(kind);
      if (kind === 'isosurface')
        await page.getByRole('combobox', { name: 'Coloured by' }).selectOption('norm(V)');
      await until(`a picture of ${kind}`, 90, async () => (await coloursOf(page, picture())) > few);
      await page.getByRole('checkbox', { name: `Show ${kind} 1` }).uncheck();
      await until('an empty box again', 20, async () => (await coloursOf(page, picture())) < few);
    }
  });

  it('is saved as a picture, as glTF and as VTK', async () => {
    const { page } = lab;
    await page.getByRole('checkbox', { name: 'Show isosurface 1' }).check();
    await page.getByRole('checkbox', { name: 'Show arrows 1' }).check();
    await drawn(page);
    const glb = await saved('Save the Shapes of the Box as glTF', 'glb');
    expect(glb.toString('latin1', 0, 4)).toBe('glTF');
    expect(glb.readUInt32LE(8)).toBe(glb.length);
    const head = JSON.parse(glb.toString('utf8', 20, 20 + glb.readUInt32LE(12))) as {
      meshes: { name: string }[];
      accessors: { count: number }[];
    };
    expect(head.meshes.map(({ name }) => name)).toEqual(['isosurface 1', 'arrows 1']);
    expect(Math.max(...head.accessors.map(({ count }) => count))).toBeGreaterThan(1000);
    const vtp = await saved('Save the Shapes of the Box as VTK', 'vtp');
    expect(vtp.toString('latin1', 0, 400)).toContain('type="PolyData"');
    const png = await saved('Save the Picture of the Box', 'png');
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2400);
  });

  it('stands beside the reference and the difference from it', async () => {
    const { page } = lab;
    await choose(page, 'Compare With the Reference');
    await page.getByRole('button', { name: '3D', exact: true }).click();
    await until('three boxes', 60, async () => {
      const all = await page.locator('.box-picture').all();
      const states = await Promise.all(all.map((one) => one.getAttribute('data-drawn')));
      return states.length === 3 && states.every((state) => state === 'true');
    });
    // What was drawn is shown with the next frame.
    for (const one of await page.locator('.box-picture').all())
      await until('the colours of each', 30, async () => (await coloursOf(page, one)) > few);
  });
});
