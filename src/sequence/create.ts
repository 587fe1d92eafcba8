import type { Trainer } from '../run';
import { checkCount, type SequenceStudy } from '../study';
import { configureEngine } from '../tensorflow';
import { CountingTrainer } from './counting';
import { sourceOf, type SourceFiles } from './sources';
import { SequenceTrainer } from './training';

export interface SequenceOptions extends SourceFiles {
  readonly threads: number;
  readonly device: 'auto' | 'cpu' | 'gpu';
}

/** A trainer for a study of sequences; the study has been checked before with `checkSequence`. */
export function createSequenceTrainer(study: SequenceStudy, options: SequenceOptions): Promise<Trainer> {
  const source = sourceOf(study, options);
  const { sequences } = source;
  if (sequences.example === null) {
    // Words and byte pairs are fewer than the characters that the study was checked by.
    const [fault] = checkCount(sequences.places + 1, study, ['source']);
    if (fault) throw new Error(fault.message);
  }
  const { kind } = study.model;
  if ((kind === 'unigram' || kind === 'n-gram') && sequences.kind === 'symbols')
    return Promise.resolve(new CountingTrainer(study, source, sequences));
  configureEngine({ threads: options.threads, device: options.device });
  return Promise.resolve(new SequenceTrainer(study, source, options.threads));
}
