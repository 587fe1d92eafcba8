import type { Page } from 'playwright-core';

/** The lab in a window, whichever kind: what the flows need besides its page. */
export interface LabWindow {
  readonly page: Page;
  readonly kind: 'electron' | 'served';
  /** Exports the fields as .npz by the Export box and gives the path of the file that was written. */
  exportArchive(): Promise<string>;
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

/** Opens the Export box and takes what it offers first, fields on a grid as .npz, to where the file is asked for. */
export async function exportArchive(page: Page): Promise<void> {
  await choose(page, 'Export');
  const box = page.getByRole('dialog', { name: 'Export' });
  await box.getByRole('button', { name: 'Export…' }).click();
}
