import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const cavity: GalleryEntry = {
  name: 'cavity',
  summary: 'A lid drags a fluid around a square at Re = 100; its velocity jumps at the corners.',
  dataFiles: ['cavity.csv'],
  study: {
    collocate: 1,
    title: 'Lid-driven cavity at Re = 100',
    description:
      'Steady flow in a square whose lid moves with speed 1. The reference is a finite-difference solution extrapolated from 32 and 64 cells, which a finer one changes by 5e-3, almost all of it beside the two corners where the velocity of the lid meets walls at rest.',
    coordinates: { x: [0, 1], y: [0, 1] },
    fields: ['u', 'v', 'p'],
    vectors: { V: ['u', 'v'] },
    parameters: { Re: 100 },
    equations: ['advect(V, V) + grad(p) = laplacian(V)/Re', 'div(V) = 0'],
    conditions: [
      { on: 'y = 1', require: 'u = 1', points: 128 },
      { on: 'y = 0', require: 'u = 0', points: 128 },
      { on: 'x = 0', require: 'u = 0', points: 128 },
      { on: 'x = 1', require: 'u = 0', points: 128 },
      { on: 'y = 1', require: 'v = 0', hard: true },
      { on: 'y = 0', require: 'v = 0', hard: true },
      { on: 'x = 0', require: 'v = 0', hard: true },
      { on: 'x = 1', require: 'v = 0', hard: true },
    ],
    points: { equations: 2000, sampler: 'uniform', every: 8 },
    network: { width: 18, depth: 4 },
    training: secondOrder(250),
    reference: { kind: 'file', file: 'gallery:cavity.csv', columns: { x: 'x', y: 'y', u: 'u', v: 'v' } },
  },
};
