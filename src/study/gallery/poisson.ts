import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const poisson: GalleryEntry = {
  name: 'poisson',
  summary: 'A loaded membrane on a square: the first steady problem to try.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Poisson equation on a square',
    description:
      'The membrane −Δu = f on a square with its rim held at zero; f belongs to a product of sines and a slope.',
    coordinates: { x: [0, 1], y: [0, 1] },
    fields: ['u'],
    equations: ['-laplacian(u) = 5*pi^2*sin(pi*x)*sin(2*pi*y)'],
    conditions: [
      { on: 'x = 0', require: 'u = 0', hard: true },
      { on: 'x = 1', require: 'u = 0', hard: true },
      { on: 'y = 0', require: 'u = 0', hard: true },
      { on: 'y = 1', require: 'u = 0', hard: true },
    ],
    points: { equations: 1200, every: 8 },
    network: { width: 14, depth: 3 },
    training: secondOrder(200),
    reference: { kind: 'expression', fields: { u: 'sin(pi*x)*sin(2*pi*y)' } },
  },
};
