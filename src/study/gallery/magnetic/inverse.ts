import type { GalleryEntry } from '../entry';
import { alfvenDefinitions, alfvenParameters, alfvenReference } from './alfven-state';
import {
  continuity,
  induction,
  magnetic,
  momentum,
  periodic,
  potential,
  potentialInduction,
  solenoidal,
  training,
  velocity,
} from './common';

const { nu: _nu, eta: _eta, ...known } = alfvenParameters;
const box = { x: [0, '2*pi'], y: [0, '2*pi'], z: [0, '2*pi'], t: [0, 1] } as const;

export const alfvenInverse: GalleryEntry = {
  name: 'alfven-inverse',
  summary: 'Viscosity and resistivity from 2,000 noisy measurements of velocity and magnetic field.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Viscosity and resistivity of Alfvén waves from data',
    description:
      'Nothing is known of the start: velocity and magnetic field are measured at 2,000 points of space and time with 1% noise, and ν and η, both 0.05, are inferred from four times as much. Fields repeat themselves along x, y and z.',
    coordinates: { x: [...box.x], y: [...box.y], z: [...box.z], t: [...box.t] },
    parameters: known,
    unknowns: { nu: { start: 0.2, positive: true }, eta: { start: 0.2, positive: true } },
    fields: [...velocity, 'p', ...magnetic],
    vectors: { V: [...velocity], B: [...magnetic] },
    definitions: alfvenDefinitions,
    equations: [momentum, continuity, induction, solenoidal],
    conditions: periodic([...velocity, 'p', ...magnetic], ['x', 'y', 'z']),
    data: [{ from: 'reference', points: 2000, noise: 0.01, fields: [...velocity, ...magnetic] }],
    weights: { data: 10 },
    points: { equations: 800, sampler: 'uniform', every: 8 },
    features: { harmonics: 2, crossed: true },
    network: { width: 14, depth: 2 },
    training: training(120, 10),
    reference: {
      kind: 'expression',
      fields: alfvenReference,
      parameters: { nu: 0.05, eta: 0.05 },
      meanFree: ['p'],
    },
  },
};

export const hiddenField: GalleryEntry = {
  name: 'hidden-field',
  summary: 'A magnetic field that nobody measured, found from the velocity alone.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'A hidden magnetic field from velocity data',
    description:
      'Only the velocity is measured, at 4,000 points with 1% noise; of the magnetic field no more than its mean H is known, without which B and −B would do alike. What varies of it is sought as the curl of a potential, through the force that it exerts.',
    coordinates: { x: [...box.x], y: [...box.y], z: [...box.z], t: [...box.t] },
    parameters: alfvenParameters,
    fields: [...velocity, 'p', ...potential],
    vectors: { V: [...velocity], A: [...potential] },
    definitions: {
      ...alfvenDefinitions,
      B: '(Hx, Hy, Hz) + curl(A)',
    },
    equations: [momentum, continuity, `${potentialInduction} - cross((Ux, Uy, Uz), (Hx, Hy, Hz))`],
    conditions: periodic([...velocity, 'p', ...potential], ['x', 'y', 'z']),
    data: [{ from: 'reference', points: 4000, noise: 0.01, fields: [...velocity] }],
    weights: { data: 10 },
    points: { equations: 1000, sampler: 'uniform', every: 8 },
    features: { harmonics: 2, crossed: true },
    network: { width: 16, depth: 2 },
    training: training(150, 25),
    reference: { kind: 'expression', fields: alfvenReference, meanFree: ['p'] },
  },
};
