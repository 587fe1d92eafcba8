import { afterAll, beforeAll, describe, it } from 'vitest';
import { firstDay } from './support/flow';
import type { LabWindow } from './support/lab-window';
import { openServed } from './support/served';

describe('the served window in a current browser', () => {
  let lab: LabWindow;
  beforeAll(async () => {
    lab = await openServed();
  });
  afterAll(async () => {
    await lab.close();
  });

  it('goes through the first day of a user on the real engine', async () => {
    await firstDay(lab);
  });
});
