import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const kovasznay: GalleryEntry = {
  name: 'kovasznay',
  summary:
    'Steady flow behind a grid at Re = 40, one of the few exact solutions of the Navier–Stokes equations.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Kovasznay flow',
    description:
      'Steady laminar flow behind a two-dimensional grid (Kovasznay, Proc. Camb. Phil. Soc. 44, 1948) at Re = 40; velocity given on the rim, the pressure on the right.',
    coordinates: { x: [-0.5, 1], y: [-0.5, 1.5] },
    fields: ['u', 'v', 'p'],
    vectors: { V: ['u', 'v'] },
    parameters: { Re: 40, k: 'Re/2 - sqrt(Re^2/4 + 4*pi^2)' },
    equations: ['advect(V, V) + grad(p) = laplacian(V)/Re', 'div(V) = 0'],
    conditions: [
      { on: 'x = -0.5', require: 'u = 1 - exp(k*x)*cos(2*pi*y)', points: 101 },
      { on: 'x = -0.5', require: 'v = k/(2*pi)*exp(k*x)*sin(2*pi*y)', points: 101 },
      { on: 'x = 1', require: 'u = 1 - exp(k*x)*cos(2*pi*y)', points: 101 },
      { on: 'x = 1', require: 'v = k/(2*pi)*exp(k*x)*sin(2*pi*y)', points: 101 },
      { on: 'x = 1', require: 'p = (1 - exp(2*k*x))/2', points: 101 },
      { on: 'y = -0.5', require: 'u = 1 - exp(k*x)*cos(2*pi*y)', points: 101 },
      { on: 'y = -0.5', require: 'v = k/(2*pi)*exp(k*x)*sin(2*pi*y)', points: 101 },
      { on: 'y = 1.5', require: 'u = 1 - exp(k*x)*cos(2*pi*y)', points: 101 },
      { on: 'y = 1.5', require: 'v = k/(2*pi)*exp(k*x)*sin(2*pi*y)', points: 101 },
    ],
    points: { equations: 1500, every: 8 },
    network: { width: 16, depth: 3 },
    training: secondOrder(250),
    reference: {
      kind: 'expression',
      fields: {
        u: '1 - exp(k*x)*cos(2*pi*y)',
        v: 'k/(2*pi)*exp(k*x)*sin(2*pi*y)',
        p: '(1 - exp(2*k*x))/2',
      },
    },
  },
};
