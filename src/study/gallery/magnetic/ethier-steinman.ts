import type { GalleryEntry } from '../entry';
import {
  continuity,
  divergences,
  momentum,
  potential,
  potentialInduction,
  starting,
  training,
  velocity,
} from './common';

/** E at t = 0, equal to its own curl. */
const flow = [
  '(exp(x)*sin(y + z) + exp(z)*cos(x + y))',
  '(exp(y)*sin(z + x) + exp(x)*cos(y + z))',
  '(exp(z)*sin(x + y) + exp(y)*cos(z + x))',
];

export const magneticBeltrami: GalleryEntry = {
  name: 'magnetic-beltrami',
  summary: 'The Ethier–Steinman flow with a magnetic field along it: exact, unsteady and three-dimensional.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Ethier–Steinman flow with a magnetic field',
    description:
      'The flow E of Ethier & Steinman (Int. J. Numer. Methods Fluids 19, 1994) with a = d = 1 is its own curl, so u = E exp(−νt) and B = 0.7 E exp(−ηt) satisfy the equations with p = −u²/2. Velocity and potential are built in on the walls and at t = 0.',
    coordinates: { x: [-1, 1], y: [-1, 1], z: [-1, 1], t: [0, 1] },
    parameters: { nu: 1, eta: 1, S: 1, strength: 0.7 },
    fields: [...velocity, 'p', ...potential],
    vectors: { V: [...velocity], A: [...potential] },
    definitions: {
      B: 'curl(A)',
      J: 'curl(B)',
      E: `(-${flow[0]}, -${flow[1]}, -${flow[2]})`,
    },
    // B is made of slopes of A, so that errors of A count more.
    equations: [momentum, continuity, { text: potentialInduction, weight: 4 }],
    conditions: [
      ...starting(Object.fromEntries(velocity.map((name, k) => [name, `-${flow[k]}`]))),
      ...starting(Object.fromEntries(potential.map((name, k) => [name, `-strength*${flow[k]}`]))),
      { on: 'boundary', require: 'V = E*exp(-nu*t)', hard: true },
      { on: 'boundary', require: 'A = strength*E*exp(-eta*t)', hard: true },
    ],
    measures: divergences,
    points: { equations: 1500, sampler: 'uniform', every: 8 },
    network: { width: 24, depth: 2 },
    training: training(400),
    reference: {
      kind: 'expression',
      fields: {
        u: 'Ex*exp(-nu*t)',
        v: 'Ey*exp(-nu*t)',
        w: 'Ez*exp(-nu*t)',
        p: '-dot(E, E)*exp(-2*nu*t)/2',
        Bx: 'strength*Ex*exp(-eta*t)',
        By: 'strength*Ey*exp(-eta*t)',
        Bz: 'strength*Ez*exp(-eta*t)',
      },
      meanFree: ['p'],
    },
  },
};
