import { copyFile, link, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DamagedCheckpoint, decodeCheckpoint, encodeCheckpoint, type Checkpoint } from './checkpoint';
import { partialEnding, writeAtomically } from './storage';

const pattern = /^(step|best)-(\d+)\.ckpt$/;
const kept = 2;

/** The newest checkpoint that is whole, and a sentence for each newer one that was not. */
export interface FoundCheckpoint {
  readonly checkpoint: Checkpoint | null;
  readonly problems: readonly string[];
}

interface CheckpointFile {
  readonly name: string;
  readonly step: number;
  readonly best: boolean;
}

/** The checkpoints of one run: files named by their step, of which the newest two and the best one are kept. */
export class CheckpointFolder {
  constructor(readonly folder: string) {}

  async create(): Promise<void> {
    await mkdir(this.folder);
  }

  /** Writes a checkpoint; with `best` it is also kept until a better one comes. */
  async write(checkpoint: Checkpoint, best = false): Promise<void> {
    const { step } = checkpoint.state;
    const number = String(step).padStart(8, '0');
    const file = path.join(this.folder, `step-${number}.ckpt`);
    await writeAtomically(file, encodeCheckpoint(checkpoint));
    if (best) await keepAs(file, path.join(this.folder, `best-${number}.ckpt`));
    const older = (await this.files()).filter((entry) => entry.step < step);
    const spent = [
      ...older.filter((entry) => !entry.best).slice(0, 1 - kept),
      ...older.filter((entry) => entry.best && best),
    ];
    for (const { name } of spent) await rm(path.join(this.folder, name), { force: true });
  }

  /** Reads the newest good checkpoint and takes away what a resumed run must not find: damaged and partial files. */
  async recover(): Promise<FoundCheckpoint> {
    for (const name of await this.names()) {
      if (name.endsWith(partialEnding)) await rm(path.join(this.folder, name), { force: true });
    }
    return this.newest(true);
  }

  /** Reads the newest good checkpoint. */
  async newest(removeDamaged = false): Promise<FoundCheckpoint> {
    const problems: string[] = [];
    for (const { name } of (await this.files()).reverse()) {
      const file = path.join(this.folder, name);
      try {
        return { checkpoint: decodeCheckpoint(await readFile(file)), problems };
      } catch (error) {
        // The process that trains the run keeps the newest two only: this one is taken away meanwhile.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
        if (!(error instanceof DamagedCheckpoint)) throw error;
        problems.push(`The checkpoint ${name} can't be used: ${error.message}.`);
        if (removeDamaged) await rm(file, { force: true });
      }
    }
    return { checkpoint: null, problems };
  }

  private async files(): Promise<CheckpointFile[]> {
    const found: CheckpointFile[] = [];
    for (const name of await this.names()) {
      const [, kind, step] = pattern.exec(name) ?? [];
      if (step !== undefined) found.push({ name, step: Number(step), best: kind === 'best' });
    }
    return found.sort((a, b) => a.step - b.step);
  }

  private async names(): Promise<string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}

/** Gives a file a second name that outlives the first one. */
async function keepAs(file: string, name: string): Promise<void> {
  await rm(name, { force: true });
  // Some disks know no second names.
  await link(file, name).catch(() => copyFile(file, name));
}
