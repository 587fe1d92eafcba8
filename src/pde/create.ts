import { totalmem } from 'node:os';
import { readStudy } from '../language';
import type { Body } from '../geometry';
import { optimiserOf } from '../optimise';
import { bytesOf, sizeOf } from '../program';
import type { FieldTrainer } from '../run';
import type { Study } from '../study';
import { configureEngine } from '../tensorflow';
import { buildProblem, termsOf, type DataColumns, type Problem } from './problem';
import type { StartValues } from './start';
import { PdeTrainer } from './training';

export interface TrainerOptions {
  /** Columns of each data entry of the study, in its order, by the names of the study. */
  readonly data: readonly DataColumns[];
  /** The columns of the file that is the study's reference, where one is. */
  readonly reference?: DataColumns['columns'];
  /** What the files of its geometry describe, by their names. */
  readonly bodies?: Readonly<Record<string, Body>>;
  /** Parameters that it starts from, in place of random ones. */
  readonly start?: StartValues;
  readonly threads: number;
  readonly device: 'auto' | 'cpu' | 'gpu';
}

/**
 * A trainer for a study of partial or ordinary differential equations.
 * Errors: the first error of the study or its data, as a sentence; studies are checked before with `checkStudy`.
 */
export function createTrainer(
  study: Study,
  { data, reference, bodies, start, threads, device }: TrainerOptions,
): Promise<FieldTrainer> {
  const { meaning, problems } = readStudy(study);
  if (!meaning) throw new Error(problems.find(({ severity }) => severity === 'error')!.message);
  const problem = buildProblem(study, meaning, data, bodies);
  for (const { optimiser } of study.training.phases) refuseTooLarge(optimiser, problem);
  configureEngine({ threads, device });
  return Promise.resolve(new PdeTrainer(study, meaning, problem, threads, reference, start));
}

/** Refuses an optimiser whose state does not fit into this machine, before a phase in front of it is trained in vain. */
function refuseTooLarge(optimiser: string, problem: Problem): void {
  const { network, element } = problem;
  const types = Object.values(
    optimiserOf(optimiser, network.slots).state(network.parameterCount, termsOf(problem).length, element),
  );
  // The state that goes into a call and the one that comes out are there at once.
  const needed = 2 * types.reduce((sum, type) => sum + bytesOf(type.element) * sizeOf(type.shape), 0);
  if (needed <= totalmem()) return;
  const gigabytes = (bytes: number) =>
    `${(bytes / 2 ** 30).toLocaleString('en', { maximumFractionDigits: 0 })} GiB`;
  throw new Error(
    `The optimiser ${optimiser} needs ${gigabytes(needed)} of memory for the ` +
      `${network.parameterCount.toLocaleString('en')} parameters of this network, and this machine has ` +
      `${gigabytes(totalmem())}. Take fewer neurons or layers, or another optimiser.`,
  );
}
