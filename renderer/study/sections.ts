/** The parts of the study tree that are plain lists of settings: a new setting is one line here. */
import { windowCount, type Study } from '../../src/study';
import type { FormLine } from './form';
import { choiceText } from './words';

export interface FormSection {
  readonly title: string;
  /** What the closed section tells of a study. */
  readonly summary: (study: Study) => string;
  readonly lines: readonly FormLine[];
}

const points: FormSection = {
  title: 'Points',
  summary: (study) =>
    `${study.points.equations} points, ${choiceText('points.sampler', study.points.sampler)}`,
  lines: ['points.equations', 'points.conditions', 'points.sampler', 'points.every', 'points.quadrature'],
};

const weighting: FormSection = {
  title: 'Weighting',
  summary: ({ weighting: { kind }, attention, causal }) =>
    [
      choiceText('weighting.kind', kind),
      ...(attention.rate > 0 ? ['attention'] : []),
      ...(causal.strength > 0 ? ['causal'] : []),
    ].join(', '),
  lines: [
    'weighting.kind',
    'weighting.every',
    'attention.rate',
    'causal.strength',
    { setting: 'causal.chunks', when: 'causal.strength', isNot: [0] },
    'scales.residuals',
  ],
};

const windows: FormSection = {
  title: 'Time windows',
  summary: (study) => {
    const count = windowCount(study);
    return count === 1 ? 'all times at once' : `${count} windows`;
  },
  lines: ['windows.count'],
};

const ofSlopes = ['mlp', 'residual', 'modified-mlp', 'pirate'];

const network: FormSection = {
  title: 'Network',
  summary: ({ network: { kind, depth, width, activation } }) =>
    `${choiceText('network.kind', kind)} ${depth} × ${width}${kind === 'siren' ? '' : `, ${activation}`}`,
  lines: [
    'network.kind',
    'network.width',
    'network.depth',
    { setting: 'network.activation', when: 'network.kind', is: ofSlopes },
    { setting: 'network.adaptive', when: 'network.kind', is: ofSlopes },
    { setting: 'network.frequency', when: 'network.kind', is: ['siren'] },
    'network.separate',
    'features.kind',
    { setting: 'features.count', when: 'features.kind', is: ['fourier'] },
    { setting: 'features.scale', when: 'features.kind', is: ['fourier'] },
    'features.harmonics',
    'features.crossed',
  ],
};

export const sections = { points, weighting, windows, network };
