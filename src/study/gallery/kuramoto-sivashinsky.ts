import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const kuramotoSivashinsky: GalleryEntry = {
  name: 'kuramoto-sivashinsky',
  summary: 'Chaos from a smooth start: fourth derivatives, trained window by window.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Kuramoto–Sivashinsky equation',
    description:
      'A flame front that turns chaotic: u_t + (100/16) u u_x + (100/16²) u_xx + (100/16⁴) u_xxxx = 0 in a periodic box, up to t = 1. Neighbouring solutions part, so each of the twenty windows has to be solved well.',
    coordinates: { x: [0, '2*pi'], t: [0, 1] },
    fields: ['u'],
    parameters: { a: '100/16', b: '100/16^2', c: '100/16^4' },
    equations: ['u_t + a*u*u_x + b*u_xx + c*u_xxxx = 0'],
    conditions: [
      { on: 't = 0', require: 'u = cos(x)*(1 + sin(x))', weight: 3000 },
      { require: 'u(x=0) = u(x=2*pi)', hard: true },
    ],
    windows: { count: 20 },
    points: { equations: 2000, every: 8 },
    network: { width: 20, depth: 3 },
    features: { harmonics: 4 },
    training: secondOrder(130),
    reference: { kind: 'solver', tolerance: 1e-7 },
  },
};
