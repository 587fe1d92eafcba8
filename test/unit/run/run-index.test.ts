import { appendFile, cp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunStore } from '../../../src/run';
import { openRun, temporaryFolder } from '../../support/runs';

/** A store with runs that ended. */
async function storeOf(...runs: readonly string[]): Promise<RunStore> {
  const store = new RunStore(await temporaryFolder());
  for (const [index, run] of runs.entries()) {
    const created = new Date(Date.UTC(2026, 0, 1 + index)).toISOString();
    await (
      await openRun(store.folderOf(run), { seed: index, record: { run, created, seed: index } })
    ).run.train();
  }
  return store;
}

async function listed(store: RunStore) {
  return (await store.list()).map((run) => ({ ...run.entry, settings: run.settings() }));
}

/** What the folders say, whatever the index of the store holds. */
async function fromFolders(store: RunStore) {
  const copy = await temporaryFolder();
  await cp(store.folder, copy, { recursive: true });
  await rm(path.join(copy, '.index'), { force: true });
  return listed(new RunStore(copy));
}

const indexOf = (store: RunStore) => path.join(store.folder, '.index');

describe('index of a store', () => {
  it('tells what the folders tell, in this process and in the next one', async () => {
    const store = await storeOf('a', 'b', 'c');
    const first = await listed(store);
    expect(first.map(({ run, seed, step }) => [run, seed, step])).toEqual([
      ['c', 2, 100],
      ['b', 1, 100],
      ['a', 0, 100],
    ]);
    expect(first[0]!.settings).toMatchObject({ 'coordinates.x[1]': 1, 'equations[0]': 'u = bend*x^2' });
    expect(first[0]!.errors['u']).toBeGreaterThan(0);
    const { size } = await stat(indexOf(store));
    const other = new RunStore(store.folder);
    expect(await listed(other)).toEqual(first);
    expect(await fromFolders(store)).toEqual(first);
    // Nothing changed, so nothing was written.
    expect((await stat(indexOf(store))).size).toBe(size);
  });

  it('follows labels, new runs and runs that are gone, also those of other processes', async () => {
    const store = await storeOf('a', 'b');
    const other = new RunStore(store.folder);
    await listed(store);
    await listed(other);
    await other.label('a', { title: 'Better', addTags: ['paper', 'draft'], notes: 'ν too large' });
    await other.label('a', { removeTags: ['draft'], archived: true });
    const [, a] = await listed(store);
    expect(a).toMatchObject({ title: 'Better', tags: ['paper'], notes: 'ν too large', archived: true });
    await rm(path.join(store.folder, 'b'), { recursive: true });
    await (await openRun(store.folderOf('d'), { record: { run: 'd' } })).run.train();
    expect((await listed(other)).map(({ run }) => run).sort()).toEqual(['a', 'd']);
    expect(await listed(store)).toEqual(await fromFolders(store));
  });

  it('sees a run that trains, and that it was killed when its lock is gone', async () => {
    const store = await storeOf('a');
    const { run } = await openRun(store.folderOf('busy'), { record: { run: 'busy' } });
    const find = async () => (await store.list()).find(({ entry }) => entry.run === 'busy');
    expect(await find()).toMatchObject({ locked: true, entry: { outcome: null } });
    await rm(path.join(store.folder, 'busy', 'lock'));
    expect(await find()).toMatchObject({ locked: false, entry: { outcome: null } });
    run.stop();
    await run.train();
    expect(await find()).toMatchObject({ locked: false, entry: { outcome: 'stopped' } });
  });

  it('is right whatever happens to its file', async () => {
    const store = await storeOf('a', 'b');
    const right = await listed(store);
    const file = indexOf(store);
    const whole = await readFile(file);
    const harms = [
      () => truncate(file, whole.length - 40),
      () => truncate(file, 5),
      () => appendFile(file, 'torn li'),
      () => appendFile(file, '\n00000000\tstamp\t{"run":"a"}\t{}\n'),
      () => writeFile(file, Buffer.from(whole).fill(7, 60, 90)),
      () => writeFile(file, 'collocate-index 999\n'),
      () => rm(file),
    ];
    for (const harm of harms) {
      await harm();
      expect(await listed(store)).toEqual(right);
      expect(await listed(new RunStore(store.folder))).toEqual(right);
    }
  });

  it('holds against several writers at once, and does not grow without end', async () => {
    const store = await storeOf('a', 'b', 'c');
    const stores = [store, new RunStore(store.folder), new RunStore(store.folder)];
    for (let round = 0; round < 40; round++) {
      await Promise.all(
        stores.map(async (one, index) => {
          await one.label('abc'[index]!, { notes: `round ${round}` });
          await one.list();
        }),
      );
    }
    const now = await listed(new RunStore(store.folder));
    expect(now.map(({ notes }) => notes)).toEqual(['round 39', 'round 39', 'round 39']);
    expect(now).toEqual(await fromFolders(store));
    expect((await readFile(indexOf(store), 'utf8')).split('\n').length).toBeLessThan(2000);
  });
});
