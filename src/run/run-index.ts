import { statSync } from 'node:fs';
import { appendFile, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { crc32 } from './crc32';
import { entryText, readEntry, readFacts, type RunEntry } from './entry';
import { isLocked } from './lock';
import { files } from './names';
import { StorageProblem, writeShared } from './storage';

/** A run of the store, with what tells whether its folder has changed since it was read. */
export interface IndexedRun {
  readonly entry: RunEntry;
  /** The flat settings of its study as JSON text. */
  readonly settings: string;
  readonly stamp: string;
  /** A process trains it now. */
  readonly locked: boolean;
}

const firstLine = 'collocate-index 1';
/** Folders that are read at the same time. */
const atOnce = 32;
/** Folders that are looked at in one go; training in the same process goes on in between. */
const batch = 256;
/** Lines beyond twice the number of runs that are borne before the file is written anew. */
const slack = 500;

/**
 * The index of a store: a file of lines, one for each state in which a run was seen at rest, the last one of a run
 * counting. The folders are the truth. A line is believed only while the stamp of the folder (inode, size and time of
 * `run.json` and `labels.json`) is the one that it bears, so that a line that was lost, torn or written by another
 * process at the same moment costs a second look at the folder and nothing else; deleting the file is no loss.
 *
 *     first line   collocate-index 1
 *     then         CRC-32 of the rest, stamp, entry (JSON), settings (JSON), between tabs
 */
export class RunIndex {
  private readonly file: string;
  private runs = new Map<string, IndexedRun>();
  /** Inode and bytes of the file that were taken in. */
  private inode = 0;
  private taken = 0;
  private lines = 0;
  /** Readings go one after the other. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: string) {
    this.file = path.join(store, '.index');
  }

  /** Every run of the store. Folders that are not runs are passed over. */
  read(): Promise<IndexedRun[]> {
    const reading = this.queue.then(() => this.readNow());
    this.queue = reading.catch(() => undefined);
    return reading;
  }

  private async readNow(): Promise<IndexedRun[]> {
    const names = (await readdir(this.store, { withFileTypes: true }))
      .filter((one) => !one.isFile() && !one.name.startsWith('.'))
      .map(({ name }) => name);
    await this.takeIn();
    const current = new Map<string, IndexedRun>();
    const changed: { run: string; stamp: string }[] = [];
    for (const [index, run] of names.entries()) {
      if (index % batch === batch - 1) await breathe();
      const stamp = stampOf(path.join(this.store, run));
      if (stamp === null) continue;
      const known = this.runs.get(run);
      // What has no outcome may be trained now or have been killed: its lock says which.
      if (known?.stamp === stamp)
        current.set(run, known.entry.outcome === null ? await this.withLock(known) : known);
      else changed.push({ run, stamp });
    }
    const read = await this.readFolders(changed);
    for (const run of read) current.set(run.entry.run, run);
    this.runs = current;
    await this.keep(read.filter(({ locked }) => !locked));
    return [...current.values()];
  }

  private async readFolders(changed: readonly { run: string; stamp: string }[]): Promise<IndexedRun[]> {
    const found: IndexedRun[] = [];
    for (let start = 0; start < changed.length; start += atOnce) {
      const some = changed.slice(start, start + atOnce);
      const read = await Promise.all(some.map(({ run, stamp }) => this.readFolder(run, stamp)));
      found.push(...read.filter((run) => run !== null));
    }
    return found;
  }

  private async readFolder(run: string, stamp: string): Promise<IndexedRun | null> {
    const folder = path.join(this.store, run);
    try {
      return await this.withLock({ ...(await readFacts(folder, run)), stamp, locked: false });
    } catch (error) {
      if (error instanceof StorageProblem) return null;
      throw error;
    }
  }

  private async withLock(run: IndexedRun): Promise<IndexedRun> {
    const locked = await isLocked(path.join(this.store, run.entry.run, files.lock));
    return locked === run.locked ? run : { ...run, locked };
  }

  /** Reads what this and other processes added to the file since it was read last. */
  private async takeIn(): Promise<void> {
    const handle = await open(this.file, 'r').catch(() => null);
    if (handle === null) return this.forget();
    try {
      const { ino, size } = await handle.stat();
      if (ino !== this.inode || size < this.taken) this.forget(ino);
      if (size === this.taken) return;
      const bytes = Buffer.alloc(size - this.taken);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, this.taken);
      // A last line that another process is still writing waits for its end.
      const end = bytes.subarray(0, bytesRead).lastIndexOf(10) + 1;
      const lines = bytes.toString('utf8', 0, end).split('\n');
      if (this.taken === 0 && lines[0] !== firstLine) return;
      this.taken += end;
      for (const line of lines) this.takeLine(line);
    } finally {
      await handle.close();
    }
  }

  private forget(inode = 0): void {
    this.inode = inode;
    this.taken = 0;
    this.lines = 0;
  }

  private takeLine(line: string): void {
    const [checksum, stamp, entry, settings] = line.split('\t');
    if (entry === undefined || stamp === undefined || settings === undefined) return;
    if (crc32(line.slice(line.indexOf('\t') + 1)) !== checksum) return;
    this.lines++;
    const read = readEntry(entry);
    this.runs.set(read.run, { entry: read, settings, stamp, locked: false });
  }

  /** Adds lines. A store that may not be written has no file of an index: its folders are read each time. */
  private async keep(runs: readonly IndexedRun[]): Promise<void> {
    const anew = this.taken === 0 || this.lines + runs.length > 2 * this.runs.size + slack;
    if (!anew && runs.length === 0) return;
    try {
      if (anew) {
        const all = [...this.runs.values()].filter(({ locked }) => !locked);
        await writeShared(this.file, `${[firstLine, ...all.map(lineOf)].join('\n')}\n`);
        const { ino, size } = statSync(this.file);
        [this.inode, this.taken, this.lines] = [ino, size, all.length];
      } else {
        // The line end before the first line ends one that a killed process left torn.
        await appendFile(this.file, `\n${runs.map(lineOf).join('\n')}\n`);
      }
    } catch {
      this.forget();
    }
  }
}

function lineOf({ entry, settings, stamp }: IndexedRun): string {
  const rest = `${stamp}\t${entryText(entry)}\t${settings}`;
  return `${crc32(rest)}\t${rest}`;
}

/** What changes whenever the record or the labels of a run do; null where there is no run. */
function stampOf(folder: string): string | null {
  const part = (name: string): string => {
    const status = statSync(path.join(folder, name), { throwIfNoEntry: false });
    return status === undefined ? '' : `${status.ino}.${status.size}.${status.mtimeMs}`;
  };
  try {
    const record = part(files.record);
    return record === '' ? null : `${record}+${part(files.labels)}`;
  } catch {
    return null;
  }
}
