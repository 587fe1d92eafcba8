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
    const refused = await lab.page.evaluate(async () => {
      const evaluate = (): boolean => {
        try {
          return new Function('return true')() as boolean;
        } catch {
          return false;
        }
      };
      const opened = window.open('https://example.org');
      return { evaluated: evaluate(), opened: opened !== null, node: 'require' in window };
    });
    expect(refused).toEqual({ evaluated: false, opened: false, node: false });
  });

  it('goes through the first day of a user on the real engine', async () => {
    await firstDay(lab);
  });
});
