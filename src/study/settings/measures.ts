import type { Choices } from './setting';

export const measureKinds = ['rms', 'max', 'mean', 'integral'] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** Settings of the quantities that are followed while a study is trained. */
export const measureSettings = {
  'measures[].by': {
    label: 'By',
    unit: '',
    default: 'rms',
    choices: {
      rms: { label: 'Root mean square', use: 'For what should vanish everywhere, such as a divergence.' },
      max: { label: 'Largest value', use: 'For the largest absolute value at the points of measurement.' },
      mean: { label: 'Mean', use: 'For averages, with their sign.' },
      integral: { label: 'Integral', use: 'For energies, budgets and fluxes.' },
    } satisfies Choices<MeasureKind>,
    help: 'What is taken of the expression over the domain, or over the side of it that is named.',
  },
} as const;
