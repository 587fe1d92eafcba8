/** Pictures of the sequence lab for the documentation, from real runs in the real window. */
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

async function inBothThemes(name: string): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await page.waitForTimeout(1000);
    await page.mouse.move(400, 880);
    await page.screenshot({ path: path.join(screens, `${name}-${theme}.png`) });
    await choose(page, 'Switch Between Light and Dark');
  }
}

/** Opens a study of the gallery and trains it to its end. */
async function train(title: string): Promise<void> {
  await choose(page, 'Show Gallery');
  await page.getByRole('button', { name: title }).first().click();
  await page.getByRole('button', { name: 'Train' }).first().click();
  await until('the end of the training', 300, async () => {
    return (await page.locator('.state-chip').textContent()) === 'Finished';
  });
}

await choose(page, 'Show Gallery');
await page.getByRole('heading', { name: 'Sequences' }).scrollIntoViewIfNeeded();
await inBothThemes('sequence-gallery');
await train('A chain of order 2, counted');
await train('A chain of order 2 ');
await inBothThemes('sequence-learning');
await lab.close();
