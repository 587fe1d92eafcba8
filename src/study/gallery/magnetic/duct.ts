import type { GalleryEntry } from '../entry';
import { training } from './common';

const sides = ['y = -1', 'y = 1', 'z = -1', 'z = 1'];

export const shercliffDuct: GalleryEntry = {
  name: 'shercliff-duct',
  summary: 'Flow through a square duct across a magnetic field: layers of two kinds on insulating walls.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Shercliff duct, Ha = 20',
    description:
      'Fully developed flow of a conducting fluid in a square duct with insulating walls, and a field along y (Shercliff, Proc. Camb. Phil. Soc. 49, 1953): layers of thickness 1/Ha where the field enters the walls, and of 1/√Ha along it. u is the speed, b the induced field, both scaled.',
    coordinates: { y: [-1, 1], z: [-1, 1] },
    parameters: { Ha: 20 },
    fields: ['u', 'b'],
    equations: ['laplacian(u) + Ha*b_y + 1 = 0', 'laplacian(b) + Ha*u_y = 0'],
    conditions: ['u', 'b'].flatMap((field) =>
      sides.map((on) => ({ on, require: `${field} = 0`, hard: true })),
    ),
    measures: [
      { name: 'flow rate', of: 'u', by: 'integral' },
      { name: 'largest speed', of: 'u', by: 'max' },
    ],
    scales: { fields: { u: 0.05, b: 0.05 } },
    points: { equations: 2500, sampler: 'jittered-rad', every: 8 },
    network: { width: 20, depth: 3 },
    training: training(500),
    reference: { kind: 'exact', name: 'shercliff-duct' },
  },
};

export const inductionlessDuct: GalleryEntry = {
  name: 'inductionless-duct',
  summary: 'The same duct without an induced field: its flow and electric potential.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Duct flow without induction, Ha = 10',
    description:
      'Where the magnetic Reynolds number is small the field stays as it is applied, and the current follows from an electric potential, J = −∇φ + u × B (Davidson, An Introduction to Magnetohydrodynamics, 2001, §5). Fully developed flow in a square duct with insulating walls and the field along y.',
    coordinates: { y: [-1, 1], z: [-1, 1] },
    parameters: { Ha: 10 },
    fields: ['u', 'phi'],
    equations: ['laplacian(u) + Ha^2*(phi_z - u) + 1 = 0', 'laplacian(phi) = u_z'],
    conditions: [
      ...sides.map((on) => ({ on, require: 'u = 0', hard: true })),
      ...sides.map((on) => ({ on, require: on.startsWith('y') ? 'phi_y = 0' : 'phi_z = 0', points: 200 })),
    ],
    measures: [{ name: 'flow rate', of: 'u', by: 'integral' }],
    scales: { fields: { u: 0.1, phi: 0.1 } },
    points: { equations: 2000, sampler: 'jittered-rad', every: 8 },
    network: { width: 18, depth: 3 },
    training: training(400),
    reference: { kind: 'exact', name: 'inductionless-duct' },
  },
};
