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

const small = {
  precision: 'float64',
  steps: 1000,
  batch: 32,
  learningRate: 0.03,
  measureEvery: 50,
} as const;

/** Two small studies that the window sets side by side: one of pairs {x, y}, one of a sequence {x}. */
export const twoStudies = {
  supervised: {
    ...head,
    title: 'Pairs {x, y}: y ≈ f(x)',
    source: { kind: 'regression', noise: 0.2, examples: 2000 },
    model: { kind: 'aggregation', width: 16 },
    training: small,
    seed: 0,
  },
  sequence: {
    ...head,
    title: 'Elements {x}: p(x) ≈ f(x)',
    source: { kind: 'markov', symbols: 4, order: 1, sharpness: 2, length: 20_000 },
    model: { kind: 'rnn', width: 16 },
    training: { ...small, window: 16 },
    seed: 0,
  },
} as const satisfies Record<string, SequenceDocument>;

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
    summary:
      'A GRU forecasts the Lorenz system from its present state; its horizon is told in Lyapunov times.',
    study: {
      ...head,
      title: 'Forecast of the Lorenz system',
      description:
        'The state of the Lorenz system is all there is to know of its past, so the window is one element, and the GRU is a function of it. Long data, double precision and a learning rate that falls to zero make one step precise, on which the horizon depends by its logarithm.',
      source: { kind: 'lorenz', interval: 0.02, length: 200_000 },
      model: { kind: 'gru', width: 48, layers: 2 },
      training: {
        precision: 'float64',
        steps: 30_000,
        batch: 256,
        window: 1,
        learningRate: 0.01,
        warmUp: 500,
        clip: 0,
        measureEvery: 1000,
      },
    },
  },
  {
    name: 'pairs',
    summary: 'Supervised learning, to set beside the others: Σ l(f(x), y) over pairs {x, y} is minimised.',
    study: twoStudies.supervised,
  },
  {
    name: 'elements',
    summary: 'The same for a sequence: Σ ln p over its elements {x} is maximised.',
    study: twoStudies.sequence,
  },
  {
    name: 'flame-frames',
    summary: 'Frames of a chaotic flame front, solved by the lab’s own solver and continued by a GRU.',
    study: {
      ...head,
      title: 'Frames of a flame front',
      description:
        'The Kuramoto–Sivashinsky equation of the gallery is solved to t = 4 at 32 places; one element is the front at one time. Beyond about t = 1 the front is a trajectory of the solver, as neighbouring ones part.',
      source: {
        kind: 'solution',
        study: 'gallery:kuramoto-sivashinsky',
        fields: ['u'],
        points: 32,
        interval: 0.002,
        length: 2001,
      },
      model: { kind: 'gru', width: 128 },
      training: { steps: 3000, batch: 32, window: 16, learningRate: 0.003, warmUp: 100, measureEvery: 250 },
    },
  },
  {
    name: 'shock-frames',
    summary:
      'Frames of the exact solution of Burgers: a wave that steepens, and how well its future is told.',
    study: {
      ...head,
      title: 'Frames of a steepening wave',
      description:
        'The viscous Burgers equation of the gallery by its exact solution at 64 places: one element is the wave at one time. The test part lies behind the training part in time, where the layer is thinner and weaker than any that was trained on.',
      source: {
        kind: 'solution',
        study: 'gallery:burgers',
        fields: ['u'],
        points: 64,
        interval: 0.001,
        length: 1001,
      },
      model: { kind: 'gru', width: 64 },
      training: { steps: 1500, batch: 32, window: 8, learningRate: 0.003, measureEvery: 100 },
    },
  },
];
