import type { Choices } from './setting';

export const dataSources = ['file', 'reference'] as const;

/** Settings of data. */
export const dataSettings = {
  'data[].from': {
    label: 'Source',
    unit: '',
    default: 'file',
    choices: {
      file: { label: 'File', use: 'Measured values stand in a table or in arrays of NumPy.' },
      reference: {
        label: 'Reference',
        use: 'Values of the reference at random points stand for measured ones, to try how well a solution is found from data.',
      },
    } satisfies Choices<(typeof dataSources)[number]>,
    help: 'Where the values come from.',
  },
  'data[].points': {
    label: 'Points',
    unit: '',
    default: 1000,
    minimum: 1,
    maximum: 10_000_000,
    integer: true,
    help: 'At how many random points of space and time the reference is sampled.',
  },
  'data[].relativeNoise': {
    label: 'Noise',
    unit: '',
    default: 0,
    minimum: 0,
    help: 'The standard deviation of the normal noise that is added, as a share of the root mean square of each field over its points: 0.01 is 1 %.',
  },
  'data[].seed': {
    label: 'Seed of the points',
    unit: '',
    default: null,
    minimum: 0,
    maximum: 4_294_967_295,
    integer: true,
    help: 'The number that points and noise follow from; that of the study where it is left out.',
  },
  'data[].weightColumn': {
    label: 'Column of weights',
    unit: '',
    default: '',
    help: 'The heading of a column that says how much each point counts, from 0 up; their mean is brought to 1.',
  },
  'data[].noise': {
    label: 'Standard deviation',
    unit: '',
    default: '',
    help: 'That of the measured values: a number, or the heading of a column. Points count with 1/σ², and their mean weight over all files that give one is brought to 1.',
  },
  'data[].validation': {
    label: 'Share kept out',
    unit: '',
    default: 0,
    minimum: 0,
    maximum: 0.9,
    help: 'This share of the points, chosen by the seed, is never trained on; the solution is measured against it.',
  },
} as const;
