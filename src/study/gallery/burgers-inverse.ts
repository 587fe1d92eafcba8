import type { GalleryEntry } from './entry';

/** Two numbers from noisy data: nothing is known of the start or the walls. */
export const burgersInverse: GalleryEntry = {
  name: 'burgers-inverse',
  summary: 'Viscosity and advection coefficient are inferred from 2,000 measurements with 1% noise.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Burgers equation from noisy data',
    description:
      'The viscosity ν and the coefficient c of the advection are unknown and inferred, together with u, from 2,000 measurements with 1% noise; no condition is given. The measurements are the exact solution for ν = 0.01/π and c = 1 at random points; points and noise follow from the seed. Data weigh more than the equation, so that the search does not settle in a wrong solution that is smooth.',
    coordinates: { x: [-1, 1], t: [0, 1] },
    fields: ['u'],
    unknowns: { nu: { start: 0.05, positive: true }, c: { start: 0.5 } },
    equations: ['u_t + c*u*u_x = nu*u_xx'],
    data: [{ from: 'reference', points: 2000, noise: 0.01 }],
    weights: { equations: 0.1, data: 1, conditions: 1 },
    points: { equations: 3000, sampler: 'jittered-rad', every: 4 },
    network: { kind: 'mlp', width: 12, depth: 5, activation: 'tanh' },
    training: {
      precision: 'float64',
      phases: [{ optimiser: 'levenberg-marquardt', steps: 100 }],
      measureEvery: 10,
    },
    reference: { kind: 'exact', name: 'burgers-cole-hopf', parameters: { nu: '0.01/pi', c: 1 } },
    seed: 0,
  },
};
