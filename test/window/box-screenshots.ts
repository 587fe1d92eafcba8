/** Pictures of three-dimensional magnetic flows for the documentation, from real runs in the real window. */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { drawn } from './support/box';
import { openElectron, stubSaveDialog, type ElectronWindow } from './support/electron';
import { choose } from './support/lab-window';
import { until } from './support/readings';

/** One study, and how its box is shown. */
interface Picture {
  readonly card: RegExp;
  /** Seconds of training at most; the picture tells the error that was reached. */
  readonly longest: number;
  /** Layers in place of the three slices that a box begins with; those stay where there are none. */
  readonly layers: readonly (readonly [kind: string, settings: Readonly<Record<string, string>>])[];
  /** Beside the reference and the difference from it. */
  readonly compared?: boolean;
}

const pictures: Readonly<Record<string, Picture>> = {
  current: {
    card: /Orszag–Tang vortices in three dimensions/,
    longest: 150,
    layers: [['isosurface', { Quantity: 'norm(J)', Level: '4.5', 'Coloured by': 'norm(B)' }]],
  },
  'field-lines': {
    card: /Decay of a force-free field/,
    longest: 60,
    layers: [
      [
        'lines',
        {
          Vector: 'B',
          Seeds: 'plane',
          'Number of lines': '49',
          'From, x': '0.04',
          'From, y': '0.04',
          'From, z': '0.5',
          'To, x': '0.96',
          'To, y': '0.96',
          Length: '0.6',
        },
      ],
    ],
  },
  volume: {
    card: /^Magnetic Taylor–Green vortices/,
    longest: 100,
    layers: [['volume', { Quantity: 'norm(J)' }]],
  },
  error: { card: /Alfvén waves of finite amplitude/, longest: 120, layers: [], compared: true },
};

const [screens = '', ...asked] = process.argv.slice(2);
mkdirSync(screens, { recursive: true });

/** Every box in sight is drawn as it is set, with the points of a run at rest. */
async function allDrawn(page: Page): Promise<void> {
  await drawn(page, 240);
  await page
    .getByText(/\d+ × \d+ × \d+/)
    .first()
    .waitFor({ timeout: 240_000 });
  await until('the layers of every box', 240, async () => {
    const boxes = await page.locator('.box-picture').all();
    const states = await Promise.all(boxes.map((box) => box.getAttribute('data-drawn')));
    return states.every((state) => state === 'true');
  });
}

async function inBothThemes(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await page.waitForTimeout(1500);
    await page.mouse.move(400, 880);
    await page.screenshot({ path: path.join(screens, `${name}-${theme}.png`) });
    await choose(page, 'Switch Between Light and Dark');
  }
}

/** The picture that the view saves by itself: as a paper takes it. */
async function forPaper({ application, page }: ElectronWindow, name: string): Promise<void> {
  const file = path.join(screens, `${name}-paper.png`);
  const begun = Date.now();
  await stubSaveDialog(application, file);
  await choose(page, 'Save the Picture of the Box');
  await until(`the file ${file}`, 60, () => {
    const written = statSync(file, { throwIfNoEntry: false });
    return Promise.resolve(written !== undefined && written.size > 0 && written.mtimeMs >= begun);
  });
}

/** Opens a study and trains it, to the end or as long as there is time; then shows its box. */
async function train(page: Page, { card, longest, compared = false }: Picture): Promise<void> {
  await page.getByRole('button', { name: card }).first().click();
  await page.getByRole('button', { name: 'Train' }).first().click();
  const chip = page.locator('.state-chip');
  await page.locator('.chart-plane').waitFor({ timeout: 240_000 });
  const end = Date.now() + 1000 * longest;
  await until('a good part of the training', 2 * longest, async () => {
    return (await chip.textContent()) === 'Finished' || Date.now() > end;
  });
  if ((await chip.textContent()) !== 'Finished') {
    await choose(page, 'Pause');
    await page.getByText('Paused', { exact: true }).waitFor({ timeout: 120_000 });
  }
  await choose(page, compared ? 'Compare With the Reference' : 'View Solution');
  await page.getByRole('button', { name: '3D', exact: true }).click();
  await allDrawn(page);
}

async function removeLayers(page: Page): Promise<void> {
  const removal = page
    .getByRole('button', { name: /^Remove (slice|isosurface|volume|lines|arrows)/ })
    .first();
  while (await removal.isVisible()) await removal.click();
}

async function layer(page: Page, kind: string, settings: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole('combobox', { name: 'Add a layer' }).selectOption(kind);
  for (const [name, value] of Object.entries(settings)) {
    const choice = page.getByRole('combobox', { name, exact: true });
    if (await choice.isVisible()) await choice.selectOption(value);
    else if (await page.getByRole('slider', { name, exact: true }).isVisible())
      await page.getByRole('slider', { name, exact: true }).fill(value);
    else await page.getByRole('textbox', { name, exact: true }).fill(value);
  }
}

/** Each study has a window of its own: no run of another one waits there. */
for (const name of asked.length > 0 ? asked : Object.keys(pictures)) {
  const picture = pictures[name];
  const lab = await openElectron();
  const { application, page } = lab;
  await application.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900);
  });
  await train(page, picture);
  if (picture.layers.length > 0) await removeLayers(page);
  for (const [kind, settings] of picture.layers) await layer(page, kind, settings);
  await allDrawn(page);
  await inBothThemes(page, `box-${name}`);
  // Of views side by side only one is saved.
  if (picture.compared !== true) await forPaper(lab, `box-${name}`);
  await lab.close();
}
