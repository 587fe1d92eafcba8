import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const reactionDiffusion: GalleryEntry = {
  name: 'reaction-diffusion',
  summary:
    'A Gaussian grows by a logistic reaction while it spreads; the lab solves it with its own solver too.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Reaction and diffusion',
    description:
      'Logistic growth (rho = 5) and diffusion (nu = 5) of a Gaussian profile in a periodic box, after Krishnapriyan et al. (NeurIPS 2021).',
    coordinates: { x: [0, '2*pi'], t: [0, 1] },
    fields: ['u'],
    parameters: { nu: 5, rho: 5 },
    equations: ['u_t = nu*u_xx + rho*u*(1 - u)'],
    conditions: [
      { on: 't = 0', require: 'u = exp(-(x - pi)^2/(2*(pi/4)^2))', weight: 10, points: 256 },
      { require: 'u(x=0) = u(x=2*pi)', hard: true },
    ],
    points: { equations: 2000, every: 8 },
    network: { width: 16, depth: 3 },
    training: secondOrder(400),
    reference: { kind: 'solver', tolerance: 1e-6, seconds: 20 },
  },
};
