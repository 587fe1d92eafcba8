import { readStudy } from '../language';
import type { Trainer } from '../run';
import type { Study } from '../study';
import { configureEngine } from '../tensorflow';
import { buildProblem, type DataColumns } from './problem';
import { PdeTrainer } from './training';

export interface TrainerOptions {
  /** Columns of each data entry of the study, in its order, by the names of the study. */
  readonly data: readonly DataColumns[];
  readonly threads: number;
  readonly device: 'auto' | 'cpu' | 'gpu';
}

/**
 * A trainer for a study of partial or ordinary differential equations.
 * Errors: the first error of the study or its data, as a sentence; studies are checked before with `checkStudy`.
 */
export function createTrainer(study: Study, { data, threads, device }: TrainerOptions): Promise<Trainer> {
  const { meaning, problems } = readStudy(study);
  if (!meaning) throw new Error(problems.find(({ severity }) => severity === 'error')!.message);
  configureEngine({ threads, device });
  return Promise.resolve(new PdeTrainer(study, meaning, buildProblem(study, meaning, data), threads));
}
