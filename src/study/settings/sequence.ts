import type { Choices, Setting } from './setting';

export const tokenKinds = ['characters', 'words', 'byte-pairs'] as const;
export const smoothings = ['additive', 'kneser-ney'] as const;
export const recurrentStarts = ['scaled', 'orthogonal'] as const;
export const cellActivations = ['tanh', 'linear'] as const;
export const positionKinds = ['sinusoidal', 'learned'] as const;
export const normalisations = ['before', 'after'] as const;
export const feedForwardActivations = ['relu', 'gelu'] as const;
export const decays = ['none', 'linear', 'cosine'] as const;
export const realLosses = ['mean-square', 'gaussian'] as const;

/** A whole number of something, at least `minimum`. */
const whole = <const Default extends number>(
  label: string,
  unit: string,
  value: Default,
  [minimum, maximum]: readonly [number, number],
  help: string,
) => ({ label, unit, default: value, minimum, maximum, integer: true, help }) as const;

const real = <const Default extends number>(
  label: string,
  unit: string,
  value: Default,
  [minimum, maximum]: readonly [number, number | undefined],
  help: string,
) => ({ label, unit, default: value, minimum, ...(maximum !== undefined && { maximum }), help }) as const;

/** Every setting of a study of sequences by its path; `[]` stands for an entry of a list. */
export const sequenceSettings = {
  'source.symbols': whole('Symbols', '', 4, [2, 1024], 'How many different symbols the source emits.'),
  'source.order': whole('Order', '', 2, [1, 8], 'How many elements back the next one depends on.'),
  'source.sharpness': real(
    'Sharpness',
    '',
    2,
    [0, 16],
    'How uneven the drawn probabilities are: 0 makes all equal, large values leave one likely choice each.',
  ),
  'source.length': whole(
    'Length',
    'elements',
    100_000,
    [16, 100_000_000],
    'How many elements of the process are drawn or integrated.',
  ),
  'source.states': whole('Hidden states', '', 3, [2, 256], 'How many states the hidden chain has.'),
  'source.pairs': whole('Kinds of brackets', '', 2, [1, 64], 'How many kinds of brackets there are.'),
  'source.depth': whole('Greatest depth', '', 8, [1, 1024], 'How many brackets may be open at a time.'),
  'source.payload': whole('Payload', 'elements', 1, [1, 1024], 'How many symbols have to be recalled.'),
  'source.lag': whole('Lag', 'elements', 50, [0, 100_000], 'How many blanks lie between payload and recall.'),
  'source.span': whole('Length', 'elements', 200, [2, 100_000], 'How long each example is.'),
  'source.examples': whole(
    'Examples',
    '',
    10_000,
    [10, 10_000_000],
    'How many sequences are drawn, for training, validation and test together.',
  ),
  'source.interval': real('Interval', 'time', 0.02, [1e-6, undefined], 'Time between two elements, Δt.'),
  'source.sigma': real(
    'Prandtl number σ',
    '',
    10,
    [0, undefined],
    'The Prandtl number of the Lorenz system.',
  ),
  'source.rho': real(
    'Rayleigh number ρ',
    '',
    28,
    [0, undefined],
    'The Rayleigh number of the Lorenz system.',
  ),
  'source.beta': real(
    'Aspect number β',
    '',
    8 / 3,
    [0, undefined],
    'The aspect number of the Lorenz system.',
  ),
  'source.damping': real('Damping', '', 0.5, [0, undefined], 'The factor of the angular velocity.'),
  'source.drive': real('Drive', '', 1.2, [0, undefined], 'The amplitude of the driving torque.'),
  'source.frequency': real(
    'Drive frequency',
    '',
    2 / 3,
    [0, undefined],
    'The angular frequency of the drive.',
  ),
  'tokens.kind': {
    label: 'Units',
    unit: '',
    default: 'characters',
    choices: {
      characters: { label: 'Characters', use: 'For any text; the alphabet is what the text contains.' },
      words: { label: 'Words', use: 'For texts long enough that their common words return often.' },
      'byte-pairs': {
        label: 'Byte pairs',
        use: 'For units between the two, learned from the text by joining what stands together most often.',
      },
    } satisfies Choices<(typeof tokenKinds)[number]>,
    help: 'What one element of a text is.',
  },
  'tokens.most': whole(
    'Most units',
    '',
    512,
    [2, 65_536],
    'The size of the vocabulary; rarer words become one unknown word.',
  ),
  'split.validation': real(
    'Validation',
    '',
    0.1,
    [0.01, 0.45],
    'The share after the training part, by time.',
  ),
  'split.test': real('Test', '', 0.1, [0.01, 0.45], 'The share at the end, by time; never trained on.'),
  'model.additive': real(
    'Added count',
    '',
    0.1,
    [1e-9, undefined],
    'Added to the count of every continuation.',
  ),
  'model.discount': real('Discount', '', 0.75, [1e-6, 1 - 1e-6], 'Taken off every count that was seen.'),
  'model.order': whole('N', '', 3, [1, 12], 'The length of the runs of elements that are counted.'),
  'model.width': whole('Width', 'neurons', 64, [1, 8192], 'The size of the state, or of the embedding.'),
  'model.layers': whole('Layers', '', 1, [1, 64], 'How many layers lie on top of each other.'),
  'model.dropout': real(
    'Dropout',
    '',
    0,
    [0, 0.9],
    'The share of neurons between layers left out at each step.',
  ),
  'model.radius': real(
    'Spectral radius',
    '',
    0.9,
    [0, undefined],
    'The largest size of an eigenvalue of W_h at the start.',
  ),
  'model.memory': whole(
    'Memory at the start',
    'elements',
    1,
    [1, 1_000_000],
    'Over how many elements the cells of an LSTM hold what they have at the start; 1 leaves the forget gates at their usual offset.',
  ),
  'model.heads': whole(
    'Heads',
    '',
    4,
    [1, 256],
    'How many attentions look side by side; they share the width.',
  ),
  'model.inner': whole('Inner width', 'neurons', 256, [1, 65_536], 'The width of the feed-forward part.'),
  'training.steps': whole('Steps', 'steps', 1000, [0, 1_000_000_000], 'How many batches are trained on.'),
  'training.batch': whole('Batch', 'sequences', 32, [1, 65_536], 'How many sequences a step is trained on.'),
  'training.window': whole(
    'Window',
    'elements',
    64,
    [1, 100_000],
    'Over how many elements errors are propagated back; the truncation of back-propagation through time.',
  ),
  'training.learningRate': real(
    'Learning rate',
    '',
    1e-3,
    [1e-12, undefined],
    'The largest step size of Adam.',
  ),
  'training.warmUp': whole(
    'Warm-up',
    'steps',
    0,
    [0, 10_000_000],
    'Steps over which the learning rate rises.',
  ),
  'training.clip': real(
    'Gradient clipping',
    '',
    1,
    [0, undefined],
    'The largest norm of the gradient; longer ones are shortened to it. 0 clips nothing.',
  ),
} as const satisfies Record<string, Setting>;
