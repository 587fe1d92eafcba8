import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const allenCahn: GalleryEntry = {
  name: 'allen-cahn',
  summary: 'Phases separate and sharp fronts stand still: a stiff equation with a periodic trial solution.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Allen–Cahn equation',
    description:
      'u_t = 1e-4 u_xx − 5 u³ + 5 u from x² cos(pi x) in a periodic box. The start is a weighted term of the loss, since its slope has a kink at the joint.',
    coordinates: { x: [-1, 1], t: [0, 1] },
    fields: ['u'],
    parameters: { epsilon: 1e-4 },
    equations: ['u_t = epsilon*u_xx - 5*u^3 + 5*u'],
    conditions: [
      { on: 't = 0', require: 'u = x^2*cos(pi*x)', weight: 100, points: 256 },
      { require: 'u(x=-1) = u(x=1)', hard: true },
    ],
    points: { equations: 3000, every: 4 },
    network: { width: 16, depth: 4 },
    training: secondOrder(500),
    reference: { kind: 'solver', tolerance: 1e-4, seconds: 30 },
  },
};
