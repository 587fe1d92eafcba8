import type { SequenceDocument } from '../parts/sequence';

/** A study of sequences that ships with the lab. */
export interface SequenceGalleryEntry {
  /** How it is called for: `gallery:NAME`. */
  name: string;
  study: SequenceDocument;
  /** One sentence for its card. */
  summary: string;
}

const head = { collocate: 1, lab: 'sequence' } as const;

/** Studies of sequences, in the order in which their cards are shown. */
export const sequenceGallery: readonly SequenceGalleryEntry[] = [
  {
    name: 'chain',
    summary: 'An LSTM learns a Markov chain of order 2 down to its exact entropy rate.',
    study: {
      ...head,
      title: 'A chain of order 2',
      source: { kind: 'markov', symbols: 4, order: 2, length: 100_000 },
      model: { kind: 'lstm', width: 32 },
      training: { steps: 600, batch: 32, window: 32, learningRate: 0.01, measureEvery: 50 },
    },
  },
  {
    name: 'chain-counted',
    summary: 'The same chain by counting runs of three: the table that any other model is compared with.',
    study: {
      ...head,
      title: 'A chain of order 2, counted',
      source: { kind: 'markov', symbols: 4, order: 2, length: 100_000 },
      model: { kind: 'n-gram', order: 3 },
    },
  },
  {
    name: 'brackets',
    summary: 'A Transformer closes brackets that it opened; its attention maps show which one it looks at.',
    study: {
      ...head,
      title: 'Balanced brackets by attention',
      source: { kind: 'dyck', pairs: 3, depth: 6, length: 100_000 },
      model: { kind: 'transformer', width: 32, layers: 2, heads: 2, inner: 64 },
      training: { steps: 1500, batch: 32, window: 48, learningRate: 0.003, warmUp: 100, measureEvery: 100 },
    },
  },
  {
    name: 'copy',
    summary: 'One symbol is recalled after a lag of twenty blanks: gates keep what a plain RNN forgets.',
    study: {
      ...head,
      title: 'Copy after a lag of 20',
      source: { kind: 'copy', symbols: 8, payload: 1, lag: 20, examples: 4000 },
      model: { kind: 'lstm', width: 32, memory: 30 },
      training: { steps: 800, batch: 32, learningRate: 0.01, measureEvery: 50 },
    },
  },
  {
    name: 'lorenz',
    summary: 'A GRU forecasts the Lorenz system step by step; its horizon is told in Lyapunov times.',
    study: {
      ...head,
      title: 'Forecast of the Lorenz system',
      source: { kind: 'lorenz', interval: 0.02, length: 50_000 },
      model: { kind: 'gru', width: 64 },
      training: { steps: 3000, batch: 32, window: 32, learningRate: 0.003, measureEvery: 200 },
    },
  },
];
