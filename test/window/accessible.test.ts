import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawn } from './support/box';
import { choose, type LabWindow } from './support/lab-window';
import { until } from './support/readings';
import { openServed } from './support/served';

describe('everyone can use the window', () => {
  let lab: LabWindow;
  beforeAll(async () => {
    lab = await openServed();
  });
  afterAll(async () => {
    await lab.close();
  });

  /** What axe finds of weight, as sentences. */
  async function findings(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: lab.page }).analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
      );
  }

  async function inBothThemes(place: string): Promise<void> {
    for (let theme = 0; theme < 2; theme++) {
      expect(await findings(), place).toEqual([]);
      await choose(lab.page, 'Switch Between Light and Dark');
      await lab.page.waitForTimeout(200);
    }
  }

  it('the gallery', async () => {
    await lab.page.locator('.gallery-card').first().waitFor();
    await inBothThemes('gallery');
  });

  it('the workbench with every section open', async () => {
    await lab.page.getByRole('button', { name: /Burgers equation with noisy data/ }).click();
    for (const toggle of await lab.page
      .locator('.section-toggle[aria-expanded="false"]')
      .all()
      .then((l) => l.reverse()))
      await toggle.click();
    await inBothThemes('workbench');
  });

  it('the palette', async () => {
    await lab.page.keyboard.press('Control+K');
    await lab.page.getByRole('dialog').waitFor();
    expect(await findings()).toEqual([]);
    await lab.page.keyboard.press('Escape');
  });

  it('a run with each of its panels', async () => {
    await choose(lab.page, 'Train');
    await lab.page.locator('.chart-plane').waitFor({ timeout: 60_000 });
    await until('curves', 30, async () => (await lab.page.locator('.legend-row').count()) > 3);
    await choose(lab.page, 'Pause');
    await inBothThemes('solution and losses');
    for (const title of ['Errors', 'Weights', 'Runs', 'Log']) {
      await lab.page.locator('.dv-tab', { hasText: title }).click();
      expect(await findings(), title).toEqual([]);
    }
    await lab.page.getByRole('button', { name: 'Surface' }).click();
    expect(await findings(), 'surface').toEqual([]);
  });

  it('a box of three coordinates with its layers', async () => {
    const { page } = lab;
    await choose(page, 'Show Gallery');
    await page
      .getByRole('button', { name: /Ethier–Steinman flow/ })
      .first()
      .click();
    const discard = page.getByRole('button', { name: 'Discard' });
    if (await discard.isVisible()) await discard.click();
    await choose(page, 'Train');
    await page.getByRole('button', { name: '3D', exact: true }).click({ timeout: 120_000 });
    await drawn(page);
    await choose(page, 'Pause');
    for (const kind of ['volume', 'lines']) {
      await page.getByRole('combobox', { name: 'Add a layer' }).selectOption(kind);
      await drawn(page);
      await inBothThemes(kind);
    }
  });
});
