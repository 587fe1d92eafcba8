import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const elasticity: GalleryEntry = {
  name: 'elasticity',
  summary:
    'Plane strain of an elastic square under a body force: a vector equation with mixed boundary conditions.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Linear elasticity in plane strain',
    description:
      'Navier–Cauchy equations on a square with a manufactured displacement (after Haghighat et al., CMAME 379, 2021); displacements on the whole rim are built in.',
    coordinates: { x: [0, 1], y: [0, 1] },
    fields: ['ux', 'uy'],
    vectors: { U: ['ux', 'uy'] },
    parameters: { lambda: 1, mu: 0.5, Q: 4 },
    definitions: {
      fx: 'lambda*(4*pi^2*cos(2*pi*x)*sin(pi*y) - pi*cos(pi*x)*Q*y^3) + mu*(9*pi^2*cos(2*pi*x)*sin(pi*y) - pi*cos(pi*x)*Q*y^3)',
      fy: 'lambda*(-3*sin(pi*x)*Q*y^2 + 2*pi^2*sin(2*pi*x)*cos(pi*y)) + mu*(-6*sin(pi*x)*Q*y^2 + 2*pi^2*sin(2*pi*x)*cos(pi*y) + pi^2*sin(pi*x)*Q*y^4/4)',
    },
    equations: ['(lambda + mu)*grad(div(U)) + mu*laplacian(U) + (fx, fy) = (0, 0)'],
    conditions: [
      { on: 'x = 0', require: 'ux = sin(pi*y)', hard: true },
      { on: 'x = 1', require: 'ux = sin(pi*y)', hard: true },
      { on: 'y = 0', require: 'ux = 0', hard: true },
      { on: 'y = 1', require: 'ux = 0', hard: true },
      { on: 'x = 0', require: 'uy = 0', hard: true },
      { on: 'x = 1', require: 'uy = 0', hard: true },
      { on: 'y = 0', require: 'uy = 0', hard: true },
      { on: 'y = 1', require: 'uy = Q/4*sin(pi*x)', hard: true },
    ],
    points: { equations: 1200, every: 8 },
    network: { width: 16, depth: 3 },
    training: secondOrder(200),
    reference: {
      kind: 'expression',
      fields: { ux: 'cos(2*pi*x)*sin(pi*y)', uy: 'sin(pi*x)*Q*y^4/4' },
    },
  },
};
