import type { Choices, Setting } from './setting';

export const precisions = ['float32', 'float64'] as const;
export const optimisers = [
  'adam',
  'soap',
  'muon',
  'l-bfgs',
  'bfgs',
  'self-scaled-bfgs',
  'self-scaled-broyden',
  'levenberg-marquardt',
  'gauss-newton',
] as const;
export const schedules = ['linear', 'constant', 'cosine', 'exponential'] as const;

/** Settings of the training: precision, phases, when it ends. */
export const trainingSettings = {
  'training.precision': {
    label: 'Precision',
    unit: '',
    default: 'float64',
    choices: {
      float32: {
        label: 'float32',
        use: 'On graphics cards and for a first look; stops at errors of about 1e-4.',
      },
      float64: { label: 'float64', use: 'For small errors: the optimisers of second order need it.' },
    } satisfies Choices<(typeof precisions)[number]>,
    help: 'float64 reaches small errors; float32 is quicker and stops at a relative error of about 1e-4.',
  },
  'training.phases[].optimiser': {
    label: 'Optimiser',
    unit: '',
    default: 'adam',
    choices: {
      adam: { label: 'Adam', use: 'To begin with, from any start, on any number of points and parameters.' },
      soap: {
        label: 'SOAP',
        use: 'In place of Adam where its loss falls slowly: fewer steps, each of them dearer, for any number of points.',
      },
      muon: {
        label: 'Muon',
        use: 'In place of Adam for wide and deep networks, on random points or in float32.',
      },
      'l-bfgs': {
        label: 'L-BFGS',
        use: 'After Adam, for networks too large for the others: little memory, moderate accuracy.',
      },
      bfgs: {
        label: 'BFGS',
        use: 'To compare with published results; the self-scaled methods converge further.',
      },
      'self-scaled-bfgs': {
        label: 'Self-scaled BFGS',
        use: 'As self-scaled Broyden; now one of them, now the other is ahead.',
      },
      'self-scaled-broyden': {
        label: 'Self-scaled Broyden',
        use: 'After Adam, for up to about 5000 parameters: high accuracy by many cheap steps.',
      },
      'levenberg-marquardt': {
        label: 'Levenberg–Marquardt',
        use: 'By itself, for up to about 1500 parameters: the fewest steps, each of them dear.',
      },
      'gauss-newton': {
        label: 'Gauss–Newton, matrix-free',
        use: 'For more than about 5000 parameters: few, far steps without a matrix, each by many products.',
      },
    } satisfies Choices<(typeof optimisers)[number]>,
    help: 'By the number of parameters: Levenberg–Marquardt alone up to about 1500, Adam and then self-scaled Broyden up to about 5000, Adam and then matrix-free Gauss–Newton beyond.',
  },
  'training.phases[].steps': {
    label: 'Steps',
    unit: 'steps',
    default: 1000,
    minimum: 0,
    integer: true,
    help: 'How many steps this phase takes.',
  },
  'training.phases[].learningRate': {
    label: 'Learning rate',
    unit: '',
    default: 5e-3,
    minimum: 0,
    help: 'The size of a step of Adam, SOAP or Muon at its largest; the schedule says how it changes.',
  },
  'training.phases[].schedule': {
    label: 'Schedule',
    unit: '',
    default: 'linear',
    choices: {
      linear: {
        label: 'Flat, then linear',
        use: 'For most phases: held for the first half, then brought to zero in a straight line.',
      },
      constant: { label: 'Constant', use: 'Where a run may be stopped at any time.' },
      cosine: {
        label: 'Cosine',
        use: 'For a long phase: falls slowly at both ends (Loshchilov & Hutter 2017).',
      },
      exponential: {
        label: 'Exponential',
        use: 'As in many published runs: falls by equal factors, to a hundredth at the end.',
      },
    } satisfies Choices<(typeof schedules)[number]>,
    help: 'How the learning rate falls over the phase.',
  },
  'training.phases[].warmUp': {
    label: 'Warm-up',
    unit: 'steps',
    default: 0,
    minimum: 0,
    integer: true,
    help: 'Steps over which the learning rate rises from zero, so that a large one does no harm at the start.',
  },
  'training.phases[].iterations': {
    label: 'Iterations of a solve',
    unit: '',
    default: 60,
    minimum: 1,
    maximum: 10_000,
    integer: true,
    help: 'Most iterations of conjugate gradients for one step of Gauss–Newton; each costs about two gradients.',
  },
  'training.measureEvery': {
    label: 'Measure every',
    unit: 'steps',
    default: 100,
    minimum: 1,
    integer: true,
    help: 'After how many steps the error against the reference and the loss on fresh points are measured.',
  },
  'training.checkpointEvery': {
    label: 'Checkpoint every',
    unit: 'steps',
    default: 500,
    minimum: 1,
    integer: true,
    help: 'After how many steps everything that is needed to go on later is written to the run folder.',
  },
  'stop.loss': {
    label: 'Stop at a loss of',
    unit: '',
    default: null,
    minimum: 0,
    help: 'Training ends when the loss is this small, where the error is measured; without it, only the steps count.',
  },
  'stop.error': {
    label: 'Stop at an error of',
    unit: '',
    default: null,
    minimum: 0,
    help: 'Training ends when every field is measured to be this close to the reference.',
  },
  'stop.patience': {
    label: 'Patience',
    unit: 'steps',
    default: null,
    minimum: 1,
    integer: true,
    help: 'A phase ends when its lowest loss is this many steps old; the next one goes on from there.',
  },
} as const satisfies Record<string, Setting>;
