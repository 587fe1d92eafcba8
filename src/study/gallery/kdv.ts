import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const kdv: GalleryEntry = {
  name: 'kdv',
  summary: 'A cosine steepens and breaks up into a train of solitons; trained window by window.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Korteweg–de Vries equation',
    description:
      'The experiment of Zabusky and Kruskal (Phys. Rev. Lett. 15, 1965): u_t + u u_x + 0.022² u_xxx = 0 from cos(pi x) in a periodic box.',
    coordinates: { x: [-1, 1], t: [0, 1] },
    fields: ['u'],
    parameters: { delta: 0.022 },
    equations: ['u_t + u*u_x + delta^2*u_xxx = 0'],
    conditions: [
      { on: 't = 0', require: 'u = cos(pi*x)', weight: 1000 },
      { require: 'u(x=-1) = u(x=1)', hard: true },
    ],
    windows: { count: 10 },
    points: { equations: 2000, every: 8 },
    network: { width: 22, depth: 3 },
    features: { harmonics: 4 },
    training: secondOrder(150),
    reference: { kind: 'solver', tolerance: 1e-7 },
  },
};
