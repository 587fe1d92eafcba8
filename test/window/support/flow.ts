import { expect } from 'vitest';
import { python } from '../../support/python';
import { lengthen, type LabWindow } from './lab-window';
import { readNumber } from '../../../src/field';
import { legendValue, mapPicture, stepsDone, until } from './readings';

const readArchive = `
import json, sys, numpy
archive = numpy.load(sys.argv[1])
print(json.dumps({name: [list(archive[name].shape), float(numpy.abs(archive[name]).max())] for name in archive.files}))
`;

/** What a person does on a first day: open, change, train, watch, pause, weigh, go on, stop, take away. */
export async function firstDay(lab: LabWindow): Promise<void> {
  const { page } = lab;
  await page.getByRole('button', { name: /Burgers equation with noisy data/ }).click();

  const viscosity = page.getByRole('textbox', { name: 'Value of nu' });
  await viscosity.fill('0.03');
  expect(await viscosity.inputValue()).toBe('0.03');
  await lengthen(page);
  await page.getByRole('button', { name: 'Train' }).first().click();

  await until('the first losses', 60, async () => (await page.locator('.legend-row').count()) > 5);
  await page.locator('.chart-plane').waitFor({ timeout: 30_000 });
  const firstLoss = await legendValue(page, 'weighted total');
  const firstPicture = await mapPicture(page);
  await until('the loss to fall by two decades', 120, async () => {
    return (await legendValue(page, 'weighted total')) < firstLoss / 100;
  });
  // Pictures may take a twentieth of the time at most, so a slow machine shows few of them.
  await until('the field to change', 60, async () => (await mapPicture(page)) !== firstPicture);
  const error = await page.locator('.field-view-step b').first().textContent();
  expect(readNumber(error ?? '')).toBeLessThan(1);

  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused', { exact: true }).waitFor();
  const pausedAt = await stepsDone(page);
  await page.locator('.dv-tab', { hasText: 'Weights' }).click();
  await page.getByRole('textbox', { name: 'Weight of the equations, w_PDE' }).fill('4');
  await page.getByText('acting: 4').waitFor();

  await page.getByRole('button', { name: 'Go on' }).click();
  await until('steps after the pause', 30, async () => (await stepsDone(page)) > pausedAt + 20);
  await page.locator('.dv-tab', { hasText: 'Log' }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByText('Stopped', { exact: true }).waitFor({ timeout: 30_000 });

  const file = await lab.exportArchive();
  const content = JSON.parse(python(readArchive, [file])) as Record<string, [number[], number]>;
  expect(content['x']?.[0]).toEqual([256]);
  expect(content['t']?.[0]).toEqual([101]);
  expect(content['u']?.[0]).toEqual([256, 101]);
  expect(content['u']?.[1]).toBeGreaterThan(0.3);
}
