import type { SequenceStudy } from '../../study';
import { symbolStream, type Sequences } from '../sequences';
import { learnVocabulary, type Vocabulary } from '../tokens';
import { adding } from './adding';
import { copy } from './copy';
import { dyck } from './dyck';
import { hiddenMarkov } from './hidden-markov';
import { lorenz } from './lorenz';
import { markov } from './markov';
import { parity } from './parity';
import { pendulum } from './pendulum';
import { series } from './series';

/** What was read from the file of a study. */
export interface SourceFiles {
  /** The text, for a source of text. */
  readonly text?: string;
  /** Columns by heading, for a series. */
  readonly columns?: Readonly<Record<string, Float64Array>>;
}

export interface Source {
  readonly sequences: Sequences;
  /** How prompts are written; null for numbers. */
  readonly vocabulary: Vocabulary | null;
}

/** Draws, integrates or reads the sequences of a study. */
export function sourceOf(study: SequenceStudy, { text = '', columns = {} }: SourceFiles): Source {
  const { source, split, seed, tokens } = study;
  const trained = 1 - split.validation - split.test;
  switch (source.kind) {
    case 'text': {
      const content = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
      const vocabulary = learnVocabulary(content, tokens.kind, tokens.most);
      const elements = Int32Array.from(vocabulary.encode(content).elements);
      const sequences = symbolStream(elements, vocabulary.units, null, vocabulary.unknown ?? undefined);
      return { sequences, vocabulary };
    }
    case 'series':
      return { sequences: series(columns, trained), vocabulary: null };
    case 'lorenz':
      return { sequences: lorenz(source, seed, trained), vocabulary: null };
    case 'pendulum':
      return { sequences: pendulum(source, seed, trained), vocabulary: null };
    case 'adding':
      return { sequences: adding(source, seed), vocabulary: null };
    case 'markov':
      return { sequences: markov(source, seed), vocabulary: null };
    case 'hidden-markov':
      return { sequences: hiddenMarkov(source, seed), vocabulary: null };
    case 'dyck':
      return { sequences: dyck(source, seed), vocabulary: null };
    case 'copy':
      return { sequences: copy(source, seed), vocabulary: null };
    case 'parity':
      return { sequences: parity(source, seed), vocabulary: null };
  }
}
