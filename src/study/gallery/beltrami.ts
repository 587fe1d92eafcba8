import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const beltrami: GalleryEntry = {
  name: 'beltrami',
  summary: 'A three-dimensional, time-dependent exact solution of the Navier–Stokes equations.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Ethier–Steinman flow',
    description:
      'An exact, unsteady, three-dimensional Navier–Stokes flow (Ethier & Steinman, Int. J. Numer. Methods Fluids 19, 1994) with a = d = 1 and ν = 1. The velocity is built in at t = 0 and on the walls, the pressure on one wall.',
    coordinates: { x: [-1, 1], y: [-1, 1], z: [-1, 1], t: [0, 1] },
    fields: ['u', 'v', 'w', 'p'],
    vectors: { V: ['u', 'v', 'w'] },
    definitions: {
      U: '-(exp(x)*sin(y + z) + exp(z)*cos(x + y))*exp(-t)',
      W: '-(exp(z)*sin(x + y) + exp(y)*cos(z + x))*exp(-t)',
      P: '-(exp(2*x) + exp(2*y) + exp(2*z) + 2*sin(x + y)*cos(z + x)*exp(y + z) + 2*sin(y + z)*cos(x + y)*exp(z + x) + 2*sin(z + x)*cos(y + z)*exp(x + y))*exp(-2*t)/2',
      Y: '-(exp(y)*sin(z + x) + exp(x)*cos(y + z))*exp(-t)',
    },
    equations: ['dt(V) + advect(V, V) + grad(p) = laplacian(V)', 'div(V) = 0'],
    conditions: [
      { on: 'x = -1', require: 'p = P', hard: true },
      { on: 't = 0', require: '(u, v, w) = (U, Y, W)', hard: true },
      { on: 'x = -1', require: '(u, v, w) = (U, Y, W)', hard: true },
      { on: 'x = 1', require: '(u, v, w) = (U, Y, W)', hard: true },
      { on: 'y = -1', require: '(u, v, w) = (U, Y, W)', hard: true },
      { on: 'y = 1', require: '(u, v, w) = (U, Y, W)', hard: true },
      { on: 'z = -1', require: '(u, v, w) = (U, Y, W)', hard: true },
      { on: 'z = 1', require: '(u, v, w) = (U, Y, W)', hard: true },
    ],
    points: { equations: 1200, sampler: 'uniform', every: 8 },
    network: { width: 24, depth: 2 },
    training: secondOrder(600),
    reference: {
      kind: 'expression',
      fields: {
        u: '-(exp(x)*sin(y + z) + exp(z)*cos(x + y))*exp(-t)',
        v: '-(exp(y)*sin(z + x) + exp(x)*cos(y + z))*exp(-t)',
        w: '-(exp(z)*sin(x + y) + exp(y)*cos(z + x))*exp(-t)',
        p: '-(exp(2*x) + exp(2*y) + exp(2*z) + 2*sin(x + y)*cos(z + x)*exp(y + z) + 2*sin(y + z)*cos(x + y)*exp(z + x) + 2*sin(z + x)*cos(y + z)*exp(x + y))*exp(-2*t)/2',
      },
    },
  },
};
