import type { GalleryEntry } from '../entry';
import { continuity, divergences, potential, starting, training, velocity } from './common';

const start = {
  u: 'sin(pi*y)*cos(pi*z)',
  v: 'sin(pi*z)*cos(pi*x)',
  w: 'sin(pi*x)*cos(pi*y)',
  Ax: '(cos(pi*x)*cos(pi*y) + sin(pi*x)*sin(pi*z))/(2*pi)',
  Ay: '(cos(pi*y)*cos(pi*z) + sin(pi*y)*sin(pi*x))/(2*pi)',
  Az: '(cos(pi*z)*cos(pi*x) + sin(pi*z)*sin(pi*y))/(2*pi)',
};

/** The exact solution, and the force and the electric field that it takes. */
const exact = {
  Vstar: `(exp(-t)*${start.u}, exp(-t)*${start.v}, exp(-t)*${start.w})`,
  Astar: `(exp(-t)*${start.Ax}, exp(-t)*${start.Ay}, exp(-t)*${start.Az})`,
  Bstar: 'curl(Astar)',
  Jstar: 'curl(Bstar)',
  Pstar: 'exp(-t)*cos(pi*x)*cos(pi*y)*cos(pi*z)',
  force: 'dt(Vstar) + advect(Vstar, Vstar) + grad(Pstar) - S*cross(Jstar, Bstar) - nu*laplacian(Vstar)',
  drive: 'dt(Astar) - cross(Vstar, Bstar) + eta*Jstar',
};

export const magneticCube: GalleryEntry = {
  name: 'magnetic-cube',
  summary: 'A manufactured solution in a cube: every term of the equations acts and no symmetry helps.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Manufactured magnetic flow in a cube',
    description:
      'Velocity, field and pressure are chosen, and the force f and the electric field g follow from the equations. B = curl A; velocity and potential are built in on the walls and at t = 0.',
    coordinates: { x: [0, 1], y: [0, 1], z: [0, 1], t: [0, 1] },
    parameters: { nu: 0.05, eta: 0.05, S: 1 },
    fields: [...velocity, 'p', ...potential],
    vectors: { V: [...velocity], A: [...potential] },
    definitions: { B: 'curl(A)', J: 'curl(B)', ...exact },
    equations: [
      'dt(V) + advect(V, V) = -grad(p) + S*cross(J, B) + nu*laplacian(V) + force',
      continuity,
      // B is made of slopes of A, so that errors of A count more.
      { text: 'dt(A) = cross(V, B) - eta*J + drive', weight: 4 },
    ],
    conditions: [
      ...starting(start),
      { on: 'boundary', require: 'V = Vstar', hard: true },
      { on: 'boundary', require: 'A = Astar', hard: true },
    ],
    measures: divergences,
    scales: { fields: { Ax: 0.2, Ay: 0.2, Az: 0.2 } },
    points: { equations: 1500, sampler: 'uniform', every: 8 },
    network: { width: 24, depth: 2 },
    training: training(400),
    reference: {
      kind: 'expression',
      fields: {
        u: 'Vstarx',
        v: 'Vstary',
        w: 'Vstarz',
        p: 'Pstar',
        Bx: 'Bstarx',
        By: 'Bstary',
        Bz: 'Bstarz',
      },
      meanFree: ['p'],
    },
  },
};
