import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const cylinderShell: GalleryEntry = {
  name: 'cylinder-shell',
  summary: 'Heat flows through a thick pipe: cylindrical coordinates with a Robin condition outside.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Heat through a pipe wall',
    description:
      'Steady heat flow in polar coordinates: the inner wall is hot on one side, the outer wall gives heat to the air (Robin condition). The angle is periodic.',
    coordinates: { r: [1, 2], theta: [0, '2*pi'] },
    coordinateSystem: 'polar',
    fields: ['T'],
    parameters: { h: 1 },
    equations: ['laplacian(T) = 0'],
    conditions: [
      { on: 'r = 1', require: 'T = 1 + cos(theta)', hard: true },
      { on: 'r = 2', require: 'T_r + h*T = 0', weight: 10, points: 128 },
      { require: 'T(theta=0) = T(theta=2*pi)', hard: true },
    ],
    points: { equations: 1200, every: 8 },
    network: { width: 14, depth: 3 },
    training: secondOrder(200),
    reference: {
      kind: 'expression',
      fields: { T: '1 - h*log(r)/(1/2 + h*log(2)) + (r*(1/4 - h/2) + (1 + 2*h)/r)/(5/4 + 3*h/2)*cos(theta)' },
    },
  },
};
