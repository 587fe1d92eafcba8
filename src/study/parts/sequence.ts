import { z } from 'zod';
import { settings } from '../settings';
import { precisions } from '../settings/training';
import {
  cellActivations,
  decays,
  feedForwardActivations,
  normalisations,
  positionKinds,
  realLosses,
  recurrentStarts,
  smoothings,
  tokenKinds,
} from '../settings/sequence';
import { defaulted } from './common';

const fileName = z
  .string()
  .trim()
  .min(1)
  .describe('A file, relative to the study; "gallery:NAME" is a file that ships with the lab.');

/** Where the elements come from. Processes are drawn from the seed of the study, so their truth is known. */
const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), file: fileName }),
  z.strictObject({
    kind: z.literal('series'),
    file: fileName,
    columns: z.array(z.string().min(1)).min(1).describe('The headings of the columns, in order.'),
  }),
  z.strictObject({
    kind: z.literal('markov'),
    symbols: defaulted('source.symbols'),
    order: defaulted('source.order'),
    sharpness: defaulted('source.sharpness'),
    length: defaulted('source.length'),
  }),
  z.strictObject({
    kind: z.literal('hidden-markov'),
    states: defaulted('source.states'),
    symbols: defaulted('source.symbols'),
    sharpness: defaulted('source.sharpness'),
    length: defaulted('source.length'),
  }),
  z.strictObject({
    kind: z.literal('dyck'),
    pairs: defaulted('source.pairs'),
    depth: defaulted('source.depth'),
    length: defaulted('source.length'),
  }),
  z.strictObject({
    kind: z.literal('copy'),
    symbols: defaulted('source.symbols'),
    payload: defaulted('source.payload'),
    lag: defaulted('source.lag'),
    examples: defaulted('source.examples'),
  }),
  z.strictObject({
    kind: z.literal('adding'),
    span: defaulted('source.span'),
    examples: defaulted('source.examples'),
  }),
  z.strictObject({
    kind: z.literal('parity'),
    span: defaulted('source.span'),
    examples: defaulted('source.examples'),
  }),
  z.strictObject({
    kind: z.literal('lorenz'),
    interval: defaulted('source.interval'),
    length: defaulted('source.length'),
    sigma: defaulted('source.sigma'),
    rho: defaulted('source.rho'),
    beta: defaulted('source.beta'),
  }),
  z.strictObject({
    kind: z.literal('pendulum'),
    interval: defaulted('source.interval'),
    length: defaulted('source.length'),
    damping: defaulted('source.damping'),
    drive: defaulted('source.drive'),
    frequency: defaulted('source.frequency'),
  }),
]);

const layered = {
  width: defaulted('model.width'),
  layers: defaulted('model.layers'),
  dropout: defaulted('model.dropout'),
};

const model = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unigram'), additive: defaulted('model.additive') }),
  z.strictObject({
    kind: z.literal('n-gram'),
    order: defaulted('model.order'),
    smoothing: z
      .enum(smoothings)
      .default('kneser-ney')
      .describe('Additive counts a little for what was never seen; Kneser–Ney asks shorter runs about it.'),
    additive: defaulted('model.additive'),
    discount: defaulted('model.discount'),
  }),
  z.strictObject({ kind: z.literal('aggregation'), width: defaulted('model.width') }),
  z.strictObject({
    kind: z.literal('rnn'),
    ...layered,
    activation: z.enum(cellActivations).default('tanh').describe('The function of the state.'),
    start: z
      .enum(recurrentStarts)
      .default('orthogonal')
      .describe('The first W_h: random and scaled to the spectral radius, or orthogonal times it.'),
    radius: defaulted('model.radius'),
  }),
  z.strictObject({ kind: z.literal('lstm'), ...layered, memory: defaulted('model.memory') }),
  z.strictObject({ kind: z.literal('gru'), ...layered }),
  z.strictObject({
    kind: z.literal('transformer'),
    ...layered,
    heads: defaulted('model.heads'),
    inner: defaulted('model.inner'),
    positions: z
      .enum(positionKinds)
      .default('sinusoidal')
      .describe('How elements know their place: fixed waves, or learned vectors.'),
    normalise: z
      .enum(normalisations)
      .default('before')
      .describe('Layer normalisation before each part, or after its residual sum as in the first paper.'),
    activation: z
      .enum(feedForwardActivations)
      .default('gelu')
      .describe('The function inside the feed-forward part.'),
  }),
]);

const training = z.strictObject({
  precision: z.enum(precisions).default('float32').describe(settings['training.precision'].help),
  steps: defaulted('training.steps'),
  batch: defaulted('training.batch'),
  window: defaulted('training.window'),
  loss: z
    .enum(realLosses)
    .default('mean-square')
    .describe('For real numbers: mean-square errors, or the likelihood of a Gaussian with a learned width.'),
  learningRate: defaulted('training.learningRate'),
  warmUp: defaulted('training.warmUp'),
  decay: z.enum(decays).default('cosine').describe('How the learning rate falls to zero after the warm-up.'),
  clip: defaulted('training.clip'),
  measureEvery: defaulted('training.measureEvery'),
  checkpointEvery: defaulted('training.checkpointEvery'),
});

/** A study of sequences: where they come from, what is trained to continue them, and how. */
export const sequenceSchema = z.strictObject({
  collocate: z.literal(1).describe('The version of the document.'),
  lab: z.literal('sequence'),
  title: z.string().default(settings.title.default).describe(settings.title.help),
  description: z.string().default(settings.description.default).describe(settings.description.help),
  source,
  tokens: z
    .strictObject({
      kind: z.enum(tokenKinds).default('characters').describe(settings['tokens.kind'].help),
      most: defaulted('tokens.most'),
    })
    .prefault({}),
  split: z
    .strictObject({ validation: defaulted('split.validation'), test: defaulted('split.test') })
    .prefault({}),
  model,
  training: training.prefault({}),
  seed: defaulted('seed'),
});

/** A study of sequences with every default filled in. */
export type SequenceStudy = z.output<typeof sequenceSchema>;
/** A study of sequences as a person may write it. */
export type SequenceDocument = z.input<typeof sequenceSchema>;
export type SequenceSource = SequenceStudy['source'];
export type SequenceModel = SequenceStudy['model'];
