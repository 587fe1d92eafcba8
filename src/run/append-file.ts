import { open } from 'node:fs/promises';
import { StorageProblem } from './storage';

/**
 * A file that only grows. Lines wait in memory until `flush`; a flush that fails part of the way is made good by the
 * next one, which writes again from the last place known to be whole.
 */
export class AppendFile {
  private waiting: string[] = [];

  private constructor(
    private readonly file: string,
    private whole: number,
  ) {}

  /** A new, empty file; fails when it is there already. */
  static async create(file: string): Promise<AppendFile> {
    const handle = await open(file, 'wx');
    await handle.close();
    return new AppendFile(file, 0);
  }

  /** An existing file, or a new one, of which the first `length` bytes are kept. */
  static async reopen(file: string, length: number): Promise<AppendFile> {
    const handle = await open(file, 'a');
    try {
      await handle.truncate(length);
    } finally {
      await handle.close();
    }
    return new AppendFile(file, length);
  }

  /** Adds a line, without its line end. */
  add(line: string): void {
    this.waiting.push(line);
  }

  /** Writes the waiting lines; with `durable` they survive a power cut. */
  async flush(durable = false): Promise<void> {
    const lines = this.waiting.length;
    if (lines === 0 && !durable) return;
    const bytes = Buffer.from(this.waiting.map((line) => `${line}\n`).join(''));
    // Opened anew each time, so that a folder that was moved or deleted is noticed.
    const handle = await open(this.file, 'r+');
    try {
      if ((await handle.stat()).size < this.whole) {
        throw new StorageProblem(
          `${this.file} is shorter than what was written to it. Put it back, then go on.`,
        );
      }
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, this.whole + done);
        done += bytesWritten;
      }
      if (durable) await handle.sync();
    } finally {
      await handle.close();
    }
    this.whole += bytes.length;
    this.waiting.splice(0, lines);
  }
}
