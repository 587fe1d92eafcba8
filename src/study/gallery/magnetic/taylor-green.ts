import type { GalleryEntry } from '../entry';
import { divergences, energies, periodic, planeEnergyBudget, training } from './common';

const vortex = 'cos(x)*cos(y)';

export const magneticVortices: GalleryEntry = {
  name: 'magnetic-vortices',
  summary: 'Decaying vortices with a magnetic field along their streamlines, by stream and flux function.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Decay of magnetic Taylor–Green vortices',
    description:
      'In the plane the velocity is the curl of a stream function ψ and the field that of a flux function a, so that neither has sources. ψ = cos x cos y exp(−2νt), a = 0.5 cos x cos y exp(−2ηt).',
    coordinates: { x: [0, '2*pi'], y: [0, '2*pi'], t: [0, 1] },
    parameters: { nu: 0.05, eta: 0.1, S: 1, strength: 0.5 },
    fields: ['psi', 'a', 'p'],
    definitions: {
      V: 'curl(psi)',
      B: 'curl(a)',
      J: 'curl(B)',
      flow: `exp(-2*nu*t)*${vortex}`,
      flux: `strength*exp(-2*eta*t)*${vortex}`,
      Q: `(-cos(x)*sin(y), sin(x)*cos(y))`,
    },
    equations: [
      'dt(V) + advect(V, V) = -grad(p) + S*cross(J, B) + nu*laplacian(V)',
      'dt(a) + advect(V, a) = eta*laplacian(a)',
    ],
    conditions: [
      { on: 't = 0', require: `psi = ${vortex}`, hard: true },
      { on: 't = 0', require: `a = strength*${vortex}`, hard: true },
      ...periodic(['psi', 'a', 'p'], ['x', 'y']),
    ],
    measures: [...energies('t = 1'), planeEnergyBudget, ...divergences],
    points: { equations: 1200, sampler: 'uniform', every: 8 },
    network: { width: 16, depth: 2 },
    training: training(200),
    reference: {
      kind: 'expression',
      fields: {
        psi: 'flow',
        a: 'flux',
        p: '-(cos(2*x) + cos(2*y))/4*(exp(-4*nu*t) - strength^2*exp(-4*eta*t)) - strength^2*exp(-4*eta*t)*dot(Q, Q)/2',
        Vx: 'exp(-2*nu*t)*Qx',
        Vy: 'exp(-2*nu*t)*Qy',
        Bx: 'strength*exp(-2*eta*t)*Qx',
        By: 'strength*exp(-2*eta*t)*Qy',
      },
      meanFree: ['p'],
    },
  },
};
