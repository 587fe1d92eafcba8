import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunStore, dataCopies, defaultStore, newRunName } from '../../../src/run';
import { openRun, temporaryFolder } from '../../support/runs';

describe('run store', () => {
  it('lies where the environment says', () => {
    expect(defaultStore({ COLLOCATE_RUNS: '/data/runs', XDG_DATA_HOME: '/x' })).toBe('/data/runs');
    expect(defaultStore({ XDG_DATA_HOME: '/x' })).toBe('/x/collocate/runs');
    expect(defaultStore({})).toMatch(/\.local\/share\/collocate\/runs$/);
  });

  it('lists runs from their folders, the newest first, and passes over everything else', async () => {
    const store = new RunStore(await temporaryFolder());
    expect(await new RunStore(path.join(store.folder, 'absent')).list()).toEqual([]);
    for (const [run, created] of [
      ['old', '2026-01-01T00:00:00.000Z'],
      ['new', '2026-01-02T00:00:00.000Z'],
    ] as const) {
      await (await openRun(store.folderOf(run), { record: { run, created } })).run.train();
    }
    await mkdir(path.join(store.folder, 'rubbish'));
    await writeFile(path.join(store.folder, 'note.txt'), '');
    const listed = await store.list();
    expect(listed.map(({ entry, locked }) => [entry.run, entry.step, locked])).toEqual([
      ['new', 100, false],
      ['old', 100, false],
    ]);
    await store.delete('old');
    expect(await store.list()).toHaveLength(1);
    await expect(store.delete('old')).rejects.toThrow(/There is no run "old"/);
  });

  it('does not follow names out of its folder', () => {
    const store = new RunStore('/data/runs');
    for (const name of ['..', '../a', '/etc', '', '.hidden']) {
      expect(() => store.folderOf(name)).toThrow(/not the name of a run/);
    }
  });

  it('brings deleted runs back, also where their name was taken meanwhile, and empties the trash', async () => {
    const store = new RunStore(await temporaryFolder());
    const make = async () => (await openRun(store.folderOf('a'), { record: { run: 'a' } })).run.train();
    await make();
    expect(await store.delete('a')).toBe('a');
    expect(await store.list()).toEqual([]);
    expect(await store.deleted()).toMatchObject([{ run: 'a', title: 'A parabola' }]);
    await make();
    expect(await store.restore('a')).toBe('a-2');
    expect((await store.list()).map(({ entry }) => entry.run).sort()).toEqual(['a', 'a-2']);
    await expect(store.restore('a')).rejects.toThrow(/no run "a" in the trash/);
    await store.delete('a');
    await store.delete('a-2');
    expect(await store.emptyTrash(1)).toBe(0);
    expect(await store.emptyTrash()).toBe(2);
    expect(await store.deleted()).toEqual([]);
  });

  it('does not delete a run that is being trained', async () => {
    const store = new RunStore(await temporaryFolder());
    const { run } = await openRun(store.folderOf('busy'), { record: { run: 'busy' } });
    await expect(store.delete('busy')).rejects.toThrow(/is being trained/);
    run.stop();
    await run.train();
    await store.delete('busy');
  });

  it('names runs by time and title', () => {
    const name = newRunName('  Wärme in a rod (ν = 0.1) ', new Date('2026-11-23T14:05:11Z'));
    expect(name).toMatch(/^2026-11-23T14-05-11-warme-in-a-rod-0-1-[0-9a-f]{4}$/);
    expect(newRunName('流体', new Date(0))).toMatch(/^1970-01-01T00-00-00-study-[0-9a-f]{4}$/);
  });

  it('copies data files under names of their own', () => {
    expect(dataCopies(['a/points.csv', 'b/points.csv', 'gallery:x y.csv', 'a/points.csv'])).toEqual({
      'a/points.csv': 'data/points.csv',
      'b/points.csv': 'data/2-points.csv',
      'gallery:x y.csv': 'data/x_y.csv',
    });
  });
});
