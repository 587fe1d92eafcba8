import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

export const soliton: GalleryEntry = {
  name: 'soliton',
  summary: 'A single soliton of the Korteweg–de Vries equation crosses the box without changing its shape.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Soliton of the Korteweg–de Vries equation',
    description: 'u_t + 6 u u_x + u_xxx = 0 with a soliton of speed 4: a third derivative and a closed form.',
    coordinates: { x: [-5, 9], t: [0, 1] },
    fields: ['u'],
    parameters: { c: 4 },
    equations: ['u_t + 6*u*u_x + u_xxx = 0'],
    conditions: [
      { on: 't = 0', require: 'u = c/2/cosh(sqrt(c)/2*x)^2', hard: true },
      { on: 'x = -5', require: 'u = c/2/cosh(sqrt(c)/2*(-5 - c*t))^2', hard: true },
      { on: 'x = 9', require: 'u = c/2/cosh(sqrt(c)/2*(9 - c*t))^2', hard: true },
      {
        on: 'x = 9',
        require: 'u_x = -c*sqrt(c)/2*sinh(sqrt(c)/2*(9 - c*t))/cosh(sqrt(c)/2*(9 - c*t))^3',
        points: 64,
      },
    ],
    points: { equations: 2500, every: 8 },
    network: { width: 20, depth: 3 },
    training: secondOrder(300),
    reference: { kind: 'expression', fields: { u: 'c/2/cosh(sqrt(c)/2*(x - c*t))^2' } },
  },
};
