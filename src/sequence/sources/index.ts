import type { SequenceSource, SequenceStudy } from '../../study';
import { symbolStream, type Sequences } from '../sequences';
import { learnVocabulary, namedSymbols, type Vocabulary } from '../tokens';
import { adding } from './adding';
import { copy } from './copy';
import { dyck } from './dyck';
import { frames } from './frames';
import { hiddenMarkov } from './hidden-markov';
import { lorenz } from './lorenz';
import { markov } from './markov';
import { parity } from './parity';
import { pendulum } from './pendulum';
import { regression } from './regression';
import { series } from './series';

/** What was read from the file of a study. */
export interface SourceFiles {
  /** The text, for a source of text. */
  readonly text?: string;
  /** Columns by heading, for a series and for frames. */
  readonly columns?: Readonly<Record<string, Float64Array>>;
}

export interface Source {
  readonly sequences: Sequences;
  /** How prompts are written; null for numbers. */
  readonly vocabulary: Vocabulary | null;
}

/** Draws, integrates or reads the sequences of a study. */
export function sourceOf(study: SequenceStudy, { text = '', columns = {} }: SourceFiles): Source {
  const { source } = study;
  if (source.kind === 'text') return ofText(study, text);
  const sequences = sequencesOf(source, study, columns);
  return { sequences, vocabulary: sequences.kind === 'symbols' ? namedSymbols(sequences.symbols) : null };
}

function ofText({ tokens }: SequenceStudy, text: string): Source {
  const content = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const vocabulary = learnVocabulary(content, tokens.kind, tokens.most);
  const { elements } = vocabulary.encode(content);
  const sequences = symbolStream(elements, vocabulary.units, null, vocabulary.unknown ?? undefined);
  return { sequences, vocabulary };
}

function sequencesOf(
  source: Exclude<SequenceSource, { kind: 'text' }>,
  { split, seed }: SequenceStudy,
  columns: Readonly<Record<string, Float64Array>>,
): Sequences {
  const trained = 1 - split.validation - split.test;
  switch (source.kind) {
    case 'series':
      return series(columns, trained);
    case 'frames':
    case 'solution':
      return frames(columns, trained);
    case 'lorenz':
      return lorenz(source, seed, trained);
    case 'pendulum':
      return pendulum(source, seed, trained);
    case 'regression':
      return regression(source, seed);
    case 'adding':
      return adding(source, seed);
    case 'markov':
      return markov(source, seed);
    case 'hidden-markov':
      return hiddenMarkov(source, seed);
    case 'dyck':
      return dyck(source, seed);
    case 'copy':
      return copy(source, seed);
    case 'parity':
      return parity(source, seed);
  }
}
