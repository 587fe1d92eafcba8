import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DamagedCheckpoint, decodeCheckpoint, encodeCheckpoint, type Checkpoint } from './checkpoint';
import { partialEnding, writeAtomically } from './storage';

const pattern = /^step-(\d+)\.ckpt$/;
const kept = 2;

/** The newest checkpoint that is whole, and a sentence for each newer one that was not. */
export interface FoundCheckpoint {
  readonly checkpoint: Checkpoint | null;
  readonly problems: readonly string[];
}

/** The checkpoints of one run: files named by their step, of which the newest two are kept. */
export class CheckpointFolder {
  constructor(readonly folder: string) {}

  async create(): Promise<void> {
    await mkdir(this.folder);
  }

  async write(checkpoint: Checkpoint): Promise<void> {
    const { step } = checkpoint.state;
    const name = `step-${String(step).padStart(8, '0')}.ckpt`;
    await writeAtomically(path.join(this.folder, name), encodeCheckpoint(checkpoint));
    const older = (await this.steps()).filter((entry) => entry.step < step);
    for (const entry of older.slice(0, Math.max(0, older.length - (kept - 1)))) {
      await rm(path.join(this.folder, entry.name), { force: true });
    }
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
    for (const { name } of (await this.steps()).reverse()) {
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

  private async steps(): Promise<{ name: string; step: number }[]> {
    const found: { name: string; step: number }[] = [];
    for (const name of await this.names()) {
      const step = pattern.exec(name)?.[1];
      if (step !== undefined) found.push({ name, step: Number(step) });
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
