import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElectron, type ElectronWindow } from './support/electron';
import { until, stepsDone } from './support/readings';
import { felt, machine, writeSection } from './support/responsiveness';
import { mainThreadTasks } from './support/tasks';

/** Each round looks around once; all count together. */
const rounds = 3;

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
    await page.getByRole('textbox', { name: 'Title', exact: true }).type(' typed', { delay: 60 });
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
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = await stepsDone(page);
      times.push(...(await mainThreadTasks(page, lookAround)).map(({ wall }) => wall));
      await until('steps meanwhile', 10, async () => (await stepsDone(page)) > start + 50);
    }
    times.sort((a, b) => a - b);
    const slow = times.filter((time) => time > felt);
    const share = (100 * (times.length - slow.length)) / times.length;
    const at = (quantile: number) => times[Math.floor(quantile * (times.length - 1))].toFixed(1);
    writeSection('While it trains', [
      `The first study of the gallery trains on one core less than the machine has, while a script types, moves the time slider, turns to the surface and back, and opens panels. Measured ${machine()}.`,
      `Of ${times.length} tasks of the page's main thread, ${share.toFixed(3)}% were over within ${felt} ms (promised: 99.9%); median ${at(0.5)} ms, 99% within ${at(0.99)} ms, 99.9% within ${at(0.999)} ms, the longest ${at(1)} ms.`,
    ]);
    expect(times.length).toBeGreaterThan(1000);
    expect(share, `tasks over ${felt} ms: ${slow.map(Math.round).join(', ')}`).toBeGreaterThanOrEqual(99.9);
  });
});
