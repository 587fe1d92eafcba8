import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const schroedinger: GalleryEntry = {
  name: 'schroedinger',
  summary: 'A bound state of two solitons breathes; real and imaginary part are two fields.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Nonlinear Schrödinger equation',
    description:
      'i h_t + ½ h_xx + |h|² h = 0 with h(x, 0) = 2 sech x, written for the real part u and the imaginary part v in a periodic box.',
    coordinates: { x: [-5, 5], t: [0, 'pi/2'] },
    fields: ['u', 'v'],
    parameters: {},
    equations: ['u_t + v_xx/2 + (u^2 + v^2)*v = 0', 'v_t - u_xx/2 - (u^2 + v^2)*u = 0'],
    conditions: [
      { on: 't = 0', require: 'u = 2/cosh(x)', hard: true },
      { on: 't = 0', require: 'v = 0', hard: true },
      { require: 'u(x=-5) = u(x=5)', hard: true },
      { require: 'v(x=-5) = v(x=5)', hard: true },
    ],
    points: { equations: 3000, every: 8 },
    network: { width: 20, depth: 4 },
    training: secondOrder(400),
    reference: { kind: 'solver', tolerance: 1e-5, seconds: 30 },
  },
};
