import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElectron, type ElectronWindow } from './support/electron';
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
});
