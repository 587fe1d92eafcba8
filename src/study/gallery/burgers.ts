import type { GalleryEntry } from './entry';

/** The benchmark of the field: a smooth start steepens to a thin layer at x = 0 by t = 1/π. */
export const burgers: GalleryEntry = {
  name: 'burgers',
  summary: 'A sine wave steepens into a thin internal layer; start and walls are built into the solution.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Viscous Burgers equation',
    description:
      'u_t + u u_x = ν u_xx on [-1, 1] with u(x, 0) = -sin(πx), walls at rest and ν = 0.01/π. The exact solution is known from the Cole–Hopf transform, so the error is shown while it trains.',
    coordinates: { x: [-1, 1], t: [0, 1] },
    fields: ['u'],
    parameters: { nu: '0.01/pi' },
    equations: ['u_t + u*u_x = nu*u_xx'],
    conditions: [
      { on: 't = 0', require: 'u = -sin(pi*x)', hard: true },
      { on: 'x = -1', require: 'u = 0', hard: true },
      { on: 'x = 1', require: 'u = 0', hard: true },
    ],
    data: [],
    weights: { equations: 1, data: 1, conditions: 1 },
    points: { equations: 4096, sampler: 'jittered-rad', every: 100 },
    network: { kind: 'mlp', width: 16, depth: 4, activation: 'tanh' },
    training: {
      precision: 'float64',
      phases: [
        { optimiser: 'adam', steps: 1000 },
        { optimiser: 'self-scaled-broyden', steps: 4000 },
      ],
    },
    reference: { kind: 'exact', name: 'burgers-cole-hopf' },
    seed: 0,
  },
};
