import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const advection: GalleryEntry = {
  name: 'advection',
  summary:
    'A profile is carried around thirty times faster than the box is long: the classic failure of plain networks.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Advection at speed 30',
    description:
      'A sine wave travels around a periodic box almost five times. Plain networks with soft conditions fail on it; a periodic trial solution with a built-in start does not.',
    coordinates: { x: [0, '2*pi'], t: [0, 1] },
    fields: ['u'],
    parameters: { c: 30 },
    equations: ['u_t + c*u_x = 0'],
    conditions: [
      { on: 't = 0', require: 'u = sin(x)', hard: true },
      { require: 'u(x=0) = u(x=2*pi)', hard: true },
    ],
    points: { equations: 2000, every: 8 },
    network: { width: 20, depth: 3, activation: 'sin' },
    training: secondOrder(400),
    reference: { kind: 'expression', fields: { u: 'sin(x - c*t)' } },
  },
};
