import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const fisher: GalleryEntry = {
  name: 'fisher',
  summary: 'A front of a growing population runs into empty space, with its closed form.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Travelling front of Fisher and Kolmogorov',
    description:
      'u_t = u_xx + 6 u (1 − u) has a closed-form front that moves at speed 5 (Ablowitz & Zeppetella, Bull. Math. Biol. 41, 1979).',
    coordinates: { x: [-5, 10], t: [0, 1] },
    fields: ['u'],
    parameters: {},
    equations: ['u_t = u_xx + 6*u*(1 - u)'],
    conditions: [
      { on: 't = 0', require: 'u = (1 + exp(x))^(-2)', hard: true },
      { on: 'x = -5', require: 'u = (1 + exp(-5 - 5*t))^(-2)', hard: true },
      { on: 'x = 10', require: 'u = (1 + exp(10 - 5*t))^(-2)', hard: true },
    ],
    points: { equations: 1500, every: 8 },
    network: { width: 14, depth: 3 },
    training: secondOrder(300),
    reference: { kind: 'expression', fields: { u: '(1 + exp(x - 5*t))^(-2)' } },
  },
};
