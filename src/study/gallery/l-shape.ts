import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const lShape: GalleryEntry = {
  name: 'l-shape',
  summary: 'A membrane over an L: at the inner corner its slope grows without bound.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Laplace equation on an L-shape',
    description:
      'The harmonic function r^(2/3) sin(2 θ/3), given on the rim of an L, with polar coordinates around the inner corner. Its slope is infinite there, which limits every smooth trial function; the equation is multiplied by r², so that the corner does not outweigh all else.',
    coordinates: { x: [-1, 1], y: [-1, 1] },
    fields: ['u'],
    definitions: {
      r: 'sqrt(x^2 + y^2)',
      angle: 'if(y >= 0, acos(x/max(r, 1e-12)), 2*pi - acos(x/max(r, 1e-12)))',
      exact: 'r^(2/3)*sin(2/3*angle)',
    },
    geometry: {
      shape: 'polygon',
      coordinates: ['x', 'y'],
      corners: [
        [-1, -1],
        [0, -1],
        [0, 0],
        [1, 0],
        [1, 1],
        [-1, 1],
      ],
    },
    equations: ['r^2*laplacian(u) = 0'],
    conditions: [{ on: 'boundary', require: 'u = exact', weight: 100, points: 800 }],
    points: { equations: 3000, every: 4 },
    network: { width: 16, depth: 3 },
    training: secondOrder(400),
    reference: {
      kind: 'expression',
      fields: {
        u: '(x^2 + y^2)^(1/3)*sin(2/3*if(y >= 0, acos(x/max(sqrt(x^2 + y^2), 1e-12)), 2*pi - acos(x/max(sqrt(x^2 + y^2), 1e-12))))',
      },
    },
  },
};
