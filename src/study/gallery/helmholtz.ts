import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const helmholtz: GalleryEntry = {
  name: 'helmholtz',
  summary: 'One half wave across, four waves up: a steady problem with unequal scales.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Helmholtz equation',
    description: 'u_xx + u_yy + k² u = q on a square, with q chosen so that u = sin(pi x) sin(4 pi y).',
    coordinates: { x: [-1, 1], y: [-1, 1] },
    fields: ['u'],
    parameters: { k: 1 },
    equations: ['u_xx + u_yy + k^2*u = (k^2 - 17*pi^2)*sin(pi*x)*sin(4*pi*y)'],
    conditions: [
      { on: 'x = -1', require: 'u = 0', hard: true },
      { on: 'x = 1', require: 'u = 0', hard: true },
      { on: 'y = -1', require: 'u = 0', hard: true },
      { on: 'y = 1', require: 'u = 0', hard: true },
    ],
    points: { equations: 2000, every: 8 },
    network: { width: 20, depth: 3, activation: 'sin' },
    training: secondOrder(300),
    reference: { kind: 'expression', fields: { u: 'sin(pi*x)*sin(4*pi*y)' } },
  },
};
