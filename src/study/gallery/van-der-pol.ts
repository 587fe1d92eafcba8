import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const vanDerPol: GalleryEntry = {
  name: 'van-der-pol',
  summary: 'A relaxation oscillator: slow creep and sudden jumps in one ordinary differential equation.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Oscillator of van der Pol',
    description: 'u_tt − mu (1 − u²) u_t + u = 0 with mu = 2, written as a system of first order.',
    coordinates: { t: [0, 10] },
    fields: ['u', 'v'],
    parameters: { mu: 2 },
    equations: ['u_t = v', 'v_t = mu*(1 - u^2)*v - u'],
    conditions: [
      { on: 't = 0', require: 'u = 2', hard: true },
      { on: 't = 0', require: 'v = 0', hard: true },
    ],
    points: { equations: 600, every: 8 },
    network: { width: 20, depth: 3 },
    training: secondOrder(600),
    reference: { kind: 'solver' },
  },
};
