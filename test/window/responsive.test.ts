import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElectron, type ElectronWindow } from './support/electron';
import { until, stepsDone } from './support/readings';
import { mainThreadTasks } from './support/tasks';

/** Longer than this, a task is felt. */
const felt = 50;

describe('the window stays live while the engine trains', () => {
  let lab: ElectronWindow;
  beforeAll(async () => {
    lab = await openElectron();
  });
  afterAll(async () => {
    await lab.close();
  });

  it('99.9% of the tasks of its main thread are over within 50 ms', async () => {
    const { page } = lab;
    await page.locator('.gallery-card').first().click();
    await page.getByRole('button', { name: 'Train' }).first().click();
    await until('steps', 60, async () => (await stepsDone(page).catch(() => 0)) > 0);
    const tasks = await mainThreadTasks(page, async () => {
      const start = await stepsDone(page);
      await page.getByRole('textbox', { name: 'Title' }).fill('A study that is typed in while it trains');
      await page.getByRole('slider', { name: 't', exact: true }).focus();
      for (let key = 0; key < 30; key++) {
        await page.keyboard.press('ArrowLeft');
        await page.waitForTimeout(50);
      }
      await page.getByRole('button', { name: 'Surface' }).click();
      await page.waitForTimeout(4000);
      await page.locator('.dv-tab', { hasText: 'Errors' }).click();
      await page.locator('.dv-tab', { hasText: 'Losses' }).click();
      await page.waitForTimeout(6000);
      expect(await stepsDone(page)).toBeGreaterThan(start + 50);
    });
    const slow = tasks.filter((milliseconds) => milliseconds > felt);
    expect(tasks.length).toBeGreaterThan(1000);
    expect(
      slow.length / tasks.length,
      `${slow.length} slow tasks: ${slow.map(Math.round).join(', ')} ms`,
    ).toBeLessThan(0.001);
  });
});
