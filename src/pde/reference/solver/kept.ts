import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { Discrete, type Resolution } from './discrete';
import type { TimeStep } from './radau';
import { Solution } from './solution';
import { scheme, type Solved } from './solve';
import type { System } from './system';

/** Changed whenever the same system would be solved in another way. */
const version = 1;
/** A larger solution is computed anew each time. */
const largest = 256 * 2 ** 20;

interface Stored {
  readonly resolution: Resolution;
  readonly steps: readonly TimeStep[];
  readonly steady: Float64Array;
  readonly statedError: Solved['statedError'];
  readonly words: string;
}

/** The file of a system solved to a tolerance. */
export function keptFile(folder: string, system: System, tolerance: number): string {
  const content = JSON.stringify({ version, system, tolerance }, (key, value: unknown) =>
    key === 'span' || key.endsWith('Span') ? undefined : value,
  );
  const name = createHash('sha256').update(content).digest('hex').slice(0, 32);
  return path.join(folder, 'references', `${name}.bin`);
}

/** A solution that was kept; undefined where there is none that can be read. */
export async function readKept(file: string, system: System): Promise<Solved | undefined> {
  try {
    const stored = deserialize(await readFile(file)) as Stored;
    const discrete = new Discrete(system, stored.resolution);
    const { statedError, words, steps, steady } = stored;
    return { solution: new Solution(discrete, scheme, steps, steady), statedError, resolution: words };
  } catch {
    return undefined;
  }
}

/** Keeps a solution; where that can't be done it is computed anew next time. */
export async function keep(file: string, { solution, statedError, resolution }: Solved): Promise<void> {
  const stored: Stored = {
    resolution: solution.discrete.resolution,
    steps: solution.steps,
    steady: solution.steady,
    statedError,
    words: resolution,
  };
  const size = solution.steps.length * (scheme.stages + 1) * solution.discrete.size * 8;
  if (size > largest) return;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const part = `${file}.${process.pid}`;
    await writeFile(part, serialize(stored));
    await rename(part, file);
  } catch {
    // A cache that can't be written is none.
  }
}
