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

export const sourceKinds = [
  'text',
  'series',
  'frames',
  'solution',
  'markov',
  'hidden-markov',
  'dyck',
  'copy',
  'adding',
  'parity',
  'regression',
  'lorenz',
  'pendulum',
] as const;
export const modelKinds = ['unigram', 'n-gram', 'aggregation', 'rnn', 'lstm', 'gru', 'transformer'] as const;

/** Every setting of a study of sequences by its path; `[]` stands for an entry of a list. */
export const sequenceSettings = {
  'source.kind': {
    label: 'Source',
    unit: '',
    default: 'markov',
    choices: {
      text: { label: 'Text file', use: 'For a text of your own, cut into characters, words or byte pairs.' },
      series: { label: 'Series of numbers', use: 'For columns of a CSV file, row after row.' },
      frames: {
        label: 'Frames of a result',
        use: 'For the results of a run of equations: rows of time, place and fields become one element for each time.',
      },
      solution: {
        label: 'Solution of equations',
        use: 'For a study of equations, solved by the lab’s own solver: one element for each time.',
      },
      markov: {
        label: 'Markov chain',
        use: 'To compare with a known truth: its entropy rate is computed exactly.',
      },
      'hidden-markov': {
        label: 'Hidden Markov chain',
        use: 'For a memory that no fixed number of elements holds; its entropy rate is estimated from the true model.',
      },
      dyck: { label: 'Balanced brackets', use: 'For structure that is nested; its entropy rate is exact.' },
      copy: { label: 'Copy after a lag', use: 'To see over how many elements a model can remember.' },
      adding: { label: 'Adding problem', use: 'To see whether two far numbers are found and added.' },
      parity: { label: 'Parity', use: 'For a state that every element may turn over.' },
      regression: {
        label: 'Pairs {x, y}',
        use: 'For supervised learning, to set beside the others: no sequence, each pair stands for itself.',
      },
      lorenz: { label: 'Lorenz system', use: 'For a chaotic trajectory from a reference integrator.' },
      pendulum: { label: 'Driven pendulum', use: 'For a damped pendulum that is driven, chaotic or not.' },
    } satisfies Choices<(typeof sourceKinds)[number]>,
    help: 'Where the elements come from.',
  },
  'model.kind': {
    label: 'Model',
    unit: '',
    default: 'lstm',
    choices: {
      unigram: { label: 'Independence', use: 'The bar that any use of the past has to pass.' },
      'n-gram': { label: 'N-gram', use: 'For few symbols and short memories: counts, no gradients.' },
      aggregation: { label: 'Aggregation', use: 'To see what can be told without any order.' },
      rnn: { label: 'RNN', use: 'For short memories, and to see gradients vanish or explode.' },
      lstm: { label: 'LSTM', use: 'For long memories: a cell that is kept behind gates.' },
      gru: { label: 'GRU', use: 'As an LSTM, with fewer gates and parameters.' },
      transformer: { label: 'Transformer', use: 'For texts: attention to every element of the window.' },
    } satisfies Choices<(typeof modelKinds)[number]>,
    help: 'What is trained to tell the next element.',
  },
  'model.smoothing': {
    label: 'Smoothing',
    unit: '',
    default: 'kneser-ney',
    choices: {
      additive: { label: 'Additive', use: 'Counts a little for what was never seen.' },
      'kneser-ney': { label: 'Kneser–Ney', use: 'For texts: asks shorter runs about what was never seen.' },
    } satisfies Choices<(typeof smoothings)[number]>,
    help: 'Additive counts a little for what was never seen; Kneser–Ney asks shorter runs about it.',
  },
  'model.activation': {
    label: 'Activation',
    unit: '',
    default: 'tanh',
    choices: {
      tanh: { label: 'tanh', use: 'The usual one.' },
      linear: { label: 'None', use: 'To see the powers of W_h alone.' },
    } satisfies Choices<(typeof cellActivations)[number]>,
    help: 'The function of the state.',
  },
  /** The same place of the document in a Transformer. */
  'model.innerActivation': {
    label: 'Activation',
    unit: '',
    default: 'gelu',
    choices: {
      relu: { label: 'ReLU', use: 'As in the first paper.' },
      gelu: { label: 'GELU', use: 'The usual one today.' },
    } satisfies Choices<(typeof feedForwardActivations)[number]>,
    help: 'The function inside the feed-forward part.',
  },
  'model.start': {
    label: 'First W_h',
    unit: '',
    default: 'orthogonal',
    choices: {
      scaled: { label: 'Random', use: 'To see the plain case: random numbers, scaled to the radius.' },
      orthogonal: { label: 'Orthogonal', use: 'For a longer memory: all directions shrink alike.' },
    } satisfies Choices<(typeof recurrentStarts)[number]>,
    help: 'The first W_h: random and scaled to the spectral radius, or orthogonal times it.',
  },
  'model.positions': {
    label: 'Positions',
    unit: '',
    default: 'sinusoidal',
    choices: {
      sinusoidal: { label: 'Sinusoidal', use: 'Fixed waves, as in the first paper.' },
      learned: { label: 'Learned', use: 'A vector for each place of the window.' },
    } satisfies Choices<(typeof positionKinds)[number]>,
    help: 'How elements know their place: fixed waves, or learned vectors.',
  },
  'model.normalise': {
    label: 'Normalisation',
    unit: '',
    default: 'before',
    choices: {
      before: { label: 'Before each part', use: 'Trains more steadily.' },
      after: { label: 'After each sum', use: 'As in the first paper; wants a warm-up.' },
    } satisfies Choices<(typeof normalisations)[number]>,
    help: 'Layer normalisation before each part, or after its residual sum as in the first paper.',
  },
  'training.loss': {
    label: 'Loss of numbers',
    unit: '',
    default: 'mean-square',
    choices: {
      'mean-square': { label: 'Mean square', use: 'For the best forecast of the next step.' },
      gaussian: { label: 'Gaussian', use: 'For a forecast that tells how sure it is.' },
    } satisfies Choices<(typeof realLosses)[number]>,
    help: 'For real numbers: mean-square errors, or the likelihood of a Gaussian with a learned width.',
  },
  'training.decay': {
    label: 'Decay',
    unit: '',
    default: 'cosine',
    choices: {
      none: { label: 'None', use: 'To go on for as long as one likes.' },
      linear: { label: 'Linear', use: 'For a set number of steps.' },
      cosine: { label: 'Cosine', use: 'For a set number of steps; the usual one.' },
    } satisfies Choices<(typeof decays)[number]>,
    help: 'How the learning rate falls to zero after the warm-up.',
  },
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
  'source.points': whole(
    'Points',
    'along each axis',
    32,
    [2, 1024],
    'At how many places along each axis of space the solution is seen.',
  ),
  'source.noise': real('Noise', '', 0.2, [0, undefined], 'The standard deviation of the noise on y.'),
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
