import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const volterra: GalleryEntry = {
  name: 'volterra',
  summary: 'An equation with a memory: the slope depends on an integral over all that came before.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Integro-differential equation with a fading memory',
    description:
      'u′ + u = ∫₀ˣ exp(s − x) u(s) ds with u(0) = 1, solved by exp(−x) cosh x; the integral up to the point itself is formed by Gauss quadrature.',
    coordinates: { x: [0, 5] },
    fields: ['u'],
    equations: ['u_x + u = exp(-x)*integral(exp(x)*u, x, 0, x)'],
    conditions: [{ on: 'x = 0', require: 'u = 1', hard: true }],
    points: { equations: 200, every: 8 },
    network: { width: 12, depth: 2 },
    training: secondOrder(150),
    reference: { kind: 'expression', fields: { u: 'exp(-x)*cosh(x)' } },
  },
};
