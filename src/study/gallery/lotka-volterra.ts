import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const lotkaVolterra: GalleryEntry = {
  name: 'lotka-volterra',
  summary: 'Hares and lynxes: two coupled ordinary differential equations over several cycles.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Predator and prey',
    description:
      'The equations of Lotka and Volterra for the density of prey x and of predators y, in scaled units, over about two cycles.',
    coordinates: { t: [0, 10] },
    fields: ['x', 'y'],
    parameters: { birth: 1.5, hunt: 1, death: 3, feed: 1 },
    equations: ['x_t = birth*x - hunt*x*y', 'y_t = feed*x*y - death*y'],
    conditions: [
      { on: 't = 0', require: 'x = 2', hard: true },
      { on: 't = 0', require: 'y = 1', hard: true },
    ],
    points: { equations: 600, every: 8 },
    network: { width: 20, depth: 2, activation: 'sin' },
    training: secondOrder(600),
    reference: { kind: 'solver' },
  },
};
