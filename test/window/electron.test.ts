import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElectron, stubSaveDialog, type ElectronWindow } from './support/electron';
import { choose } from './support/lab-window';
import { until } from './support/readings';
import { firstDay } from './support/flow';

describe('the desktop window', () => {
  let lab: ElectronWindow;
  beforeAll(async () => {
    lab = await openElectron();
  });
  afterAll(async () => {
    await lab.close();
  });

  it('opens its own page under a strict content policy', async () => {
    expect(lab.page.url()).toBe('app://collocate/index.html');
    // In a task of its own, since what the test driver evaluates itself is exempt from the policy.
    const page = await lab.page.evaluate(async () => {
      const evaluate = (): boolean => {
        try {
          return new Function('return true')() as boolean;
        } catch {
          return false;
        }
      };
      const evaluates = await new Promise<boolean>((resolve) => setTimeout(() => resolve(evaluate()), 0));
      return { evaluates, hasNode: 'require' in window || 'process' in window };
    });
    expect(page).toEqual({ evaluates: false, hasNode: false });
  });

  it('stays on its own page', async () => {
    await lab.page.evaluate(() => {
      window.location.href = 'https://example.org/';
    });
    await lab.page.waitForTimeout(500);
    expect(lab.page.url()).toBe('app://collocate/index.html');
  });

  it('goes through the first day of a user on the real engine', async () => {
    await firstDay(lab);
  });

  it('does from the native menu what the palette does', async () => {
    const choose = (name: string) =>
      lab.application.evaluate(
        ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(),
        name,
      );
    await choose('about.show');
    const about = lab.page.getByRole('dialog', { name: 'About Collocate' });
    await about.waitFor();
    await about.getByText('TensorFlow', { exact: true }).waitFor();
    if (lab.legacy) await about.getByText('for development and tests only').waitFor();
    await lab.page.keyboard.press('Escape');
    await choose('gallery.show');
    await lab.page.getByRole('heading', { name: 'Start a study' }).waitFor();
    const menus = await lab.application.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.items.map(({ label }) => label),
    );
    expect(menus).toEqual(['File', 'Edit', 'Run', 'View', 'Help']);
  });

  it('saves a study to a file and opens it again', async () => {
    const file = path.join(lab.folder, 'saved.json');
    await stubSaveDialog(lab.application, file);
    await lab.page.getByRole('button', { name: 'Back to the open study' }).click();
    await lab.page.getByRole('textbox', { name: 'Title', exact: true }).fill('A saved study');
    await choose(lab.page, 'Save Study As');
    await until('the file', 10, () => Promise.resolve(existsSync(file)));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ collocate: 1, title: 'A saved study' });
    await until(
      'no unsaved changes',
      5,
      async () => (await lab.page.locator('.toolbar-edited').count()) === 0,
    );
    await choose(lab.page, 'Show Gallery');
    await lab.page.getByRole('button', { name: /saved\.json/ }).click();
    await lab.page.getByText('A saved study').first().waitFor();
  });

  it('goes on training behind another study, and makes room when asked', async () => {
    const { page } = lab;
    const state = page.locator('.state-chip');
    await choose(page, 'New Study');
    await page.getByRole('button', { name: 'Train' }).first().click();
    await until('training', 60, async () => (await state.textContent()) === 'Training');
    await choose(page, 'Show Gallery');
    await page.getByRole('button', { name: /Burgers equation with noisy data/ }).click();
    await page.getByText(/“Untitled study” trains in the background/).waitFor();
    await page.getByRole('button', { name: 'Train' }).first().click();
    await page.getByRole('button', { name: 'Put it aside' }).click();
    await until('training the other study', 60, async () => {
      return (await page.locator('.chart-plane').count()) > 0 && (await state.textContent()) === 'Training';
    });
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('Stopped', { exact: true }).waitFor({ timeout: 30_000 });
    await page.locator('.dv-tab', { hasText: 'Runs' }).click();
    await page.locator('.runs-table tr', { hasText: 'Untitled study' }).click();
    await page.getByRole('button', { name: /^Resume run/ }).click();
    await until('the first study again', 60, async () => {
      const title = await page.getByRole('textbox', { name: 'Title', exact: true }).inputValue();
      return title === 'Untitled study' && (await state.textContent()) === 'Training';
    });
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('Stopped', { exact: true }).waitFor({ timeout: 30_000 });
  });
});
