/** The parts of the study tree that are plain lists of settings: a new setting is one line here. */
import type { Study } from '../../src/study';
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
  lines: ['points.equations', 'points.conditions', 'points.sampler', 'points.every'],
};

const network: FormSection = {
  title: 'Network',
  summary: (study) => `${study.network.depth} × ${study.network.width}, ${study.network.activation}`,
  lines: ['network.kind', 'network.width', 'network.depth', 'network.activation'],
};

export const sections = { points, network };
