/** Pictures of three-dimensional magnetic flows for the documentation, from real runs in the real window. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { drawn } from './support/box';
import { openElectron } from './support/electron';
import { choose } from './support/lab-window';
import { until } from './support/readings';

const [screens = ''] = process.argv.slice(2);
mkdirSync(screens, { recursive: true });

/** Training lasts so long at most; the pictures tell the error that was reached. */
const longest = 150;

const lab = await openElectron();
const { page } = lab;
await lab.application.evaluate(({ BrowserWindow }) => {
  BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900);
});

async function inBothThemes(name: string): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await page.waitForTimeout(1500);
    await page.mouse.move(400, 880);
    await page.screenshot({ path: path.join(screens, `${name}-${theme}.png`) });
    await choose(page, 'Switch Between Light and Dark');
  }
}

/** Opens a study and trains it, to the end or as long as there is time; then shows its box without layers. */
async function train(card: RegExp): Promise<void> {
  await choose(page, 'Show Gallery');
  await page.getByRole('button', { name: card }).first().click();
  const discard = page.getByRole('button', { name: 'Discard' });
  if (await discard.isVisible()) await discard.click();
  await page.getByRole('button', { name: 'Train' }).first().click();
  const chip = page.locator('.state-chip');
  await chip.waitFor({ timeout: 120_000 });
  const end = Date.now() + 1000 * longest;
  await until('a good part of the training', 2 * longest, async () => {
    return (await chip.textContent()) === 'Finished' || Date.now() > end;
  });
  if ((await chip.textContent()) !== 'Finished') await choose(page, 'Pause');
  await choose(page, 'View Solution');
  await page.getByRole('button', { name: '3D', exact: true }).click();
  await drawn(page, 180);
}

async function removeLayers(): Promise<void> {
  for (;;) {
    const first = page
      .getByRole('button', { name: /^Remove (slice|isosurface|volume|lines|arrows)/ })
      .first();
    if (!(await first.isVisible())) return;
    await first.click();
  }
}

async function layer(kind: string, settings: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole('combobox', { name: 'Add a layer' }).selectOption(kind);
  for (const [name, value] of Object.entries(settings)) {
    const choice = page.getByRole('combobox', { name, exact: true });
    if (await choice.isVisible()) await choice.selectOption(value);
    else if (await page.getByRole('slider', { name, exact: true }).isVisible())
      await page.getByRole('slider', { name, exact: true }).fill(value);
    else await page.getByRole('textbox', { name, exact: true }).fill(value);
  }
}

await train(/Decay of a force-free field/);
await removeLayers();
await layer('lines', {
  Vector: 'B',
  Seeds: 'plane',
  'Number of lines': '49',
  'From, x': '0.04',
  'From, y': '0.04',
  'From, z': '0.5',
  'To, x': '0.96',
  'To, y': '0.96',
  Length: '0.6',
});
await drawn(page, 180);
await inBothThemes('box-field-lines');

await removeLayers();
await layer('isosurface', { Quantity: 'norm(J)', 'Coloured by': 'p' });
await drawn(page, 180);
await inBothThemes('box-current');

await removeLayers();
await layer('volume', { Quantity: 'norm(B)' });
await drawn(page, 180);
await inBothThemes('box-volume');
await choose(page, 'Compare With the Reference');
await page.getByRole('button', { name: '3D', exact: true }).click();
await drawn(page, 180);
await page.waitForTimeout(8000);
await inBothThemes('box-error');

await lab.close();
