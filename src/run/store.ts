import { randomBytes } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { SettingValue } from '../study';
import type { RunEntry } from './entry';
import { changeLabels, readLabels, type LabelChange } from './labels';
import { Lock, isLocked } from './lock';
import { files } from './names';
import { readRecord } from './read';
import type { RunRecord } from './record';
import { RunIndex } from './run-index';
import { StorageProblem, explainStorage } from './storage';

/** A run of the store as the table of runs shows it. */
export interface ListedRun {
  readonly entry: RunEntry;
  /** A process trains it now. */
  readonly locked: boolean;
  /** The settings of its study by path. */
  settings(): Readonly<Record<string, SettingValue>>;
}

/** A run as its folder tells it. */
export interface StoredFolder {
  readonly folder: string;
  readonly record: RunRecord;
  /** A process trains it now. */
  readonly locked: boolean;
}

/** A run that lies in the trash of the store. */
export interface DeletedRun {
  readonly run: string;
  readonly title: string;
  /** Seconds since 1970. */
  readonly deletedAt: number;
}

/** The folder inside a store that holds deleted runs; the table of runs passes over it. */
const trash = '.trash';

/** Where runs are kept unless the caller says otherwise. */
export function defaultStore(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment['COLLOCATE_RUNS']) return path.resolve(environment['COLLOCATE_RUNS']);
  const data = environment['XDG_DATA_HOME'] || path.join(homedir(), '.local', 'share');
  return path.join(data, 'collocate', 'runs');
}

/** The folder that holds one folder for each run, and an index that can be made from them at any time. */
export class RunStore {
  private readonly index: RunIndex;

  constructor(readonly folder: string = defaultStore()) {
    this.index = new RunIndex(folder);
  }

  folderOf(run: string): string {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(run))
      throw new StorageProblem(`"${run}" is not the name of a run.`);
    return path.join(this.folder, run);
  }

  /** All runs, the newest first. Folders that are not runs are passed over. */
  async list(): Promise<ListedRun[]> {
    try {
      return (await this.index.read())
        .map(({ entry, locked, settings }) => ({ entry, locked, settings: () => readSettings(settings) }))
        .sort((a, b) => compareTexts(b.entry.created, a.entry.created));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw explainStorage(error, this.folder);
    }
  }

  /** The run of this name; refused with a sentence when there is none. */
  async find(run: string): Promise<string> {
    const folder = this.folderOf(run);
    try {
      await access(path.join(folder, files.record));
      return folder;
    } catch {
      throw new StorageProblem(
        `There is no run "${run}" in ${this.folder}. List the runs to see their names.`,
      );
    }
  }

  /** Changes what the user says about a run. */
  async label(run: string, change: LabelChange): Promise<void> {
    await changeLabels(await this.find(run), change);
  }

  /** Moves a run to the trash, from where it can be brought back. Gives its name there. */
  async delete(run: string): Promise<string> {
    const folder = await this.find(run);
    if (await isLocked(path.join(folder, files.lock)))
      throw new StorageProblem(`The run "${run}" is being trained. Stop it first, then delete it.`);
    try {
      // Nobody else begins to train it meanwhile.
      const lock = await Lock.take(path.join(folder, files.lock));
      try {
        await mkdir(this.trash, { recursive: true });
        const name = await this.freeName(this.trash, run);
        const target = path.join(this.trash, name);
        const now = new Date();
        await utimes(folder, now, now);
        await rename(folder, target);
        await rm(path.join(target, files.lock), { force: true });
        return name;
      } finally {
        await lock.release();
      }
    } catch (error) {
      throw explainStorage(error, folder);
    }
  }

  /** The runs in the trash, the last deleted first. */
  async deleted(): Promise<DeletedRun[]> {
    const names = await readdir(this.trash).catch(() => []);
    const runs = await Promise.all(names.map((run) => lookAtDeleted(path.join(this.trash, run), run)));
    return runs.filter((run) => run !== null).sort((a, b) => b.deletedAt - a.deletedAt);
  }

  /** Brings a run back from the trash. Gives its name in the store. */
  async restore(run: string): Promise<string> {
    this.folderOf(run);
    const from = path.join(this.trash, run);
    try {
      const name = await this.freeName(this.folder, run);
      await rename(from, path.join(this.folder, name));
      return name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT')
        throw new StorageProblem(`There is no run "${run}" in the trash of ${this.folder}.`);
      throw explainStorage(error, from);
    }
  }

  /** Brings runs back from the trash, one after the other. */
  async restoreAll(runs: readonly string[]): Promise<string[]> {
    const names: string[] = [];
    for (const run of runs) names.push(await this.restore(run));
    return names;
  }

  /** Removes deleted runs for good: those that were deleted at least `days` ago. Gives how many. */
  async emptyTrash(days = 0): Promise<number> {
    const limit = Date.now() / 1000 - 86_400 * days;
    const old = (await this.deleted()).filter(({ deletedAt }) => deletedAt <= limit);
    try {
      for (const { run } of old) await rm(path.join(this.trash, run), { recursive: true, force: true });
    } catch (error) {
      throw explainStorage(error, this.trash);
    }
    return old.length;
  }

  private get trash(): string {
    return path.join(this.folder, trash);
  }

  private async freeName(folder: string, run: string): Promise<string> {
    const taken = await readdir(folder);
    let name = run;
    for (let count = 2; taken.includes(name); count++) name = `${run}-${count}`;
    return name;
  }
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function readSettings(text: string): Record<string, SettingValue> {
  return JSON.parse(text) as Record<string, SettingValue>;
}

async function lookAtDeleted(folder: string, run: string): Promise<DeletedRun | null> {
  try {
    const { title } = await readRecord(folder);
    const labels = await readLabels(folder);
    return { run, title: labels.title ?? title, deletedAt: (await stat(folder)).mtimeMs / 1000 };
  } catch (error) {
    if (error instanceof StorageProblem || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** What a run folder tells of itself. */
export async function lookAt(folder: string): Promise<StoredFolder> {
  return {
    folder,
    record: await readRecord(folder),
    locked: await isLocked(path.join(folder, files.lock)),
  };
}

/** A name that sorts by time and says what was solved: `2026-11-23T14-05-11-title-1a2b`. */
export function newRunName(title: string, now = new Date()): string {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-');
  const short = plain.slice(0, 40).replaceAll(/^-+|-+$/g, '');
  return [time, short || 'study', randomBytes(2).toString('hex')].join('-');
}
