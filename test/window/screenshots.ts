/** Pictures of the lab for its documentation, from real runs in the real window. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openElectron } from './support/electron';
import { choose } from './support/lab-window';
import { until } from './support/readings';

const [screens = ''] = process.argv.slice(2);
mkdirSync(screens, { recursive: true });

const lab = await openElectron();
const { page } = lab;
await lab.application.evaluate(({ BrowserWindow }) => {
  BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900);
});

async function picture(name: string): Promise<void> {
  await page.waitForTimeout(600);
  await page.screenshot({ path: path.join(screens, `${name}.png`) });
}

/** The same view in light and in dark. */
async function inBothThemes(name: string): Promise<void> {
  await picture(`${name}-light`);
  await choose(page, 'Switch Between Light and Dark');
  await picture(`${name}-dark`);
  await choose(page, 'Switch Between Light and Dark');
}

async function trainToTheEnd(card: RegExp): Promise<void> {
  await choose(page, 'Show Gallery');
  await page.getByRole('button', { name: card }).click();
  const discard = page.getByRole('button', { name: 'Discard' });
  if (await discard.isVisible()) await discard.click();
  await page.getByRole('button', { name: 'Train' }).first().click();
  await page.locator('.chart-plane').waitFor({ timeout: 60_000 });
}

function finished(): Promise<void> {
  return until('the end of the run', 300, async () => {
    return (await page.locator('.state-chip').textContent()) === 'Finished';
  });
}

await trainToTheEnd(/Burgers equation with noisy data/);
await finished();
await page.getByRole('checkbox', { name: 'Show points' }).check();
await page.waitForTimeout(1000);
await page.getByRole('checkbox', { name: 'Show points' }).uncheck();
await choose(page, 'Weights');
await picture('weights-light');
await choose(page, 'Losses');

await trainToTheEnd(/Viscous/);
await until('a good part of the training', 200, async () => {
  const done = await page.getByRole('progressbar', { name: 'Steps done' }).getAttribute('value');
  return Number(done) > 1800;
});
await page.getByRole('slider', { name: 't', exact: true }).fill('0.4');
await inBothThemes('training');
await finished();
await page.getByRole('button', { name: 'Surface' }).click();
await inBothThemes('surface');
await page.getByRole('button', { name: 'Map' }).click();
await choose(page, 'View Error');
await picture('error-light');
await choose(page, 'View Residual');
await page.waitForTimeout(3000);
await picture('residual-light');
await choose(page, 'Show Gallery');
await inBothThemes('gallery');
await lab.close();
