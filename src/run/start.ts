import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DamagedCheckpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint';
import { files } from './names';
import type { RunRecord } from './record';
import { StorageProblem, explainStorage } from './storage';

/** Parameters that a run starts from: where they come from, and their values by the names of their tensors. */
export interface StartParameters {
  readonly from: NonNullable<RunRecord['start']>;
  readonly values: Readonly<Record<string, Float64Array>>;
}

/** The file that keeps them in a run folder: the form of a checkpoint, with its checksum. */
export function startBytes({ from, values }: StartParameters): Uint8Array {
  const { run, step, parametersSha256 } = from;
  return encodeCheckpoint({
    state: { step, scalars: { run, parametersSha256 }, arrays: values },
    events: 0,
    seconds: 0,
  });
}

/** What a run started from; null where it started from random parameters. Errors: a copy that is damaged or gone. */
export async function readStart(folder: string, { start }: RunRecord): Promise<StartParameters | null> {
  if (start === null) return null;
  const file = path.join(folder, files.start);
  try {
    const { state } = decodeCheckpoint(await readFile(file));
    return { from: start, values: state.arrays as StartParameters['values'] };
  } catch (error) {
    if (!(error instanceof DamagedCheckpoint)) throw explainStorage(error, file);
    throw new StorageProblem(`${file} can't be used: ${error.message}.`);
  }
}
