import type { CoordinateSystem } from './coordinates';
import { dataSettings } from './settings/data';
import { measureSettings } from './settings/measures';
import { networkSettings } from './settings/network';
import { referenceSettings } from './settings/reference';
import { sequenceSettings } from './settings/sequence';
import { trainingSettings } from './settings/training';
import type { Choices, Setting } from './settings/setting';
import { unknownSettings } from './settings/unknowns';
import { quadratureSettings } from './settings/quadrature';
import { weightingSettings } from './settings/weighting';
import { windowSettings } from './settings/windows';
import type { equationGroups } from './weight-groups';

export type { Choice, Choices, Setting } from './settings/setting';

export const samplers = ['uniform', 'jittered-rad', 'fixed', 'grid', 'latin-hypercube', 'sobol'] as const;

const weightHelp = 'times the mean square of its residuals is what the loss counts';

/**
 * Every setting of a study by its path in the document; an entry of a list is written `[]`,
 * one of an object whose keys are names `{}`.
 * The schema takes its defaults and bounds from here, so that a form and the file check agree.
 */
export const settings = {
  title: {
    label: 'Title',
    unit: '',
    default: 'Untitled study',
    help: 'The name under which runs and figures of this study are listed.',
  },
  description: {
    label: 'Description',
    unit: '',
    default: '',
    help: 'What the study is about, for whoever opens it next.',
  },
  coordinateSystem: {
    label: 'Coordinate system',
    unit: '',
    default: 'cartesian',
    choices: {
      cartesian: { label: 'Cartesian', use: 'For straight axes, such as x, y, z.' },
      polar: { label: 'Polar', use: 'For a disc, ring or sector in the plane: r, theta.' },
      cylindrical: {
        label: 'Cylindrical',
        use: 'For pipes and bodies of revolution: r, theta, z; leave out theta where nothing depends on it.',
      },
      spherical: {
        label: 'Spherical',
        use: 'For balls and shells: r, theta, phi; leave out the angles on which nothing depends.',
      },
    } satisfies Choices<CoordinateSystem>,
    help: 'What grad, div, curl and laplacian are written in; the others call their coordinates r, theta, z or r, theta, phi.',
  },
  time: {
    label: 'Time',
    unit: '',
    default: 't',
    help: 'The coordinate that is time: grad, div, curl and laplacian leave it out, and views show it as such.',
  },
  ...unknownSettings,
  'equations[].weight': {
    label: 'Weight',
    unit: '',
    default: 1,
    minimum: 0,
    help: `The weight of this equation in its group; the group's weight times this ${weightHelp}.`,
  },
  'equations[].group': {
    label: 'Group',
    unit: '',
    default: 'equations',
    choices: {
      equations: { label: 'Equations', use: 'For the laws that the study solves.' },
      divergence: {
        label: 'Divergence',
        use: 'For constraints such as div(u) = 0, which then have a weight of their own.',
      },
    } satisfies Choices<(typeof equationGroups)[number]>,
    help: 'Whose weight it has: that of the equations, or that of the divergence.',
  },
  'conditions[].weight': {
    label: 'Weight',
    unit: '',
    default: 1,
    minimum: 0,
    help: `The weight of this condition in its group; the group's weight times this ${weightHelp}.`,
  },
  'conditions[].hard': {
    label: 'Built in',
    unit: '',
    default: false,
    help: 'A built-in condition is part of the trial solution and holds exactly: on sides of the box by products of distances, on other pieces, curved ones too, by approximate distance functions. Otherwise it is a term of the loss.',
  },
  'conditions[].points': {
    label: 'Points',
    unit: 'points',
    default: 256,
    minimum: 1,
    maximum: 10_000_000,
    integer: true,
    help: 'How many points of this place the condition is asked at; points.conditions is used when it is not given.',
  },
  'data[].weight': {
    label: 'Weight',
    unit: '',
    default: 1,
    minimum: 0,
    help: `The weight of this file among the data; the group's weight times this ${weightHelp}.`,
  },
  ...dataSettings,
  'weights.equations': {
    label: 'Weight of the equations, w_PDE',
    unit: '',
    default: 1,
    minimum: 0,
    help: 'How much the residuals of all equations count in the loss.',
  },
  'weights.data': {
    label: 'Weight of the data, w_data',
    unit: '',
    default: 1,
    minimum: 0,
    help: 'How much the distance to measured values counts in the loss.',
  },
  'weights.conditions': {
    label: 'Weight of the conditions',
    unit: '',
    default: 1,
    minimum: 0,
    help: 'How much initial and boundary conditions that are not built in count in the loss.',
  },
  'weights.divergence': {
    label: 'Weight of the divergence',
    unit: '',
    default: 1,
    minimum: 0,
    help: 'How much the equations of the group "divergence" count in the loss, such as div(u) = 0.',
  },
  ...weightingSettings,
  ...windowSettings,
  'points.equations': {
    label: 'Collocation points',
    unit: 'points',
    default: 4096,
    minimum: 1,
    maximum: 10_000_000,
    integer: true,
    help: 'At how many points of the domain the equations are asked to hold at a time.',
  },
  'points.conditions': {
    label: 'Points for each condition',
    unit: 'points',
    default: 256,
    minimum: 1,
    maximum: 10_000_000,
    integer: true,
    help: 'At how many points each condition that is not built in is asked to hold.',
  },
  'points.sampler': {
    label: 'Sampler',
    unit: '',
    default: 'jittered-rad',
    choices: {
      uniform: { label: 'Uniform', use: 'For smooth solutions, and to compare with published results.' },
      'jittered-rad': {
        label: 'Jittered RAD',
        use: 'For most studies, above all with sharp fronts and layers: residuals decide where points go.',
      },
      fixed: {
        label: 'Fixed',
        use: 'For a loss that never changes, as convergence studies and line searches like it: uniform points, drawn once.',
      },
      grid: {
        label: 'Grid',
        use: 'For one or two coordinates and smooth solutions: the centres of equal cells, drawn once.',
      },
      'latin-hypercube': {
        label: 'Latin hypercube',
        use: 'For published set-ups: one point in each slice of every coordinate (McKay, Beckman & Conover 1979), drawn anew.',
      },
      sobol: {
        label: 'Sobol',
        use: 'For smooth solutions in two to ten coordinates: fills the domain more evenly than chance (Sobol 1967; Joe & Kuo 2008), shifted anew.',
      },
    } satisfies Choices<(typeof samplers)[number]>,
    help: 'How the collocation points are spread over the domain; jittered-rad prefers places with large residuals and their surroundings.',
  },
  ...measureSettings,
  ...quadratureSettings,
  'points.every': {
    label: 'New points every',
    unit: 'steps',
    default: 500,
    minimum: 1,
    integer: true,
    help: 'After how many steps the collocation points are drawn anew, so that the solution fits the domain and not the points.',
  },
  ...networkSettings,
  'start.run': {
    label: 'Start from the run',
    unit: '',
    default: null,
    help: 'A run of the same network whose parameters this study starts from, in place of random ones.',
  },
  ...trainingSettings,
  ...referenceSettings,
  seed: {
    label: 'Seed',
    unit: '',
    default: 0,
    minimum: 0,
    maximum: 4_294_967_295,
    integer: true,
    help: 'The number that all random choices follow from: the same seed on the same machine gives the same run.',
  },
  ...sequenceSettings,
} as const satisfies Record<string, Setting>;

export type SettingPath = keyof typeof settings;

/** Parts of a study whose keys are names that the user chose: `{}` stands for them in a setting's path. */
const named = ['unknowns'];

/** The setting at a path of the document, such as `['training', 'phases', 0, 'steps']`, if there is one. */
export function settingAt(path: readonly (string | number)[]): Setting | undefined {
  let key = '';
  for (const part of path) {
    if (named.includes(key)) key += '{}';
    else key += typeof part === 'number' ? '[]' : key === '' ? part : `.${part}`;
  }
  return Object.hasOwn(settings, key) ? settings[key as SettingPath] : undefined;
}
