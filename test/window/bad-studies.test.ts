import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badStudies, soundStudy } from '../support/bad-studies';
import { openElectron, stubOpenDialog, type ElectronWindow } from './support/electron';
import { choose } from './support/lab-window';

/** Every third of the list is opened here; all of it goes through the same check elsewhere. */
const shown = badStudies.filter((_, index) => index % 3 === 0);

describe('the form', () => {
  let lab: ElectronWindow;
  beforeAll(async () => {
    lab = await openElectron();
  });
  afterAll(async () => {
    await lab.close();
  });

  it('tells the sentence of every bad study', async () => {
    const { page } = lab;
    const folder = path.join(lab.folder, 'studies');
    mkdirSync(folder);
    expect(shown.length).toBeGreaterThanOrEqual(60);
    const list = page.getByRole('region', { name: 'Problems of the study' });
    for (const [index, [changes, , , sentence]] of shown.entries()) {
      const file = path.join(folder, `bad-${index}.json`);
      writeFileSync(file, JSON.stringify({ ...soundStudy, ...changes }));
      await stubOpenDialog(lab.application, file);
      await choose(page, 'Open Study');
      await page.getByTitle(`bad-${index}.json`).waitFor();
      await list.locator('.listed-problem:not(.warning)', { hasText: sentence }).first().waitFor();
    }
  });

  it('tells what only the lab can find, and leads to its place', async () => {
    const { page } = lab;
    const file = path.join(lab.folder, 'studies', 'far.json');
    const changes = { data: [{ file: 'points.csv', columns: { x: 'x', y: 'y', z: 'z', t: 't', p: 'p' } }] };
    writeFileSync(path.join(lab.folder, 'studies', 'points.csv'), 'x,y,z,t,p\n0,0,0,0,1\n7,0,0,0,1\n');
    writeFileSync(file, JSON.stringify({ ...soundStudy, ...changes }));
    await stubOpenDialog(lab.application, file);
    await choose(page, 'Open Study');
    await page.getByTitle('far.json').waitFor();
    const list = page.getByRole('region', { name: 'Problems of the study' });
    const told = list.getByRole('button', { name: /row 3 with x = 7, where x runs from 0 to 1/ });
    await told.waitFor();
    await told.click();
    await page.getByRole('textbox', { name: 'Data file 1' }).waitFor();
  });
});
