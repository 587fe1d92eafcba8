import { randomBytes } from 'node:crypto';
import { access, readdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { CheckpointFolder } from './checkpoint-folder';
import { isLocked } from './lock';
import { files } from './names';
import { readRecord } from './read';
import type { RunRecord } from './record';
import { StorageProblem, explainStorage } from './storage';

/** A run of the store as its folder tells it. */
export interface ListedRun {
  readonly folder: string;
  readonly record: RunRecord;
  /** A process trains it now. */
  readonly locked: boolean;
  /** Step of its newest checkpoint; null when it can't be resumed. */
  readonly checkpoint: number | null;
}

/** Where runs are kept unless the caller says otherwise. */
export function defaultStore(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment['COLLOCATE_RUNS']) return path.resolve(environment['COLLOCATE_RUNS']);
  const data = environment['XDG_DATA_HOME'] || path.join(homedir(), '.local', 'share');
  return path.join(data, 'collocate', 'runs');
}

/** The folder that holds one folder for each run; there is no other index. */
export class RunStore {
  constructor(readonly folder: string = defaultStore()) {}

  folderOf(run: string): string {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(run))
      throw new StorageProblem(`"${run}" is not the name of a run.`);
    return path.join(this.folder, run);
  }

  /** All runs, the newest first. Folders that are not runs are passed over. */
  async list(): Promise<ListedRun[]> {
    let names: string[];
    try {
      names = await readdir(this.folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw explainStorage(error, this.folder);
    }
    const runs = await Promise.all(names.map(async (name) => this.look(path.join(this.folder, name))));
    return runs
      .filter((run) => run !== null)
      .sort((a, b) => Date.parse(b.record.created) - Date.parse(a.record.created));
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

  async delete(run: string): Promise<void> {
    const folder = await this.find(run);
    if (await isLocked(path.join(folder, files.lock))) {
      throw new StorageProblem(`The run "${run}" is being trained. Stop it first, then delete it.`);
    }
    try {
      await rm(folder, { recursive: true });
    } catch (error) {
      throw explainStorage(error, folder);
    }
  }

  private async look(folder: string): Promise<ListedRun | null> {
    try {
      return await lookAt(folder);
    } catch (error) {
      if (error instanceof StorageProblem) return null;
      throw error;
    }
  }
}

/** A run folder as `RunStore.list` shows it. */
export async function lookAt(folder: string): Promise<ListedRun> {
  return {
    folder,
    record: await readRecord(folder),
    locked: await isLocked(path.join(folder, files.lock)),
    checkpoint: await new CheckpointFolder(path.join(folder, files.checkpoints)).newestStep(),
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
