import type { MeasureRow } from '../../run';
import { parseAnyStudy, type SequenceDocument, type SequenceStudy } from '../../study';
import { CountingTrainer } from '../counting';
import { sourceOf } from '../sources';
import { SequenceTrainer } from '../training';

/** The models whose properties are measured. */
export type MeasuredModel = 'n-gram' | 'aggregation' | 'rnn' | 'lstm' | 'gru' | 'transformer';

/** Neurons, and what each kind is given beside them. */
const settings: { readonly [K in MeasuredModel]: (width: number) => SequenceDocument['model'] } = {
  'n-gram': () => ({ kind: 'n-gram', order: 3 }),
  aggregation: (width) => ({ kind: 'aggregation', width }),
  // The plain case of the textbooks: no orthogonal start, no chosen memory.
  rnn: (width) => ({ kind: 'rnn', width, start: 'scaled', radius: 0.9 }),
  lstm: (width) => ({ kind: 'lstm', width, memory: 60 }),
  gru: (width) => ({ kind: 'gru', width }),
  transformer: (width) => ({ kind: 'transformer', width, heads: 2, inner: 2 * width }),
};

type Trained = SequenceTrainer | CountingTrainer;

/** How long one call of the engine may keep others waiting. */
const milliseconds = 100;

/**
 * A model of this kind, trained on a source by the same steps as every other; the caller disposes of it.
 * @param rest is awaited between two chunks of steps
 */
export async function trained(
  kind: MeasuredModel,
  width: number,
  source: SequenceDocument['source'],
  training: SequenceDocument['training'],
  rest: () => Promise<void>,
): Promise<{ readonly trainer: Trained; readonly values: Readonly<Record<string, number>> }> {
  const document = { collocate: 1, lab: 'sequence', source, model: settings[kind](width), training } as const;
  const { trainer, measures } = await trainedStudy(document, rest);
  if (trainer.sequences.kind !== 'symbols') throw new Error('Properties are measured on symbols.');
  return { trainer, values: measures.at(-1)?.values ?? {} };
}

/**
 * A model trained to the end of its study, with everything that was measured; the caller disposes of it.
 * @param rest is awaited between two chunks of steps
 */
export async function trainedStudy(
  document: SequenceDocument,
  rest: () => Promise<void>,
): Promise<{ readonly trainer: Trained; readonly measures: readonly MeasureRow[] }> {
  const study = studyOf(document);
  const found = sourceOf(study, {});
  const counted = study.model.kind === 'n-gram' && found.sequences.kind === 'symbols';
  const trainer: Trained = counted
    ? new CountingTrainer(study, found, found.sequences)
    : new SequenceTrainer(study, found);
  await trainer.prepare(() => undefined);
  const all: MeasureRow[] = [];
  for (;;) {
    await rest();
    const { outcome, measures } = await trainer.advance(study.training.steps, milliseconds);
    all.push(...measures);
    if (outcome !== undefined) return { trainer, measures: all };
  }
}

function studyOf(document: SequenceDocument): SequenceStudy {
  const parsed = parseAnyStudy(document);
  if (!parsed.ok || parsed.study.lab !== 'sequence')
    throw new Error('A study of the lab’s own is malformed.');
  return parsed.study;
}
