import type { Page } from 'playwright-core';
import { readNumber } from '../../../src/field';

/** The value beside a curve's name in the legend of the losses. */
export async function legendValue(page: Page, name: string): Promise<number> {
  const row = page.locator('.legend-row', { has: page.getByText(name, { exact: true }) });
  return readNumber((await row.locator('.legend-value').textContent()) ?? '');
}

/** Steps done, as the toolbar tells them. */
export async function stepsDone(page: Page): Promise<number> {
  return Number(await page.getByRole('progressbar', { name: 'Steps done' }).getAttribute('value'));
}

/** The pixels of the map of the field, as a text that differs when they do. */
export async function mapPicture(page: Page): Promise<string> {
  const picture = await page.locator('.chart-plane').first().screenshot();
  return picture.toString('base64');
}

/** Waits until `test` holds, looking a few times a second; the error names what was waited for. */
export async function until(what: string, seconds: number, test: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 1000 * seconds;
  while (Date.now() < end) {
    if (await test()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`waited ${seconds} s for: ${what}`);
}
