import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElectron, type ElectronWindow } from './support/electron';
import { choose } from './support/lab-window';
import { until } from './support/readings';

describe('lines over a map', () => {
  let lab: ElectronWindow;
  beforeAll(async () => {
    lab = await openElectron();
  });
  afterAll(async () => {
    await lab.close();
  });

  it('are contours with their values, and streamlines or arrows of a vector', async () => {
    const { page } = lab;
    await page
      .getByRole('button', { name: /Kovasznay/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Train' }).first().click();
    await page.locator('.chart-plane').waitFor({ timeout: 120_000 });
    await choose(page, 'Pause');
    await page.getByText('Paused', { exact: true }).waitFor({ timeout: 120_000 });

    await page.getByRole('textbox', { name: 'Contours' }).fill('12');
    const contours = page.locator('.map-lines .contours');
    await until('contours', 30, async () => ((await contours.getAttribute('d')) ?? '').length > 200);
    const bar = await page.locator('.colour-bar').first().getAttribute('aria-label');
    const [low = NaN, high = NaN] = (bar ?? '').match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [];
    const labels = await page.locator('.map-lines text').allTextContents();
    expect(labels.length).toBeGreaterThan(0);
    for (const label of labels) {
      const value = Number(label.replace('−', '-'));
      expect(value).toBeGreaterThanOrEqual(low);
      expect(value).toBeLessThanOrEqual(high);
    }

    const drawnAs = page.getByRole('combobox', { name: 'Draw vector' });
    const flow = page.locator('.map-lines .flow');
    await drawnAs.selectOption('streamlines');
    await until('streamlines', 30, async () => ((await flow.getAttribute('d')) ?? '').length > 1000);
    await drawnAs.selectOption('arrows');
    const heads = page.locator('.map-lines .heads');
    await until('arrows', 30, async () => ((await heads.getAttribute('d')) ?? '').split('Z').length > 100);
    await drawnAs.selectOption('none');
    await flow.waitFor({ state: 'detached' });
  });
});
