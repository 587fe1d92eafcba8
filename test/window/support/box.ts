import type { Page } from 'playwright-core';
import { until } from './readings';

/** Waits until every layer of the box in sight is drawn as it is set. */
export function drawn(page: Page, seconds = 90): Promise<void> {
  return until('the layers of the box', seconds, async () => {
    return (await page.locator('.box-picture').first().getAttribute('data-drawn')) === 'true';
  });
}
