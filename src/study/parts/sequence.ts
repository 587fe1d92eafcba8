import { z } from 'zod';
import { settings, type Setting, type SettingPath } from '../settings';
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

/** One of some words, with the default and the help of its setting. */
function word<const Word extends string>(
  words: readonly Word[],
  path: { [P in SettingPath]: (typeof settings)[P]['default'] extends Word ? P : never }[SettingPath],
) {
  const { default: usual, help } = settings[path] as Setting<Word>;
  return z
    .enum(words)
    .default(usual as never)
    .describe(help);
}

/** Where the elements come from. Processes are drawn from the seed of the study, so their truth is known. */
const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), file: fileName }),
  z.strictObject({
    kind: z.literal('series'),
    file: fileName,
    columns: z.array(z.string().min(1)).min(1).describe('The headings of the columns, in order.'),
  }),
  z.strictObject({
    kind: z.literal('frames'),
    file: fileName,
    time: z.string().trim().min(1).default('t').describe('The heading of the column of time.'),
    fields: z.array(z.string().min(1)).min(1).describe('The headings of the fields, in order.'),
  }),
  z.strictObject({
    kind: z.literal('solution'),
    study: z
      .string()
      .trim()
      .min(1)
      .describe('A study of equations: "gallery:NAME", or a file relative to this study.'),
    fields: z.array(z.string().min(1)).min(1).describe('The fields of its solution, in order.'),
    points: defaulted('source.points'),
    interval: defaulted('source.interval'),
    length: defaulted('source.length'),
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
    kind: z.literal('regression'),
    noise: defaulted('source.noise'),
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
    smoothing: word(smoothings, 'model.smoothing'),
    additive: defaulted('model.additive'),
    discount: defaulted('model.discount'),
  }),
  z.strictObject({ kind: z.literal('aggregation'), width: defaulted('model.width') }),
  z.strictObject({
    kind: z.literal('rnn'),
    ...layered,
    activation: word(cellActivations, 'model.activation'),
    start: word(recurrentStarts, 'model.start'),
    radius: defaulted('model.radius'),
  }),
  z.strictObject({ kind: z.literal('lstm'), ...layered, memory: defaulted('model.memory') }),
  z.strictObject({ kind: z.literal('gru'), ...layered }),
  z.strictObject({
    kind: z.literal('transformer'),
    ...layered,
    heads: defaulted('model.heads'),
    inner: defaulted('model.inner'),
    positions: word(positionKinds, 'model.positions'),
    normalise: word(normalisations, 'model.normalise'),
    activation: word(feedForwardActivations, 'model.innerActivation'),
  }),
]);

const training = z.strictObject({
  precision: z.enum(precisions).default('float32').describe(settings['training.precision'].help),
  steps: defaulted('training.steps'),
  batch: defaulted('training.batch'),
  window: defaulted('training.window'),
  loss: word(realLosses, 'training.loss'),
  learningRate: defaulted('training.learningRate'),
  warmUp: defaulted('training.warmUp'),
  decay: word(decays, 'training.decay'),
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
      kind: word(tokenKinds, 'tokens.kind'),
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
