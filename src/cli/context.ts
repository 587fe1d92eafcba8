import path from 'node:path';
import { access } from 'node:fs/promises';
import { RunStore, type Engine } from '../lab';
import { badInput } from './failure';
import type { Standing } from './guard';
import type { Output } from './output';

/** A command line that runs beside this one. */
export interface Launched {
  /** Its exit code and the last line of what it said. */
  readonly ended: Promise<{ readonly code: number; readonly last: string }>;
  /** Asks it to stop with a checkpoint. */
  interrupt(): void;
}

/** What commands work with; tests put their own in its place. */
export interface Context {
  readonly engine: Engine;
  readonly output: Output;
  readonly store: RunStore;
  /** Runs this program with other arguments, beside this process. */
  launch(args: readonly string[]): Launched;
  /** Told how a training stands, for whoever has to stop it while it can't hear. */
  standing(at: Standing): void;
  /** Calls `listener` when the user interrupts; gives the way to end that. */
  onInterrupt(listener: () => void): () => void;
}

/** The folder of RUN: the name of a run in the store, or the path of a run folder. */
export async function runFolder(context: Context, run: string): Promise<string> {
  if (await exists(path.join(run, 'run.json'))) return path.resolve(run);
  if (/[\\/]/.test(run)) throw badInput(`${run}: this is not the folder of a run: it has no run.json.`);
  try {
    return await context.store.find(run);
  } catch (error) {
    throw badInput(error instanceof Error ? error.message : String(error));
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
