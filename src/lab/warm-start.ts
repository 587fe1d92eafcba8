import { createHash } from 'node:crypto';
import path from 'node:path';
import { misfit, valuesOf } from '../pde/start';
import {
  CheckpointFolder,
  StorageProblem,
  plainReason,
  readRecord,
  readStudy,
  type RunStore,
  type StartParameters,
} from '../run';
import type { AnyStudy, Problem, Study } from '../study';

/**
 * The parameters of the run that a study starts from; null where it starts from random ones.
 * @param given the folder of the run, where it is not in the store
 * Errors: `StorageProblem` where there is no such run, or its network is another one.
 */
export async function startOf(
  store: RunStore,
  study: AnyStudy,
  given?: string,
): Promise<StartParameters | null> {
  if (study.lab === 'sequence' || study.start === undefined) return null;
  const folder = given ?? (await store.find(study.start.run));
  const record = await readRecord(folder);
  const refuse = (why: string) => new StorageProblem(`The run "${record.run}" can't be started from: ${why}`);
  const other = await readStudy(folder);
  if (other.lab === 'sequence') throw refuse('it is one of a sequence model.');
  const why = misfit(study, other);
  if (why !== null) throw refuse(why);
  const { checkpoint } = await new CheckpointFolder(path.join(folder, 'checkpoints')).newest();
  if (checkpoint === null) throw refuse('it has no checkpoint.');
  let values: StartParameters['values'];
  try {
    values = valuesOf(other, checkpoint.state);
  } catch (error) {
    throw refuse(plainReason(error));
  }
  const parametersSha256 = shaOf(values, other.training.precision);
  return { from: { run: record.run, step: checkpoint.state.step, parametersSha256 }, values };
}

/** What is wrong with the run that a study starts from, found where the form of the study is right. */
export async function startProblems(store: RunStore, study: Study): Promise<Problem[]> {
  try {
    await startOf(store, study);
    return [];
  } catch (error) {
    if (!(error instanceof StorageProblem)) throw error;
    return [{ path: ['start', 'run'], message: error.message, severity: 'error' }];
  }
}

/** The SHA-256 of the parameters as the other run had them: the one in its record, where it ended with them. */
function shaOf(values: StartParameters['values'], precision: 'float32' | 'float64'): string {
  const all = Object.values(values).flatMap((part) => [...part]);
  const bytes = precision === 'float64' ? Float64Array.from(all) : Float32Array.from(all);
  return createHash('sha256').update(new Uint8Array(bytes.buffer)).digest('hex');
}
