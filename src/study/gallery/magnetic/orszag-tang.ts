import type { StudyDocument } from '../../schema';
import type { GalleryEntry } from '../entry';
import {
  continuity,
  divergences,
  energies,
  energyBudget,
  momentum,
  periodic,
  planeEnergyBudget,
  potential,
  potentialInduction,
  starting,
  training,
  velocity,
} from './common';

interface Vortices {
  readonly name: string;
  readonly summary: string;
  readonly title: string;
  readonly description: string;
  readonly end: number;
  readonly parameters: NonNullable<StudyDocument['parameters']>;
  /** Components of the velocity, and of the potential, at t = 0. */
  readonly flow: readonly string[];
  readonly potentialAtStart: readonly string[];
  /** Points of the reference along each coordinate. */
  readonly points: number;
}

/** A flow in [0, 2π]³ that is known at its start alone: the solver of flows gives the reference. */
function vortices({ name, summary, title, description, ...given }: Vortices): GalleryEntry {
  const fields = [...velocity, 'p', ...potential];
  const at = (components: readonly string[], values: readonly string[]) =>
    starting(Object.fromEntries(components.map((component, k) => [component, values[k]])));
  return {
    name,
    summary,
    dataFiles: [],
    study: {
      collocate: 1,
      title,
      description,
      coordinates: { x: [0, '2*pi'], y: [0, '2*pi'], z: [0, '2*pi'], t: [0, given.end] },
      parameters: given.parameters,
      fields,
      vectors: { V: [...velocity], A: [...potential] },
      definitions: { B: 'curl(A)', J: 'curl(B)' },
      equations: [momentum, continuity, potentialInduction],
      conditions: [
        ...at(velocity, given.flow),
        ...at(potential, given.potentialAtStart),
        ...periodic(fields, ['x', 'y', 'z']),
      ],
      measures: [
        ...energies(`t = ${given.end}`),
        energyBudget,
        { name: 'current density, max', of: 'norm(J)', by: 'max' },
        ...divergences,
      ],
      points: { equations: 1200, sampler: 'uniform', every: 8 },
      features: { harmonics: 2, crossed: true },
      network: { width: 24, depth: 2 },
      training: training(300, 50),
      reference: {
        kind: 'solver',
        flow: {
          velocity: [...velocity],
          magnetic: ['Bx', 'By', 'Bz'],
          pressure: 'p',
          viscosity: 'nu',
          resistivity: 'eta',
          coupling: 'S',
          points: given.points,
        },
        meanFree: ['p'],
      },
    },
  };
}

export const orszagTang = vortices({
  name: 'orszag-tang',
  summary: 'Vortices and magnetic islands in three dimensions roll up current sheets.',
  title: 'Orszag–Tang vortices in three dimensions',
  description:
    'The start of Orszag and Tang (J. Fluid Mech. 90, 1979) carried over to three dimensions (Mininni, Pouquet & Montgomery, Phys. Rev. Lett. 97, 2006), with ν = η = 0.05: current sheets form. B is the curl of a potential.',
  end: 0.5,
  parameters: { nu: 0.05, eta: 0.05, S: 1 },
  flow: ['-2*sin(y)', '2*sin(x)', '0*x'],
  potentialAtStart: ['0.8*(cos(y) - cos(z))', '0.8*(cos(z) - cos(x))', '0.8*(cos(2*y) + 2*cos(x))'],
  points: 64,
});

export const magneticTaylorGreen = vortices({
  name: 'magnetic-taylor-green',
  summary: 'Taylor–Green vortices in three dimensions with a magnetic field that insulating planes confine.',
  title: 'Magnetic Taylor–Green vortices',
  description:
    'The Taylor–Green flow with the insulating magnetic field of Lee et al. (Phys. Rev. E 81, 016318, 2010), of the same energy, with ν = η = 0.05. B is the curl of a potential.',
  end: 1,
  parameters: { nu: 0.05, eta: 0.05, S: 1 },
  flow: ['sin(x)*cos(y)*cos(z)', '-cos(x)*sin(y)*cos(z)', '0*x'],
  potentialAtStart: ['-sin(x)*cos(y)*cos(z)/sqrt(3)', 'cos(x)*sin(y)*cos(z)/sqrt(3)', '0*x'],
  points: 32,
});

export const magneticRegression = vortices({
  name: 'magnetic-regression',
  summary: 'The case by which spectral solvers are compared: vortices and field for a tenth of a time unit.',
  title: 'Regression case of spectral solvers',
  description:
    'The Taylor–Green flow with b = (sin x sin y cos z, cos x cos y cos z, 0), ν = 0.000625, η = 0.01, until t = 0.1, as spectralDNS is tested by (Mortensen & Langtangen, Comput. Phys. Commun. 203, 2016). B is the curl of a potential.',
  end: 0.1,
  parameters: { nu: 0.000625, eta: 0.01, S: 1 },
  flow: ['sin(x)*cos(y)*cos(z)', '-cos(x)*sin(y)*cos(z)', '0*x'],
  potentialAtStart: ['cos(x)*cos(y)*sin(z)/3', '-sin(x)*sin(y)*sin(z)/3', '-2*sin(x)*cos(y)*cos(z)/3'],
  points: 32,
});

export const planeOrszagTang: GalleryEntry = {
  name: 'orszag-tang-plane',
  summary: 'The plane vortices of Orszag and Tang by stream and flux function.',
  dataFiles: [],
  study: {
    collocate: 1,
    title: 'Orszag–Tang vortices in the plane',
    description:
      'u = (−sin y, sin x) and B = (−sin y, sin 2x) at t = 0 (Orszag & Tang, J. Fluid Mech. 90, 1979), with ν = η = 0.05. Velocity and field are the curls of a stream function ψ and of a flux function a.',
    coordinates: { x: [0, '2*pi'], y: [0, '2*pi'], t: [0, 1] },
    parameters: { nu: 0.05, eta: 0.05, S: 1 },
    fields: ['psi', 'a', 'p'],
    definitions: { V: 'curl(psi)', B: 'curl(a)', J: 'curl(B)' },
    equations: [momentum, 'dt(a) + advect(V, a) = eta*laplacian(a)'],
    conditions: [
      ...starting({ psi: 'cos(x) + cos(y)', a: 'cos(y) + cos(2*x)/2' }),
      ...periodic(['psi', 'a', 'p'], ['x', 'y']),
    ],
    measures: [
      ...energies('t = 1'),
      planeEnergyBudget,
      { name: 'current density, max', of: 'J', by: 'max' },
      ...divergences,
    ],
    points: { equations: 1500, sampler: 'uniform', every: 8 },
    features: { harmonics: 3, crossed: true },
    network: { width: 24, depth: 2 },
    training: training(300, 50),
    reference: {
      kind: 'solver',
      flow: {
        velocity: ['Vx', 'Vy'],
        magnetic: ['Bx', 'By'],
        pressure: 'p',
        viscosity: 'nu',
        resistivity: 'eta',
        coupling: 'S',
        points: 64,
      },
      meanFree: ['p'],
    },
  },
};
