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
      'Steady flow in a square whose lid moves with speed 1, by its stream function, so that no fluid is lost. The velocity jumps in the two corners at the lid: equation and conditions count less there, by the distance. The reference is a finite-difference solution extrapolated from 32 and 64 cells, which a finer one changes by 5e-3, almost all of it beside these corners.',
    coordinates: { x: [0, 1], y: [0, 1] },
    fields: ['psi', 'p'],
    vectors: { V: ['u', 'v'] },
    definitions: {
      u: 'psi_y',
      v: '-psi_x',
      corners: 'sqrt((x^2 + (1 - y)^2)*((1 - x)^2 + (1 - y)^2))',
    },
    parameters: { Re: 100 },
    equations: ['corners*(advect(V, V) + grad(p)) = corners*laplacian(V)/Re'],
    conditions: [
      { on: 'x = 0', require: 'psi = 0', hard: true },
      { on: 'x = 1', require: 'psi = 0', hard: true },
      { on: 'y = 0', require: 'psi = 0', hard: true },
      { on: 'y = 1', require: 'psi = 0', hard: true },
      { on: 'y = 1', require: '4*x*(1 - x)*(psi_y - 1) = 0', points: 128 },
      { on: 'y = 0', require: 'psi_y = 0', points: 128 },
      { on: 'x = 0', require: '(1 - y)*psi_x = 0', points: 128 },
      { on: 'x = 1', require: '(1 - y)*psi_x = 0', points: 128 },
    ],
    weights: { conditions: 30 },
    points: { equations: 6000, sampler: 'uniform', every: 8 },
    network: { width: 18, depth: 3 },
    training: secondOrder(400),
    reference: { kind: 'file', file: 'gallery:cavity.csv', columns: { x: 'x', y: 'y', u: 'u', v: 'v' } },
  },
};
