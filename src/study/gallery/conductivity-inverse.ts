import type { GalleryEntry } from './entry';

/** A function from data: the source at the centre makes k unique, since no line of grad u begins at a wall. */
export const conductivityInverse: GalleryEntry = {
  name: 'conductivity-inverse',
  summary: 'The conductivity k(x, y) of a heated plate is inferred from 1,000 values of its temperature.',
  dataFiles: ['conductivity-inverse.csv'],
  study: {
    collocate: 1,
    title: 'A conductivity field from temperatures',
    description:
      '−div(k grad u) = 20 sin πx sin πy on the unit square with u = 0 on its sides. The conductivity k(x, y) is an unknown function with a network of its own, inferred from 1,000 values of u without noise. They were computed by Chebyshev collocation with k = 1 + exp(−30 ((x − 0.6)² + (y − 0.4)²)), which the error is measured against.',
    coordinates: { x: [0, 1], y: [0, 1] },
    fields: ['u'],
    unknowns: { 'k(x,y)': { start: 1.5, positive: true, network: { width: 12, depth: 2 } } },
    equations: ['div(k*grad(u)) = -20*sin(pi*x)*sin(pi*y)'],
    conditions: [
      { on: 'x = 0', require: 'u = 0', hard: true },
      { on: 'x = 1', require: 'u = 0', hard: true },
      { on: 'y = 0', require: 'u = 0', hard: true },
      { on: 'y = 1', require: 'u = 0', hard: true },
    ],
    data: [{ file: 'gallery:conductivity-inverse.csv', columns: { x: 'x', y: 'y', u: 'u' } }],
    weights: { equations: 0.01, data: 100, conditions: 1 },
    points: { equations: 2500, sampler: 'jittered-rad', every: 10 },
    network: { kind: 'mlp', width: 16, depth: 3, activation: 'tanh' },
    training: {
      precision: 'float64',
      phases: [{ optimiser: 'levenberg-marquardt', steps: 120 }],
      measureEvery: 20,
    },
    reference: {
      kind: 'expression',
      fields: { k: '1 + exp(-30*((x - 0.6)^2 + (y - 0.4)^2))' },
    },
    seed: 0,
  },
};
