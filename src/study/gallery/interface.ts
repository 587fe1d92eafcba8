import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const interfaceProblem: GalleryEntry = {
  name: 'interface',
  summary:
    'Heat crosses the joint of two materials: the temperature has a kink that no single smooth network holds.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Two materials in contact',
    description:
      'Steady heat flow through a plate of two materials with conductivities kL and kR. Both halves are described by the distance s from their joint, so that the temperature to its left, L, and to its right, R, are two smooth fields; at the joint, temperature and heat flux agree.',
    coordinates: { s: [0, 1], y: [0, 1] },
    fields: ['L', 'R'],
    parameters: { kL: 1, kR: 10, q: 0.05 },
    equations: ['kL*(L_ss + L_yy) = 0', 'kR*(R_ss + R_yy) = 0'],
    conditions: [
      { on: 's = 0', require: 'L = R', points: 128, weight: 10 },
      { on: 's = 0', require: 'kL*L_s + kR*R_s = 0', points: 128 },
      { on: 's = 1', require: 'L = (cosh(pi) + kR*q*sinh(pi))*sin(pi*y)', hard: true },
      { on: 's = 1', require: 'R = (cosh(pi) - kL*q*sinh(pi))*sin(pi*y)', hard: true },
      { on: 'y = 0', require: 'L = 0', hard: true },
      { on: 'y = 1', require: 'L = 0', hard: true },
      { on: 'y = 0', require: 'R = 0', hard: true },
      { on: 'y = 1', require: 'R = 0', hard: true },
    ],
    points: { equations: 1200, every: 8 },
    network: { width: 14, depth: 3 },
    training: secondOrder(200),
    reference: {
      kind: 'expression',
      fields: {
        L: '(cosh(pi*s) + kR*q*sinh(pi*s))*sin(pi*y)',
        R: '(cosh(pi*s) - kL*q*sinh(pi*s))*sin(pi*y)',
      },
    },
  },
};
