import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNumber } from '../../src/field';
import { python } from '../support/python';
import { openElectron, stubSaveDialog, type ElectronWindow } from './support/electron';
import { choose } from './support/lab-window';
import { stepsDone, until } from './support/readings';

/** A text of short sentences, drawn by a fixed rule: words depend on those before. */
function text(): string {
  const subjects = ['the cat', 'the dog', 'a bird', 'the old man'];
  const verbs = ['sees', 'hears', 'follows', 'likes'];
  const objects = ['the sea', 'a tree', 'the moon', 'the house'];
  let state = 1;
  const pick = (from: readonly string[]) => {
    state = (state * 48271) % 2147483647;
    return from[state % from.length] ?? '';
  };
  return Array.from({ length: 600 }, () => `${pick(subjects)} ${pick(verbs)} ${pick(objects)}.`).join(' ');
}

const readArchive = `
import json, sys, numpy
archive = numpy.load(sys.argv[1])
p, target = archive['probabilities'], archive['target']
print(json.dumps({'sum': float(numpy.abs(p.sum(axis=1) - 1).max()), 'rows': len(target), 'wide': p.shape[1],
                  'nats': float(-numpy.log(p[numpy.arange(len(target)), target]).mean())}))
`;

describe('the sequence lab', () => {
  let lab: ElectronWindow;
  let folder: string;
  beforeAll(async () => {
    lab = await openElectron();
    folder = path.join(lab.folder, 'studies');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'text.txt'), text());
    writeFileSync(path.join(folder, 'empty.txt'), '');
    writeFileSync(path.join(folder, 'same.txt'), 'a'.repeat(5000));
    writeFileSync(
      path.join(folder, 'binary.txt'),
      Buffer.from(Array.from({ length: 5000 }, (_, k) => k % 256)),
    );
    writeFileSync(path.join(folder, 'short.txt'), 'ab'.repeat(20));
  });
  afterAll(async () => {
    await lab.close();
  });

  const box = (name: string): Locator => lab.page.getByRole('textbox', { name, exact: true });
  const tab = (title: string) => lab.page.locator('.dv-tab', { hasText: title }).click();
  const problems = () => lab.page.locator('.study-tree .problem').allTextContents();

  async function choice(name: string, word: string): Promise<void> {
    await lab.page.getByRole('combobox', { name, exact: true }).click();
    await lab.page.getByRole('option', { name: new RegExp(`^${word}`) }).click();
  }

  /** The records of the runs that have finished. */
  function finished(): Record<string, unknown>[] {
    const runs = path.join(lab.folder, 'runs');
    if (!existsSync(runs)) return [];
    return readdirSync(runs)
      .map((name) => path.join(runs, name, 'run.json'))
      .filter((file) => existsSync(file))
      .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)
      .filter(({ outcome }) => outcome === 'finished');
  }

  /** Trains to the end: until one more run has finished, and the window shows it. */
  async function finish(seconds = 120): Promise<void> {
    const before = finished().length;
    await lab.page.getByRole('button', { name: 'Train' }).first().click();
    await until('the end of the run', seconds, async () => {
      const banner = lab.page.locator('.banner.error');
      if ((await banner.count()) > 0) throw new Error((await banner.textContent()) ?? '');
      return (
        finished().length > before && (await lab.page.locator('.state-chip').textContent()) === 'Finished'
      );
    });
  }

  /** Opens a section of the study tree that is closed. */
  async function open(title: string): Promise<void> {
    const toggle = lab.page.locator('.study-tree .section-toggle').filter({ hasText: title }).first();
    if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
  }

  async function exported(format: string, file: string): Promise<string> {
    const written = path.join(folder, file);
    await stubSaveDialog(lab.application, written);
    await choose(lab.page, 'Export');
    await choice('Format', format);
    await lab.page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Export…' }).click();
    await lab.page.getByText(`Exported ${file}.`).first().waitFor({ state: 'attached', timeout: 60_000 });
    return written;
  }

  it('a text of one’s own is loaded; what is no text is refused with a sentence', async () => {
    await choose(lab.page, 'New Study of Sequences');
    await box('Title').fill('Sentences');
    await choice('Source', 'Text file');
    await stubSaveDialog(lab.application, path.join(folder, 'own.json'));
    await choose(lab.page, 'Save Study As');
    await lab.page.getByTitle('own.json').waitFor();
    const sentences: [string, RegExp][] = [
      ['none.txt', /is not in .*Check its name/],
      ['empty.txt', /is empty\. Give a file with text/],
      ['same.txt', /one symbol only/],
      ['binary.txt', /is not a text/],
      ['short.txt', /has 40 elements; at least 100 are needed/],
    ];
    for (const [file, sentence] of sentences) {
      await box('File of the source').fill(file);
      await until(`a sentence about ${file}`, 30, async () =>
        (await problems()).some((one) => sentence.test(one)),
      );
    }
    await box('File of the source').fill('text.txt');
    await until('no problem', 30, async () => (await problems()).length === 0);
    await open('Training');
    await box('Window').fill('100000');
    await until('a sentence about the window', 30, async () =>
      (await problems()).some((one) => /does not fit into the shortest part/.test(one)),
    );
    await box('Window').fill('24');
  });

  it('two models are trained, and their tables stand side by side', async () => {
    const { page } = lab;
    await choice('Model', 'N-gram');
    await finish();
    await choice('Model', 'Transformer');
    await box('Width').fill('16');
    await box('Heads').fill('2');
    await box('Inner width').fill('16');
    await open('Training');
    await box('Steps').fill('150');
    await box('Learning rate').fill('0.01');
    await finish();
    const value = async (name: string) =>
      readNumber(
        (await page
          .locator('.legend-row', { has: page.getByText(name, { exact: true }) })
          .locator('.legend-value')
          .textContent()) ?? '',
      );
    await until('its losses', 30, async () => (await value('test')) < 2.5);
    const nats = await value('validation');
    expect(nats).toBeLessThan(2.5);
    await page.getByRole('button', { name: 'bits', exact: true }).click();
    await until('bits', 10, async () => Math.abs((await value('validation')) * Math.LN2 - nats) < 0.002);

    await tab('Table');
    await box('Context').first().fill('the cat sees the ');
    const table = page.locator('.sequence-table');
    await table.waitFor({ timeout: 60_000 });
    await until('both models', 60, async () => {
      const sums = await table.locator('tfoot td').allTextContents();
      return sums.length === 2 && sums.every((sum) => Math.abs(readNumber(sum) - 1) < 1e-4);
    });
    expect(await table.locator('thead th').allTextContents()).toEqual(['x', 'Transformer', 'N-gram']);
    await box('Context').first().fill('the cat sees 水');
    await page
      .getByText(/has never seen "水"/)
      .first()
      .waitFor();
  });

  it('the model continues a prompt, and shows what it attends to', async () => {
    const { page } = lab;
    await tab('Continuation');
    await box('Prompt').fill('a bird ');
    await page.getByRole('button', { name: 'Continue the prompt' }).click();
    const log = page.getByRole('log', { name: 'Continuation' });
    await until('a continuation', 60, async () => ((await log.textContent()) ?? '').length > 60);
    await box('Prompt').fill('a 水');
    await page.getByRole('button', { name: 'Likeliest sentence of each model' }).click();
    await page
      .getByText(/has never seen "水"/)
      .first()
      .waitFor();
    await tab('Attention');
    await page.getByRole('img', { name: 'Attention of layer 1, head 1' }).waitFor({ timeout: 60_000 });
    expect(await page.locator('.attention-head').count()).toBe(2);
    await tab('States');
    await page.getByText(/carries no state/).waitFor();
  });

  it('supervised learning and a sequence are trained side by side', async () => {
    const { page } = lab;
    await tab('Two Kinds');
    await page.getByRole('button', { name: 'Train both' }).click();
    await page.locator('.kind-plot').nth(2).waitFor({ timeout: 120_000 });
    /** What was reached and what is best, the first number of each cell. */
    const numbers = async (name: string) => {
      const rows = page.locator('.kind', { hasText: name }).locator('tr', { hasText: /^(Reached|Best)/ });
      const texts = await rows.locator('td').allTextContents();
      return texts.map((text) => readNumber(/[-−]?\d[\d.]*/.exec(text)?.[0] ?? ''));
    };
    const [squares = NaN, noise = NaN] = await numbers('Supervised learning');
    expect(squares).toBeLessThan(1.6 * noise);
    const [likelihood = NaN, rate = NaN] = await numbers('Sequence modelling');
    expect(likelihood).toBeLessThan(0);
    expect(likelihood).toBeGreaterThan(1.05 * rate);
  });

  it('results are taken away as arrays, tables, a network and a report', async () => {
    await tab('Log');
    const found = JSON.parse(python(readArchive, [await exported('NumPy archive', 'told.npz')])) as Record<
      string,
      number
    >;
    expect(found['sum']).toBeLessThan(1e-4);
    expect(found['rows']).toBeGreaterThan(500);
    expect(found['nats']).toBeLessThan(2.5);
    const csv = readFileSync(await exported('Comma-separated values', 'told.csv'), 'utf8').split('\n');
    expect(csv[0]).toMatch(/^place,input,target,likeliest,p of the target/);
    expect(csv.length).toBe((found['rows'] ?? 0) + 2);
    const network = readFileSync(await exported('ONNX', 'model.onnx'));
    expect(network.includes('probabilities')).toBe(true);
    const report = readFileSync(await exported('Report', 'report.html'), 'utf8');
    expect(report).toContain('validation, bits per element');
  });

  it('a run whose engine is killed ends with the bits of one that was not', async () => {
    const { page } = lab;
    await choice('Model', 'GRU');
    await box('Width').fill('24');
    await box('Steps').fill('1500');
    await page.getByRole('textbox', { name: 'Checkpoint every', exact: true }).fill('100');
    await finish(170);
    const before = finished().length;
    await page.getByRole('button', { name: 'Train' }).first().click();
    await until('steps', 60, async () => {
      const chip = await page.locator('.state-chip').textContent();
      return chip === 'Training' && (await stepsDone(page)) > 250;
    });
    process.kill(await lab.enginePid(), 'SIGKILL');
    // The banner tells that the engine was killed: that is no failure here.
    await until('the end of the run', 170, () => Promise.resolve(finished().length > before));
    const sums = finished()
      .filter(({ phases }) => (phases as { steps: number }[])[0]?.steps === 1500)
      .map(({ parametersSha256 }) => parametersSha256);
    expect(sums.length).toBe(2);
    expect(sums[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(sums[1]).toBe(sums[0]);
    await tab('States');
    await page.getByRole('img', { name: 'h by neuron and time' }).waitFor({ timeout: 60_000 });
    await tab('Gradients');
    await page.getByRole('img', { name: 'Growth of the gradient through time' }).waitFor({ timeout: 60_000 });
  });
});
