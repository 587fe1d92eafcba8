import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const poisson10: GalleryEntry = {
  name: 'poisson-10d',
  summary:
    'The Poisson equation in ten dimensions: indexed coordinates and one stream for the whole Laplacian.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Poisson equation in ten dimensions',
    description:
      '−Δu = (π²/4) Σ sin(π x_i/2) on the unit cube in ten dimensions; the Laplacian is one sum over an index.',
    coordinates: { 'x[1..10]': [0, 1] },
    fields: ['u'],
    equations: ['-sum(i, d(u, x[i], 2)) = pi^2/4*sum(i, sin(pi/2*x[i]))'],
    conditions: [
      { on: 'x1 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x1 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x2 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x2 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x3 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x3 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x4 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x4 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x5 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x5 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x6 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x6 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x7 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x7 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x8 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x8 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x9 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x9 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x10 = 0', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
      { on: 'x10 = 1', require: 'u = sum(i, sin(pi/2*x[i]))', points: 100 },
    ],
    points: { equations: 2500, sampler: 'uniform', every: 8 },
    network: { width: 22, depth: 2 },
    training: secondOrder(250),
    reference: { kind: 'expression', fields: { u: 'sum(i, sin(pi/2*x[i]))' } },
  },
};
