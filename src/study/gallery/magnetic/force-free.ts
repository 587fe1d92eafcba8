import type { GalleryEntry } from '../entry';
import {
  continuity,
  divergences,
  energies,
  energyBudget,
  momentum,
  periodic,
  potential,
  potentialInduction,
  starting,
  training,
  velocity,
} from './common';

const flow = ['(sin(z) + cos(y))', '(sin(x) + cos(z))', '(sin(y) + cos(x))'];

export const forceFree: GalleryEntry = {
  name: 'force-free-decay',
  summary: 'A three-dimensional flow and magnetic field along one another decay without a force.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Decay of a force-free field',
    description:
      'The ABC flow F with A = B = C = 1, whose curl is F itself: u = F exp(−νt), B = 0.7 F exp(−ηt). Nothing acts on anything but friction and resistance. B is the curl of a potential.',
    coordinates: { x: [0, '2*pi'], y: [0, '2*pi'], z: [0, '2*pi'], t: [0, 1] },
    parameters: { nu: 0.05, eta: 0.02, S: 1, strength: 0.7 },
    fields: [...velocity, 'p', ...potential],
    vectors: { V: [...velocity], A: [...potential] },
    definitions: {
      B: 'curl(A)',
      J: 'curl(B)',
      F: '(sin(z) + cos(y), sin(x) + cos(z), sin(y) + cos(x))',
    },
    equations: [momentum, continuity, potentialInduction],
    conditions: [
      ...starting(Object.fromEntries(velocity.map((name, k) => [name, flow[k]]))),
      ...starting(Object.fromEntries(potential.map((name, k) => [name, `strength*${flow[k]}`]))),
      ...periodic([...velocity, 'p', ...potential], ['x', 'y', 'z']),
    ],
    measures: [...energies('t = 1'), energyBudget, ...divergences],
    points: { equations: 1200, sampler: 'uniform', every: 8 },
    network: { width: 16, depth: 2 },
    training: training(150),
    reference: {
      kind: 'expression',
      fields: {
        u: 'Fx*exp(-nu*t)',
        v: 'Fy*exp(-nu*t)',
        w: 'Fz*exp(-nu*t)',
        p: '-dot(F, F)*exp(-2*nu*t)/2',
        Bx: 'strength*Fx*exp(-eta*t)',
        By: 'strength*Fy*exp(-eta*t)',
        Bz: 'strength*Fz*exp(-eta*t)',
      },
      meanFree: ['p'],
    },
  },
};
