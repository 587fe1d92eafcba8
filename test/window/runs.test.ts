import AxeBuilder from '@axe-core/playwright';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunStore } from '../../src/run';
import { openRun } from '../support/runs';
import { choose, type LabWindow } from './support/lab-window';
import { until } from './support/readings';
import { openServed } from './support/served';

const count = 60;

describe('the table of runs', () => {
  let lab: LabWindow;
  let folder: string;
  let store: RunStore;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-runs-'));
    store = new RunStore(folder);
    for (let index = 0; index < count; index++) {
      const run = `run-${String(index).padStart(2, '0')}`;
      const created = new Date(Date.UTC(2026, 0, 1, index)).toISOString();
      const record = { run, created, seed: index, title: index % 2 === 0 ? 'A parabola' : 'A cosine' };
      await (await openRun(store.folderOf(run), { seed: index, steps: [5, 5], record })).run.train();
    }
    lab = await openServed({ store: folder });
    await choose(lab.page, 'New Study');
    await choose(lab.page, 'Runs');
    await lab.page.locator('.runs-table').waitFor();
  });
  afterAll(async () => {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const rows = () => lab.page.locator('.runs-table tbody tr[aria-selected]');
  const row = (text: string) => rows().filter({ hasText: text });
  const filter = async (text: string) => {
    await lab.page.getByRole('textbox', { name: 'Filter runs' }).fill(text);
  };
  const shows = (text: string) =>
    until(`the count ${text}`, 10, async () => (await lab.page.getByText(text, { exact: true }).count()) > 0);

  /** What axe finds of weight in the panel. */
  async function findings(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: lab.page }).include('.runs-panel').analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }

  /** For whoever wants to look at it. */
  async function picture(name: string): Promise<void> {
    const pictures = process.env['COLLOCATE_PICTURES'];
    if (pictures) await lab.page.screenshot({ path: path.join(pictures, `runs-${name}.png`) });
  }

  it('draws the rows in sight only, and tells how many there are', async () => {
    await shows(`${count} of ${count}`);
    expect(await lab.page.getByRole('grid', { name: 'Runs' }).getAttribute('aria-rowcount')).toBe(
      `${count + 1}`,
    );
    expect(await rows().count()).toBeLessThan(count);
    await lab.page.getByRole('grid', { name: 'Runs' }).focus();
    await lab.page.keyboard.press('End');
    await until('the last row', 10, async () => {
      const selected = lab.page.locator('.runs-table tr[aria-selected="true"]');
      return (await selected.getAttribute('aria-rowindex')) === `${count + 1}`;
    });
    expect(await lab.page.getByRole('textbox', { name: 'Title of the run' }).inputValue()).toBe('A parabola');
  });

  it('filters by comparisons, words and settings, and says what is wrong', async () => {
    await filter('seed < 10 cosine');
    await shows(`5 of ${count}`);
    await filter('parameters.bend = 1 and seed >= 50');
    await shows(`10 of ${count}`);
    await filter('sed < 10');
    await lab.page.getByText('No run has a column “sed”.').waitFor();
    await filter('');
    await shows(`${count} of ${count}`);
  });

  it('filters by what stands below the headings', async () => {
    await lab.page.getByRole('checkbox', { name: 'Filter columns' }).check();
    await lab.page.getByRole('textbox', { name: 'Filter by Title' }).fill('cosine');
    await shows(`30 of ${count}`);
    await lab.page.getByRole('textbox', { name: 'Filter by Steps' }).fill('< 5');
    await shows(`0 of ${count}`);
    await lab.page.getByRole('textbox', { name: 'Filter by Steps' }).fill('10');
    await shows(`30 of ${count}`);
    await filter('seed < 10');
    await shows(`5 of ${count}`);
    expect(await findings()).toEqual([]);
    await picture('columns');
    await filter('');
    await lab.page.getByRole('checkbox', { name: 'Filter columns' }).uncheck();
    await shows(`${count} of ${count}`);
  });

  it('sorts by a column that was chosen, and groups', async () => {
    await lab.page.getByRole('button', { name: 'Columns…' }).click();
    await lab.page.getByRole('textbox', { name: 'Search columns' }).fill('seed');
    await lab.page.getByRole('checkbox', { name: 'Seed', exact: true }).check();
    await lab.page.getByRole('button', { name: 'Done' }).click();
    await lab.page.getByRole('button', { name: /^Seed/ }).click();
    await until('rising seeds', 10, async () => {
      const seeds = await rows().locator('td:last-child').allTextContents();
      return seeds.slice(0, 3).join() === '0,1,2';
    });
    await lab.page.getByRole('combobox', { name: 'Group by' }).selectOption('title');
    await lab.page.locator('.runs-group', { hasText: 'A cosine' }).waitFor();
    await lab.page.getByRole('combobox', { name: 'Group by' }).selectOption('');
  });

  it('keeps names, tags and notes in the folder of the run', async () => {
    await filter('seed = 7');
    await row('A cosine').click();
    await lab.page.getByRole('textbox', { name: 'Title of the run' }).fill('The best one');
    await lab.page.getByRole('textbox', { name: 'Add a tag' }).fill('paper');
    await lab.page.keyboard.press('Enter');
    await lab.page.getByRole('textbox', { name: 'Notes' }).fill('Shown in figure 3.');
    await lab.page.getByRole('grid', { name: 'Runs' }).focus();
    await row('The best one').waitFor();
    await until('the labels', 10, async () => {
      const entry = (await store.list()).find(({ entry: { run } }) => run === 'run-07')?.entry;
      return (
        entry?.title === 'The best one' && entry.tags.join() === 'paper' && entry.notes.includes('figure')
      );
    });
    await lab.page.getByRole('button', { name: 'Archive', exact: true }).click();
    await shows(`0 of ${count}`);
    await lab.page.getByRole('checkbox', { name: 'Archived' }).check();
    await shows(`1 of ${count}`);
  });

  it('deletes to the trash and brings back', async () => {
    await filter('seed >= 20 and seed < 23');
    await shows(`3 of ${count}`);
    await rows().first().click();
    await lab.page.keyboard.press('Control+a');
    await lab.page.getByText('3 runs are chosen.').waitFor();
    await lab.page.getByRole('grid', { name: 'Runs' }).focus();
    await lab.page.keyboard.press('Delete');
    await shows(`0 of ${count - 3}`);
    expect(await store.deleted()).toHaveLength(3);
    await lab.page.getByRole('button', { name: 'Undo', exact: true }).click();
    await shows(`3 of ${count}`);
    await rows().first().click();
    await lab.page.getByRole('button', { name: 'Delete', exact: true }).click();
    await shows(`2 of ${count - 1}`);
    await lab.page.getByRole('button', { name: 'Trash' }).click();
    await lab.page.getByRole('button', { name: /^Bring back run/ }).click();
    await lab.page.getByText('The trash is empty').waitFor();
    await lab.page.getByRole('button', { name: 'Table', exact: true }).click();
    await shows(`3 of ${count}`);
  });

  it('lays curves over each other, tells differences and draws charts', async () => {
    const { page } = lab;
    await filter('seed < 3');
    await shows(`3 of ${count}`);
    await rows().first().click();
    await page.getByRole('grid', { name: 'Runs' }).focus();
    await page.keyboard.press('Control+a');
    const views = page.getByRole('group', { name: 'What is shown of the runs' });
    await views.getByRole('button', { name: 'Curves' }).click();
    await until('three losses', 20, async () => (await page.locator('.runs-view .legend-row').count()) === 3);
    await page.getByRole('button', { name: 'Errors', exact: true }).click();
    await page.locator('.runs-view .legend-row', { hasText: ': u' }).first().waitFor();
    await picture('curves');
    await views.getByRole('button', { name: 'Differences' }).click();
    await page.getByText('The studies of these runs are the same.').waitFor();
    await page.getByRole('checkbox', { name: /All settings/ }).check();
    await page.getByRole('cell', { name: 'equations[0].text', exact: true }).waitFor();
    await views.getByRole('button', { name: 'Chart' }).click();
    await until('a dot for each run', 10, async () => {
      const path = await page.locator('.runs-dots').first().getAttribute('d');
      return path?.split('M').length === 4;
    });
    await page.getByRole('button', { name: 'Parallel coordinates' }).click();
    await page.locator('.runs-lines').first().waitFor();
    await picture('parallel');
    expect(await findings()).toEqual([]);
    await views.getByRole('button', { name: 'Table' }).click();
  });

  it('opens the study of a run as a new one that starts from it, and says where it does not fit', async () => {
    await filter('seed = 3');
    await row('A cosine').click();
    await lab.page.getByRole('button', { name: 'Start from run run-03' }).click();
    await choose(lab.page, 'Runs');
    const sections = lab.page.getByRole('button', { name: /^Network/ });
    await sections.click();
    const start = lab.page.getByRole('combobox', { name: 'Start from the run' });
    expect(await start.inputValue()).toBe('run-03');
    await lab.page.getByRole('checkbox', { name: 'Layer 1 is not trained' }).check();
    await start.fill('run-99');
    await lab.page
      .getByText(/There is no run "run-99"/)
      .first()
      .waitFor();
    await picture('start');
    await lab.page.getByRole('button', { name: /^Put Start from the run back/ }).click();
    await lab.page.getByRole('button', { name: /^Put Frozen layers back/ }).click();
  });

  it('is open to everyone', async () => {
    await filter('');
    await rows().first().click();
    for (let theme = 0; theme < 2; theme++) {
      expect(await findings()).toEqual([]);
      await picture(`table-${theme}`);
      await choose(lab.page, 'Switch Between Light and Dark');
    }
  });
});
