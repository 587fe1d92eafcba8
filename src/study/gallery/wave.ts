import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const wave: GalleryEntry = {
  name: 'wave',
  summary: 'A string with a low and a high mode swings through two periods; its velocity starts at zero.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Wave equation',
    description:
      'A string with fixed ends, plucked in its first and fourth mode, with wave speed c = 2. The initial shape and velocity are built in.',
    coordinates: { x: [0, 1], t: [0, 1] },
    fields: ['u'],
    parameters: { c: 2 },
    equations: ['u_tt = c^2*u_xx'],
    conditions: [
      { on: 't = 0', require: 'u = sin(pi*x) + sin(4*pi*x)/2', hard: true },
      { on: 't = 0', require: 'u_t = 0', hard: true },
      { on: 'x = 0', require: 'u = 0', hard: true },
      { on: 'x = 1', require: 'u = 0', hard: true },
    ],
    points: { equations: 2500, every: 8 },
    network: { width: 20, depth: 3, activation: 'sin' },
    training: secondOrder(400),
    reference: {
      kind: 'expression',
      fields: { u: 'sin(pi*x)*cos(c*pi*t) + sin(4*pi*x)*cos(4*c*pi*t)/2' },
    },
  },
};
