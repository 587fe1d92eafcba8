import type { Choices } from './setting';

export const weightingKinds = ['fixed', 'gradient-norm', 'ntk', 'relobralo', 'softadapt'] as const;
export const residualScales = ['with-fields', 'none', 'auto'] as const;

/** Settings of how much each term and each point counts while it is trained. */
export const weightingSettings = {
  'weighting.kind': {
    label: 'Weighting',
    unit: '',
    default: 'fixed',
    choices: {
      fixed: { label: 'Fixed', use: 'To begin with, and whenever the weights that you set do well.' },
      'gradient-norm': {
        label: 'Gradient norms',
        use: 'With Adam, when one term hides the others: all terms then pull with the same force (Wang, Sankaran, Wang & Perdikaris 2023).',
      },
      ntk: {
        label: 'Neural tangent kernel',
        use: 'With Adam, when terms fall at very different rates; dearer than gradient norms (Wang, Yu & Perdikaris 2022).',
      },
      relobralo: {
        label: 'ReLoBRaLo',
        use: 'With many terms, at almost no cost: those that fell least count more (Bischof & Kraus 2021).',
      },
      softadapt: {
        label: 'SoftAdapt',
        use: 'With few terms, at almost no cost: those that grow, or fall slowest, count a little more (Heydari et al. 2019).',
      },
    } satisfies Choices<(typeof weightingKinds)[number]>,
    help: 'How the terms of the loss are balanced while it is trained; what it finds multiplies the weights that are set.',
  },
  'weighting.every': {
    label: 'New weights every',
    unit: 'steps',
    default: 100,
    minimum: 1,
    integer: true,
    help: 'After how many steps the terms, or the points, are weighed anew.',
  },
  'attention.rate': {
    label: 'Attention to residuals',
    unit: '',
    default: 0,
    minimum: 0,
    maximum: 1,
    help: 'Points where an equation holds worst count more, by a moving average with this share of what is new; 0 turns it off (residual-based attention, Anagnostopoulos et al. 2023).',
  },
  'causal.strength': {
    label: 'Causal strength',
    unit: '',
    default: 0,
    minimum: 0,
    help: 'Later times count only once earlier ones are solved, the more strictly the larger this is, often 0.01 to 100; 0 turns it off (Wang, Sankaran & Perdikaris 2022).',
  },
  'causal.chunks': {
    label: 'Causal chunks',
    unit: 'chunks',
    default: 32,
    minimum: 2,
    maximum: 1000,
    integer: true,
    help: 'Into how many pieces of equal length time is cut for causal weights.',
  },
  'scales.residuals': {
    label: 'Scale of residuals',
    unit: '',
    default: 'with-fields',
    choices: {
      'with-fields': {
        label: 'Where fields have scales',
        use: 'To begin with: as from the first network where a field has a scale other than one, else none.',
      },
      none: { label: 'None', use: 'When the equations are written so that their terms are of order one.' },
      auto: {
        label: 'From the first network',
        use: 'When equations differ in size by units or constants: each residual is divided by the size of its largest term.',
      },
    } satisfies Choices<(typeof residualScales)[number]>,
    help: 'What each residual is divided by before it is weighted; found once, before the first step, and kept.',
  },
} as const;
