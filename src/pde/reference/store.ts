import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** A larger solution is computed anew each time. */
const largest = 256 * 2 ** 20;

/** The file of a computed solution: the same content, places in texts left out, has the same file. */
export function keptFile(folder: string, content: object): string {
  const text = JSON.stringify(content, (key, value: unknown) =>
    key === 'span' || key.endsWith('Span') ? undefined : value,
  );
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  return path.join(folder, 'references', `${name}.bin`);
}

/** What was kept in a file; undefined where there is none that can be read. */
export async function readStored(file: string): Promise<unknown> {
  try {
    return deserialize(await readFile(file)) as unknown;
  } catch {
    return undefined;
  }
}

/** Keeps what can be serialised and takes about `bytes`; where that can't be done it is computed anew next time. */
export async function store(file: string, content: object, bytes: number): Promise<void> {
  if (bytes > largest) return;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const part = `${file}.${process.pid}`;
    await writeFile(part, serialize(content));
    await rename(part, file);
  } catch {
    // A cache that can't be written is none.
  }
}
