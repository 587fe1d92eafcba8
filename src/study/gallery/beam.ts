import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const beam: GalleryEntry = {
  name: 'beam',
  summary: 'A vibrating beam: fourth derivatives in space and second in time, with a closed form.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Vibrating beam of Euler and Bernoulli',
    description:
      'u_tt + u_xxxx = 0 for a simply supported beam that is let go in its first mode; scaled length pi.',
    coordinates: { x: [0, 'pi'], t: [0, 1] },
    fields: ['u'],
    equations: ['u_tt + u_xxxx = 0'],
    conditions: [
      { on: 't = 0', require: 'u = sin(x)', hard: true },
      { on: 't = 0', require: 'u_t = 0', hard: true },
      { on: 'x = 0', require: 'u = 0', hard: true },
      { on: 'x = pi', require: 'u = 0', hard: true },
      { on: 'x = 0', require: 'u_xx = 0', points: 64 },
      { on: 'x = pi', require: 'u_xx = 0', points: 64 },
    ],
    points: { equations: 1200, every: 8 },
    network: { width: 14, depth: 2 },
    training: secondOrder(250),
    reference: { kind: 'expression', fields: { u: 'sin(x)*cos(t)' } },
  },
};
