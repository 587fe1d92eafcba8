import type { StudyDocument } from '../../schema';
import type { GalleryEntry } from '../entry';
import { continuity, divergences, periodic, solenoidal, training } from './common';

const source =
  'A conducting fluid is driven along x between walls at y = ±1 across a magnetic field (Hartmann, K. Dan. Vidensk. Selsk. Mat. Fys. Medd. 15(6), 1937). Given by Re, Ha and Pm; the canonical set is ν = 1/Re, η = 1/Rm and S = Ha²/(Re Rm), with Rm = Pm Re.';

/** Layers of thickness 1/Ha lie on the walls. */
const common = {
  coordinates: { y: [-1, 1] },
  parameters: {
    ...{ Re: 10, Ha: 20, Pm: 1, G: 1 },
    ...{ Rm: 'Pm*Re', nu: '1/Re', eta: '1/Rm', S: 'Ha^2*nu*eta' },
  },
  fields: ['u', 'b'],
  equations: ['nu*u_yy + S*b_y + G = 0', 'eta*b_yy + u_y = 0'],
  measures: [{ name: 'flow rate', of: 'u', by: 'integral' }],
  points: { equations: 400, sampler: 'jittered-rad', every: 8 },
  symmetries: { u: { y: 'even' }, b: { y: 'odd' } },
  network: { width: 12, depth: 2 },
  training: training(400),
} satisfies Partial<StudyDocument>;

export const hartmann: GalleryEntry = {
  name: 'hartmann',
  summary: 'Flow across a magnetic field between insulating walls, with layers of a twentieth of the width.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Hartmann flow, insulating walls',
    description: `${source} No current enters the walls.`,
    ...common,
    conditions: [
      { on: 'y = -1', require: 'u = 0', hard: true },
      { on: 'y = 1', require: 'u = 0', hard: true },
      { on: 'y = -1', require: 'b = 0', hard: true },
      { on: 'y = 1', require: 'b = 0', hard: true },
    ],
    reference: {
      kind: 'expression',
      fields: {
        u: 'G*Re/(Ha*tanh(Ha))*(1 - cosh(Ha*y)/cosh(Ha))',
        b: 'G/S*(sinh(Ha*y)/sinh(Ha) - y)',
      },
    },
  },
};

export const hartmannConducting: GalleryEntry = {
  name: 'hartmann-conducting',
  summary: 'The same between walls that conduct perfectly: the current closes through them.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Hartmann flow, perfectly conducting walls',
    description: `${source} The current closes through the walls and slows the flow far more than between insulating ones.`,
    ...common,
    conditions: [
      { on: 'y = -1', require: 'u = 0', hard: true },
      { on: 'y = 1', require: 'u = 0', hard: true },
      { on: 'y = -1', require: 'b_y = 0' },
      { on: 'y = 1', require: 'b_y = 0' },
    ],
    scales: { fields: { u: 0.025, b: 0.25 } },
    reference: {
      kind: 'expression',
      fields: {
        u: 'G*Re/Ha^2*(1 - cosh(Ha*y)/cosh(Ha))',
        b: '-Rm*G*Re/Ha^2*(y - sinh(Ha*y)/(Ha*cosh(Ha)))',
      },
    },
  },
};

const acrossWalls = (field: string, value: string) =>
  ['y = -1', 'y = 1'].map((on) => ({ on, require: `${field} = ${value}`, hard: true }));

export const hartmannPlane: GalleryEntry = {
  name: 'hartmann-plane',
  summary:
    'The same flow by the full equations in the plane: velocity, pressure and both components of the field.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Hartmann flow in the plane',
    description: `${source} Nothing tells that the flow is one along x alone: all equations of the plane are solved at once, with insulating walls and the field's component across them given there. p is what the pressure differs from −Gx.`,
    coordinates: { x: [0, 2], y: [-1, 1] },
    parameters: { ...common.parameters, Ha: 10 },
    fields: ['u', 'v', 'p', 'Bx', 'By'],
    vectors: { V: ['u', 'v'], B: ['Bx', 'By'] },
    definitions: { J: 'curl(B)' },
    equations: [
      'advect(V, V) = (G, 0) - grad(p) + S*cross(J, B) + nu*laplacian(V)',
      continuity,
      'curl(cross(V, B)) + eta*laplacian(B) = 0',
      solenoidal,
    ],
    conditions: [
      ...acrossWalls('u', '0'),
      ...acrossWalls('v', '0'),
      ...acrossWalls('Bx', '0'),
      ...acrossWalls('By', '1'),
      ...periodic(['u', 'v', 'p', 'Bx', 'By'], ['x'], '2'),
    ],
    measures: [
      { name: 'flow rate', of: 'u/2', by: 'integral' },
      { name: 'largest speed across', of: 'v', by: 'max' },
      ...divergences,
    ],
    points: { equations: 900, sampler: 'uniform', every: 8 },
    network: { width: 14, depth: 2 },
    training: training(200),
    reference: {
      kind: 'expression',
      fields: {
        u: 'G*Re/(Ha*tanh(Ha))*(1 - cosh(Ha*y)/cosh(Ha))',
        p: '-G^2/S*(sinh(Ha*y)/sinh(Ha) - y)^2/2',
        Bx: 'G/S*(sinh(Ha*y)/sinh(Ha) - y)',
        By: '1',
      },
      meanFree: ['p'],
    },
  },
};
