import type { Choices, Setting } from './setting';

export const references = ['none', 'exact', 'expression'] as const;

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
    } satisfies Choices<(typeof references)[number]>,
    help: 'What the error of the solution is measured against.',
  },
} as const satisfies Record<string, Setting>;
