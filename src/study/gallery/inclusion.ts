import { secondOrder } from './common';
import type { GalleryEntry } from './entry';

const inner = '(1 + b)*kOut/kIn*x - q*(x^2 + y^2 - a^2)/(4*kIn) + R*q*a/2';
const outer = 'x*(1 - b*a^2/max(x^2 + y^2, a^2/4)) - q*a^2/(4*kOut)*log(max(x^2 + y^2, a^2/4)/a^2)';

export const inclusion: GalleryEntry = {
  name: 'inclusion',
  summary:
    'A heated disc in a plate of another material: the temperature jumps where they touch, the heat flux does not.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'A heated disc with a thermal contact resistance in a plate',
    description:
      'Steady heat flow through a plate of conductivity kOut around a disc of conductivity kIn that is heated by q. Each material has a temperature of its own, u inside and v outside. On the rim of the disc the heat flux is one and the same, and drives the temperature jump v - u = R*kOut*dn(v) across a contact of resistance R. The exact solution is that of a cylinder in a uniform field (Hasselman and Johnson, J. Compos. Mater. 21, 1987, in two dimensions) with the heat of the disc added.',
    coordinates: { x: [-1, 1], y: [-1, 1] },
    fields: ['u', 'v'],
    parameters: { kIn: 10, kOut: 1, R: 0.2, q: 4, a: 0.5, b: '2/(1 + kOut/kIn + R*kOut/a) - 1' },
    definitions: { T: 'if(x^2 + y^2 < a^2, u, v)' },
    parts: {
      disc: { fields: ['u'], region: { shape: 'disc', centre: { x: 0, y: 0 }, radius: 'a' } },
      plate: { fields: ['v'] },
    },
    equations: ['-kIn*laplacian(u) = q', 'laplacian(v) = 0'],
    conditions: [
      { on: 'disc', require: 'v - u = R*kOut*dn(v)', name: 'temperature jump', points: 128, weight: 10 },
      { on: 'disc', require: 'kIn*dn(u) = kOut*dn(v)', name: 'heat flux', points: 128 },
      { on: 'boundary', require: `v = ${outer}`, points: 400, weight: 10 },
    ],
    points: { equations: 2000, every: 8 },
    network: { width: 14, depth: 3 },
    training: secondOrder(200),
    reference: { kind: 'expression', fields: { u: inner, v: outer } },
  },
};
