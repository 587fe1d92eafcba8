/** Settings of the numbers and functions that are to be inferred. */
export const unknownSettings = {
  'unknowns{}.start': {
    label: 'Start',
    unit: '',
    default: 1,
    help: 'The value that the search begins with; for a function, the value that it has everywhere at first.',
  },
  'unknowns{}.low': {
    label: 'Lowest',
    unit: '',
    default: null,
    help: 'The value that this number can not fall below; without it there is no such bound.',
  },
  'unknowns{}.high': {
    label: 'Highest',
    unit: '',
    default: null,
    help: 'The value that this number can not rise above; without it there is no such bound.',
  },
  'unknowns{}.positive': {
    label: 'Positive',
    unit: '',
    default: false,
    help: 'What is positive is sought through its logarithm, which suits one whose size is not known.',
  },
  'unknowns{}.network.width': {
    label: 'Width',
    unit: 'neurons',
    default: 20,
    minimum: 1,
    maximum: 4096,
    integer: true,
    help: 'How many neurons each hidden layer of this function has.',
  },
  'unknowns{}.network.depth': {
    label: 'Hidden layers',
    unit: 'layers',
    default: 3,
    minimum: 1,
    maximum: 64,
    integer: true,
    help: 'How many hidden layers the network of this function has.',
  },
} as const;
