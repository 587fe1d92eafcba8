import os from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElectron, type ElectronWindow } from './support/electron';
import { until, stepsDone } from './support/readings';
import { mainThreadTasks } from './support/tasks';

/** Longer than this in milliseconds, a task is felt. */
const felt = 50;
/** A machine that does other work at the same time stops the page now and then: the best of so many rounds counts. */
const rounds = 3;
/** With more than this waiting for its processors, wall time tells about that other work: time on them is judged. */
const overload = 2 * os.cpus().length;

describe('the window stays live while the engine trains', () => {
  let lab: ElectronWindow;
  beforeAll(async () => {
    lab = await openElectron();
  });
  afterAll(async () => {
    await lab.close();
  });

  /** What a person does who looks around while it trains. */
  async function lookAround(): Promise<void> {
    const { page } = lab;
    await page.getByRole('textbox', { name: 'Title' }).type(' typed', { delay: 60 });
    await page.getByRole('slider', { name: 't', exact: true }).focus();
    for (let key = 0; key < 30; key++) {
      await page.keyboard.press(key < 15 ? 'ArrowLeft' : 'ArrowRight');
      await page.waitForTimeout(50);
    }
    await page.getByRole('button', { name: 'Surface' }).click();
    await page.waitForTimeout(4000);
    await page.getByRole('button', { name: 'Map' }).click();
    await page.locator('.dv-tab', { hasText: 'Errors' }).click();
    await page.locator('.dv-tab', { hasText: 'Losses' }).click();
    await page.waitForTimeout(5000);
  }

  it('99.9% of the tasks of its main thread are over within 50 ms', async () => {
    const { page } = lab;
    await page.locator('.gallery-card').first().click();
    await page.getByRole('button', { name: 'Train' }).first().click();
    await page.locator('.chart-plane').waitFor({ timeout: 60_000 });
    const shares: string[] = [];
    let best = 1;
    for (let round = 0; round < rounds && best >= 0.001; round++) {
      const start = await stepsDone(page);
      const tasks = await mainThreadTasks(page, lookAround);
      await until('steps meanwhile', 10, async () => (await stepsDone(page)) > start + 50);
      expect(tasks.length).toBeGreaterThan(1000);
      const isOverloaded = (os.loadavg()[0] ?? 0) > overload;
      const slow = tasks
        .map((task) => (isOverloaded ? task.processor : task.wall))
        .filter((time) => time > felt);
      best = Math.min(best, slow.length / tasks.length);
      shares.push(`${slow.length} of ${tasks.length} (${slow.map(Math.round).join(', ')} ms)`);
    }
    expect(best, `tasks over ${felt} ms: ${shares.join('; ')}`).toBeLessThan(0.001);
  });
});
