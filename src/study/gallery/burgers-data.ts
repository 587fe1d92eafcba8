import type { GalleryEntry } from './entry';

/** Everything as terms of the loss, with noisy measurements: the weights of data and equation matter. */
export const burgersData: GalleryEntry = {
  name: 'burgers-data',
  summary:
    'Noisy measurements and the equation share the loss: balance their weights, type another viscosity.',
  dataFiles: ['burgers-data.csv'],
  study: {
    collocate: 1,
    title: 'Burgers equation with noisy data',
    description:
      'The viscous Burgers equation with initial and boundary conditions as terms of the loss and 400 measurements with 1% noise, made with ν = 0.02. Change ν or the weights and see how data and equation pull.',
    coordinates: { x: [-1, 1], t: [0, 1] },
    fields: ['u'],
    parameters: { nu: 0.02 },
    equations: ['u_t + u*u_x = nu*u_xx'],
    conditions: [
      { on: 't = 0', require: 'u = -sin(pi*x)', points: 64 },
      { on: 'x = -1', require: 'u = 0', points: 64 },
      { on: 'x = 1', require: 'u = 0', points: 64 },
    ],
    data: [{ file: 'gallery:burgers-data.csv', columns: { x: 'x', t: 't', u: 'u' } }],
    weights: { equations: 1, data: 1, conditions: 1 },
    points: { equations: 1024, sampler: 'jittered-rad' },
    network: { kind: 'mlp', width: 16, depth: 3, activation: 'tanh' },
    training: {
      precision: 'float64',
      phases: [
        { optimiser: 'adam', steps: 1000 },
        { optimiser: 'self-scaled-broyden', steps: 2000 },
      ],
    },
    reference: { kind: 'exact', name: 'burgers-cole-hopf' },
    seed: 0,
  },
};
