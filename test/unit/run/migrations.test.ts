import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunFolder, RunStore, readRecord, readRun, recordVersion } from '../../../src/run';
import { migrateRecord } from '../../../src/run/migrations';
import { broughtUp } from '../../../src/study';
import { temporaryFolder } from '../../support/runs';

/** The folder of a run that the first version of the lab trained, as it left it. */
const older = path.resolve(import.meta.dirname, '../../data/runs/version-1');

async function copyOf(): Promise<string> {
  const folder = path.join(await temporaryFolder(), 'old');
  await cp(older, folder, { recursive: true });
  return folder;
}

describe('the folder of a run of version 1', () => {
  it('is read in the present form, and nothing of it is lost', async () => {
    const written = JSON.parse(await readFile(path.join(older, 'run.json'), 'utf8')) as Record<
      string,
      object
    >;
    expect(written['collocate']).toBe(1);
    const { record, losses, measures } = await readRun(older);
    expect(record).toMatchObject({ ...written, collocate: recordVersion });
    expect(record.last).toEqual({ values: {}, weights: {}, validation: {}, ...written['last'] });
    expect(record).toMatchObject({ warnings: [], best: null, lengthened: [], start: null, sweep: null });
    expect(losses.rows).toHaveLength(40);
    expect([losses.damaged, measures.damaged]).toEqual([0, 0]);
    expect(measures.rows.map(([step]) => step)).toEqual([10, 20, 30, 40]);
  });

  it('stands in the table of runs, and is written in the present form once it goes on', async () => {
    const folder = await copyOf();
    const [run] = await new RunStore(path.dirname(folder)).list();
    expect(run?.entry).toMatchObject({ run: 'old', title: 'A wave that steepens', step: 40 });
    expect(run?.settings()).toMatchObject({ 'network.width': 4, 'parameters.nu': 0.05 });
    const { folder: opened, checkpoint, problems } = await RunFolder.resume(folder);
    expect(problems).toEqual([]);
    expect(checkpoint.state.step).toBe(40);
    await opened.saveRecord({});
    await opened.close();
    const text = await readFile(path.join(folder, 'run.json'), 'utf8');
    expect(JSON.parse(text)).toEqual(await readRecord(older));
    expect(await readdir(path.join(folder, 'checkpoints'))).toEqual(
      await readdir(path.join(older, 'checkpoints')),
    );
  });
});

describe('the record of a run', () => {
  it('of a newer version is refused with a sentence, and left as it is', async () => {
    const folder = await copyOf();
    const file = path.join(folder, 'run.json');
    const newer = JSON.stringify({ ...(await readRecord(folder)), collocate: recordVersion + 1 });
    await writeFile(file, newer);
    const refusal =
      /written by a newer Collocate \(version 3 of its record\); this one reads up to version 2\. Update/;
    await expect(readRun(folder)).rejects.toThrow(refusal);
    await expect(RunFolder.resume(folder)).rejects.toThrow(refusal);
    expect(await readFile(file, 'utf8')).toBe(newer);
  });

  it('is none without a version that is a number from 1 on', () => {
    for (const value of [null, 3, [], {}, { collocate: '1' }, { collocate: 0 }, { collocate: 1.5 }])
      expect(migrateRecord(value)).toBeNull();
    expect(migrateRecord({ collocate: 9 })).toBe(9);
  });
});

describe('a chain of migrations', () => {
  const chain = [1, 2, 3].map((version) => (document: Readonly<Record<string, unknown>>) => ({
    ...document,
    path: [...((document['path'] as number[] | undefined) ?? []), version],
  }));

  it('begins at the version of the document, and goes through each later one', () => {
    expect(broughtUp({ collocate: 1, kept: 'x' }, 1, chain)).toEqual({
      collocate: 4,
      kept: 'x',
      path: [1, 2, 3],
    });
    expect(broughtUp({ collocate: 3 }, 3, chain)).toEqual({ collocate: 4, path: [3] });
    expect(broughtUp({ collocate: 4 }, 4, chain)).toEqual({ collocate: 4 });
  });
});
