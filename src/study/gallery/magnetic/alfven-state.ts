import type { StudyDocument } from '../../schema';
import type { GalleryEntry } from '../entry';
import {
  continuity,
  divergences,
  energies,
  energyBudget,
  induction,
  magnetic,
  momentumOfTotalPressure,
  totalPressure,
  periodic,
  potential,
  potentialInduction,
  solenoidal,
  starting,
  training,
  velocity,
} from './common';

/**
 * Three transverse waves with the wave vectors (1, 1, 0), (0, 1, 1) and (1, 0, 2): f = ∇×W with W a sum of
 * amplitude · direction · cos(k·(x − ct)) e^(−νk²t).
 */
const waves = {
  /** W as it moves with c = U0 − B0 and decays. */
  W: '(amplitude*exp(-2*nu*t)*cos(y + z - (cy + cz)*t), amplitude*exp(-5*nu*t)*cos(x + 2*z - (cx + 2*cz)*t), amplitude*exp(-2*nu*t)*cos(x + y - (cx + cy)*t))',
  f: 'curl(W)',
};
const potentialAtStart = ['amplitude*cos(y + z)', 'amplitude*cos(x + 2*z)', 'amplitude*cos(x + y)'];
/** f at t = 0. */
const atStart = [
  'amplitude*(2*sin(x + 2*z) - sin(x + y))',
  'amplitude*(sin(x + y) - sin(y + z))',
  'amplitude*(sin(y + z) - sin(x + 2*z))',
];
const mean = { u: 'Ux', v: 'Uy', w: 'Uz', Bx: 'Hx', By: 'Hy', Bz: 'Hz' };

export const alfvenParameters = {
  ...{ nu: 0.05, eta: 0.05, S: 1, amplitude: 0.2 },
  ...{ Ux: 0.4, Uy: 0, Uz: 0.2, Hx: 0.5, Hy: 0.3, Hz: 1 },
  ...{ cx: 'Ux - Hx', cy: 'Uy - Hy', cz: 'Uz - Hz' },
};

export const alfvenDefinitions = { ...waves, J: 'curl(B)' };

export const alfvenReference = {
  u: 'Ux + fx',
  v: 'Uy + fy',
  w: 'Uz + fz',
  p: '-((Hx + fx)^2 + (Hy + fy)^2 + (Hz + fz)^2)/2',
  Bx: 'Hx + fx',
  By: 'Hy + fy',
  Bz: 'Hz + fz',
};

const description =
  'Three waves of finite amplitude run along a magnetic field through a flow, u = U + f(x − ct, t), B = H + f with c = U − H: they meet without changing one another, because the nonlinear terms cancel only all together (Elsasser, Phys. Rev. 79, 1950). Wave vectors (1, 1, 0), (0, 1, 1), (1, 0, 2); every term of the equations acts. The gradient part of the Lorentz force is taken into the total pressure P = p + S B²/2.';

const coordinates: StudyDocument['coordinates'] = {
  ...{ x: [0, '2*pi'], y: [0, '2*pi'], z: [0, '2*pi'] },
  t: [0, 1],
};

const velocityAtStart = starting(
  Object.fromEntries(velocity.map((name, k) => [name, `${mean[name]} + ${atStart[k]}`])),
);

const settings = {
  measures: [...energies('t = 1'), energyBudget, ...divergences],
  points: { equations: 1500, sampler: 'uniform' as const, every: 8 },
  features: { harmonics: 2, crossed: true },
  network: { width: 20, depth: 2 },
  training: training(400),
};

export const alfvenState: GalleryEntry = {
  name: 'alfven-state',
  summary: 'Finite Alfvén waves in three dimensions, with the magnetic field as the curl of a potential.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Alfvén waves of finite amplitude',
    description: `${description} B = H + curl A, so that it has no sources by construction; the potential's gauge takes the electric field of the mean flow away.`,
    coordinates,
    parameters: alfvenParameters,
    fields: [...velocity, 'P', ...potential],
    vectors: { V: [...velocity], A: [...potential] },
    definitions: {
      ...alfvenDefinitions,
      B: '(Hx, Hy, Hz) + curl(A)',
      p: totalPressure,
    },
    equations: [
      momentumOfTotalPressure,
      continuity,
      `${potentialInduction} - cross((Ux, Uy, Uz), (Hx, Hy, Hz))`,
    ],
    conditions: [
      ...velocityAtStart,
      ...starting(Object.fromEntries(potential.map((name, k) => [name, potentialAtStart[k]]))),
      ...periodic([...velocity, 'P', ...potential], ['x', 'y', 'z']),
    ],
    ...settings,
    reference: { kind: 'expression', fields: alfvenReference, meanFree: ['p'] },
  },
};

export const alfvenStateSoft: GalleryEntry = {
  name: 'alfven-state-soft',
  summary: 'The same waves with the magnetic field itself and its divergence as a term of the loss.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Alfvén waves of finite amplitude, divergence in the loss',
    description,
    coordinates,
    parameters: alfvenParameters,
    fields: [...velocity, 'P', ...magnetic],
    vectors: { V: [...velocity], B: [...magnetic] },
    definitions: { ...alfvenDefinitions, p: totalPressure },
    equations: [momentumOfTotalPressure, continuity, induction, solenoidal],
    conditions: [
      ...velocityAtStart,
      ...starting(Object.fromEntries(magnetic.map((name, k) => [name, `${mean[name]} + ${atStart[k]}`]))),
      ...periodic([...velocity, 'P', ...magnetic], ['x', 'y', 'z']),
    ],
    ...settings,
    reference: { kind: 'expression', fields: alfvenReference, meanFree: ['p'] },
  },
};
