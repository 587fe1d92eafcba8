import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const poisson5: GalleryEntry = {
  name: 'poisson-5d',
  summary:
    'The Poisson equation in five dimensions: indexed coordinates and one stream for the whole Laplacian.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Poisson equation in five dimensions',
    description:
      '−Δu = (π²/4) Σ sin(π x_i/2) on the unit cube in five dimensions; the Laplacian is one sum over an index.',
    coordinates: { 'x[1..5]': [0, 1] },
    fields: ['u'],
    equations: ['-sum(i, d(u, x[i], 2)) = pi^2/4*sum(i, sin(pi/2*x[i]))'],
    conditions: [
      { on: 'x1 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 150 },
      { on: 'x1 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 150 },
      { on: 'x2 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 150 },
      { on: 'x2 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 150 },
      { on: 'x3 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 150 },
      { on: 'x3 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 150 },
      { on: 'x4 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 150 },
      { on: 'x4 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 150 },
      { on: 'x5 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 150 },
      { on: 'x5 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 150 },
    ],
    points: { equations: 2000, sampler: 'uniform', every: 8 },
    network: { width: 18, depth: 2 },
    training: secondOrder(250),
    reference: { kind: 'expression', fields: { u: 'sum(i, sin(pi/2*x[i]))' } },
  },
};
