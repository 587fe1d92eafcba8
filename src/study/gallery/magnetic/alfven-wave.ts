import type { GalleryEntry } from '../entry';
import { periodic, starting, training } from './common';

export const alfvenWave: GalleryEntry = {
  name: 'alfven-wave',
  summary: 'A circular Alfvén wave that viscosity and resistance of different size damp.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Damped circular Alfvén wave',
    description:
      'A wave of wave number k along a uniform field H with ν ≠ η: (v, w) and (By, Bz) turn around the field, with λ = −(ν+η)k²/2 ± i√(k²H² − ((ν−η)k²/2)²); velocity and field are out of step where ν and η differ (Chandrasekhar, Hydrodynamic and Hydromagnetic Stability, 1961, §39).',
    coordinates: { x: [0, '2*pi'], t: [0, 1] },
    parameters: {
      nu: 0.05,
      eta: 0.1,
      H: 1,
      k: 2,
      damping: '(nu + eta)*k^2/2',
      omega: 'sqrt(k^2*H^2 - ((nu - eta)*k^2/2)^2)',
      inPhase: 'omega/(k*H)',
      behind: '(nu - eta)*k/(2*H)',
    },
    fields: ['v', 'w', 'By', 'Bz'],
    definitions: {
      c: 'exp(-damping*t)*cos(k*x + omega*t)',
      s: 'exp(-damping*t)*sin(k*x + omega*t)',
    },
    equations: [
      'v_t = H*By_x + nu*v_xx',
      'w_t = H*Bz_x + nu*w_xx',
      'By_t = H*v_x + eta*By_xx',
      'Bz_t = H*w_x + eta*Bz_xx',
    ],
    conditions: [
      ...starting({
        v: 'inPhase*cos(k*x) - behind*sin(k*x)',
        w: 'inPhase*sin(k*x) + behind*cos(k*x)',
        By: 'cos(k*x)',
        Bz: 'sin(k*x)',
      }),
      ...periodic(['v', 'w', 'By', 'Bz'], ['x']),
    ],
    measures: [
      { name: 'kinetic energy', of: '(v^2 + w^2)/2', by: 'integral', on: 't = 1' },
      { name: 'magnetic energy', of: '(By^2 + Bz^2)/2', by: 'integral', on: 't = 1' },
      { name: 'cross helicity', of: 'v*By + w*Bz', by: 'integral', on: 't = 1' },
    ],
    points: { equations: 800, sampler: 'uniform', every: 8 },
    features: { harmonics: 2 },
    network: { width: 16, depth: 2 },
    training: training(200),
    reference: {
      kind: 'expression',
      fields: { v: 'inPhase*c - behind*s', w: 'inPhase*s + behind*c', By: 'c', Bz: 's' },
    },
  },
};
