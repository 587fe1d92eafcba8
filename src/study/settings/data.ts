/** Settings of a data file. */
export const dataSettings = {
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
