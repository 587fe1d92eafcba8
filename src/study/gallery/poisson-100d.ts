import type { GalleryEntry } from './entry';

const dimensions = 100;

export const poisson100: GalleryEntry = {
  name: 'poisson-100d',
  summary:
    'The Poisson equation in a hundred dimensions: no grid reaches there, and every coordinate counts.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Poisson equation in a hundred dimensions',
    description:
      'A periodic box in a hundred dimensions, and a solution u = sin(a) cos(b) in which no coordinate dominates: a and b are sums over all of them, each of variance one. The box leaves u free by a constant, so its mean is taken out before the error is measured. Periodicity is built in, which gives the network sin(πx) and cos(πx) of each coordinate; how they act together it has to find. Layers of sines learn it in far fewer steps than layers of hyperbolic tangents.',
    coordinates: { [`x[1..${dimensions}]`]: [-1, 1] },
    fields: ['u'],
    parameters: { n: dimensions },
    definitions: {
      a: 'sum(i, cos(pi*x[i]))/sqrt(n/2)',
      b: 'sum(i, sin(pi*x[i]))/sqrt(n/2)',
      c: 'sum(i, sin(2*pi*x[i]))/n',
    },
    equations: [
      '-sum(i, d(u, x[i], 2))/pi^2 = a*cos(a)*cos(b) - b*sin(a)*sin(b) + 2*sin(a)*cos(b) - 2*c*cos(a)*sin(b)',
    ],
    conditions: Array.from({ length: dimensions }, (_, k) => ({
      require: `u(x${k + 1}=-1) = u(x${k + 1}=1)`,
      hard: true,
    })),
    points: { equations: 256, sampler: 'uniform', every: 1 },
    network: { width: 16, depth: 2, activation: 'sin' },
    training: {
      precision: 'float32',
      phases: [{ optimiser: 'adam', steps: 5000, learningRate: 0.005, schedule: 'cosine' }],
      measureEvery: 500,
    },
    reference: { kind: 'expression', fields: { u: 'sin(a)*cos(b)' }, meanFree: ['u'] },
  },
};
