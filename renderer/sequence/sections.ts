/** The settings of a study of sequences, as the form shows them for each kind of source and of model. */
import type { SequenceModel, SequenceSource, SettingPath } from '../../src/study';

export const sourceLines: Readonly<Record<SequenceSource['kind'], readonly SettingPath[]>> = {
  text: ['tokens.kind', 'tokens.most'],
  series: [],
  frames: [],
  solution: ['source.points', 'source.interval', 'source.length'],
  markov: ['source.symbols', 'source.order', 'source.sharpness', 'source.length'],
  'hidden-markov': ['source.states', 'source.symbols', 'source.sharpness', 'source.length'],
  dyck: ['source.pairs', 'source.depth', 'source.length'],
  copy: ['source.symbols', 'source.payload', 'source.lag', 'source.examples'],
  adding: ['source.span', 'source.examples'],
  parity: ['source.span', 'source.examples'],
  regression: ['source.noise', 'source.examples'],
  lorenz: ['source.interval', 'source.length', 'source.sigma', 'source.rho', 'source.beta'],
  pendulum: ['source.interval', 'source.length', 'source.damping', 'source.drive', 'source.frequency'],
};

const layered = ['model.width', 'model.layers', 'model.dropout'] as const;

export const modelLines: Readonly<Record<SequenceModel['kind'], readonly SettingPath[]>> = {
  unigram: ['model.additive'],
  'n-gram': ['model.order', 'model.smoothing', 'model.additive', 'model.discount'],
  aggregation: ['model.width'],
  rnn: [...layered, 'model.activation', 'model.start', 'model.radius'],
  lstm: [...layered, 'model.memory'],
  gru: layered,
  transformer: [
    ...layered,
    'model.heads',
    'model.inner',
    'model.positions',
    'model.normalise',
    'model.innerActivation',
  ],
};

/** What of an n-gram belongs to one smoothing alone. */
const ofSmoothing: Readonly<Partial<Record<SettingPath, string>>> = {
  'model.additive': 'additive',
  'model.discount': 'kneser-ney',
};

export function linesOfModel(kind: SequenceModel['kind'], smoothing: unknown): readonly SettingPath[] {
  const lines = modelLines[kind];
  return kind === 'n-gram' ? lines.filter((line) => (ofSmoothing[line] ?? smoothing) === smoothing) : lines;
}

/** Sources of real numbers, which have a loss of their own. */
export const numberSources: readonly SequenceSource['kind'][] = [
  'series',
  'frames',
  'solution',
  'adding',
  'regression',
  'lorenz',
  'pendulum',
];

/** A model that is counted has no steps. */
export const isCounted = (kind: SequenceModel['kind']): boolean => kind === 'unigram' || kind === 'n-gram';
