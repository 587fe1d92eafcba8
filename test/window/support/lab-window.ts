import type { Page } from 'playwright-core';

/** The lab in a window, whichever kind: what the flows need besides its page. */
export interface LabWindow {
  readonly page: Page;
  readonly kind: 'electron' | 'served';
  /** Chooses an export command by the palette and gives the path of the file that was written. */
  exportFile(command: string, extension: string): Promise<string>;
  /** Process id of the engine that works for this window. */
  enginePid(): Promise<number>;
  close(): Promise<void>;
}

/** Carries out a command by the palette, as a user without a mouse does. */
export async function choose(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: /^Commands/ }).waitFor();
  await page.keyboard.press('Control+K');
  const box = page.getByRole('combobox', { name: 'Find a command, study, run or setting' });
  await box.fill(title);
  await page.locator('[role="option"][aria-selected="true"][aria-disabled="false"]').waitFor();
  await box.press('Enter');
}

/** Gives the last phase of the open study enough steps to be paused, stopped or killed on any machine. */
export async function lengthen(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Training/ }).click();
  const phase = page.getByRole('group', { name: 'phase 2', exact: true });
  await phase.getByRole('textbox', { name: 'Steps' }).fill('20000');
}
