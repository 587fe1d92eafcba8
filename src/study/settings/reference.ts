import type { Choices, Setting } from './setting';

export const references = ['none', 'exact', 'expression', 'file', 'solver'] as const;

/** What a study says of the solution that errors are measured against. */
export const referenceSettings = {
  'reference.kind': {
    label: 'Reference',
    unit: '',
    default: 'none',
    choices: {
      none: { label: 'None', use: 'The loss on fresh points tells how far the solution can be trusted.' },
      exact: { label: 'Known solution', use: 'A solution that the lab knows by name.' },
      expression: { label: 'Expression', use: 'The solution is known as an expression of the coordinates.' },
      file: {
        label: 'File',
        use: 'The solution is known at points, on a grid or scattered: measured, published, or computed elsewhere.',
      },
      solver: {
        label: 'Solver of the lab',
        use: 'Ordinary equations, and partial ones on intervals and rectangles, without a closed form.',
      },
    } satisfies Choices<(typeof references)[number]>,
    help: 'What the error of the solution is measured against.',
  },
  'reference.tolerance': {
    label: 'Tolerance of the solver',
    unit: '',
    default: 1e-8,
    minimum: 1e-13,
    maximum: 0.1,
    help: 'The error, as a share of the largest value of each field, below which the solver stops refining.',
  },
  'reference.flow.points': {
    label: 'Points of the flow',
    unit: '',
    default: 32,
    minimum: 4,
    maximum: 1024,
    integer: true,
    help: 'Points along each coordinate on which the flow is solved, one count for all or one for each by name; powers of two are quickest.',
  },
  'reference.seconds': {
    label: 'Time of the solver',
    unit: 's',
    default: 60,
    minimum: 1,
    help: 'After this time the solver refines no further and states the error that it has reached.',
  },
} as const satisfies Record<string, Setting>;
