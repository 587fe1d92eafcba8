/** Small state of the application in the user's folder: each kept as a file that is whole or absent. */
import { app } from 'electron';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainFileError } from './fileErrors';

/** A text file in the application's own folder. */
export class StateFile {
  private readonly path: string;

  constructor(name: string) {
    this.path = join(app.getPath('userData'), name);
  }

  read(): string | null {
    try {
      return readFileSync(this.path, 'utf8');
    } catch {
      return null;
    }
  }

  /** Replaces the file at once: a crash in between leaves the former text. Throws a sentence when it can't. */
  write(text: string): void {
    try {
      mkdirSync(app.getPath('userData'), { recursive: true });
      const draft = `${this.path}.new`;
      writeFileSync(draft, text);
      renameSync(draft, this.path);
    } catch (error) {
      throw plainFileError(error, 'save', this.path);
    }
  }

  /** The file as JSON, or undefined when it is absent or damaged. */
  readJson(): unknown {
    const text = this.read();
    if (text === null) return undefined;
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }
}
