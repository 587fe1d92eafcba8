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
  const study = studyOf({ collocate: 1, lab: 'sequence', source, model: settings[kind](width), training });
  const found = sourceOf(study, {});
  if (found.sequences.kind !== 'symbols') throw new Error('Properties are measured on symbols.');
  const trainer: Trained =
    kind === 'n-gram'
      ? new CountingTrainer(study, found, found.sequences)
      : new SequenceTrainer(study, found);
  await trainer.prepare(() => undefined);
  let values: Readonly<Record<string, number>> = {};
  for (;;) {
    await rest();
    const { outcome, measures } = await trainer.advance(study.training.steps, milliseconds);
    values = measures.at(-1)?.values ?? values;
    if (outcome !== undefined) return { trainer, values };
  }
}

function studyOf(document: SequenceDocument): SequenceStudy {
  const parsed = parseAnyStudy(document);
  if (!parsed.ok || parsed.study.lab !== 'sequence') throw new Error('The study of a property is malformed.');
  return parsed.study;
}
