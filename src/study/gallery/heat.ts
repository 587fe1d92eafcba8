import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const heat: GalleryEntry = {
  name: 'heat',
  summary: 'A warm bar cools: two modes decay at different rates, with a closed form to compare with.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Heat equation',
    description:
      'A bar with both ends held at zero. Its two modes decay at different rates; initial and boundary values are built into the trial solution.',
    coordinates: { x: [0, 1], t: [0, 1] },
    fields: ['u'],
    parameters: { alpha: 0.1 },
    equations: ['u_t = alpha*u_xx'],
    conditions: [
      { on: 't = 0', require: 'u = sin(pi*x) + sin(3*pi*x)/2', hard: true },
      { on: 'x = 0', require: 'u = 0', hard: true },
      { on: 'x = 1', require: 'u = 0', hard: true },
    ],
    points: { equations: 1500, every: 8 },
    network: { width: 14, depth: 3 },
    training: secondOrder(300),
    reference: {
      kind: 'expression',
      fields: { u: 'exp(-alpha*pi^2*t)*sin(pi*x) + exp(-9*alpha*pi^2*t)*sin(3*pi*x)/2' },
    },
  },
};
