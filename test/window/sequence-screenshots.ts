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
const tab = (title: string) => page.locator('.dv-tab', { hasText: title }).click();
await tab('Table');
await page.getByRole('textbox', { name: 'Context' }).first().fill('abcab');
await inBothThemes('sequence-table');
await tab('Continuation');
await page.getByRole('textbox', { name: 'Prompt' }).fill('ab');
await page.getByRole('button', { name: 'Continue the prompt' }).click();
await page.getByRole('button', { name: 'Likeliest sentence of each model' }).click();
await page.waitForTimeout(4000);
await inBothThemes('sequence-continuation');
await tab('States');
await inBothThemes('sequence-states');
await tab('Gradients');
await inBothThemes('sequence-gradients');
await train('Balanced brackets');
await tab('Attention');
await inBothThemes('sequence-attention');
await train('Forecast of the Lorenz');
await tab('Forecast');
await page.waitForTimeout(8000);
await inBothThemes('sequence-forecast');
await tab('Properties');
await page.getByRole('button', { name: 'Measure the properties' }).click();
await until(
  'all cells',
  390,
  async () => await page.getByRole('button', { name: 'Measure the properties' }).isVisible(),
);
await inBothThemes('sequence-properties');
await tab('Two Kinds');
await page.getByRole('button', { name: 'Train both' }).click();
await page.locator('.kind-plot').nth(2).waitFor({ timeout: 120_000 });
await inBothThemes('sequence-kinds');
await lab.close();
