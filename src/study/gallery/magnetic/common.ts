import type { StudyDocument } from '../../schema';

type Condition = NonNullable<StudyDocument['conditions']>[number];
type Measure = NonNullable<StudyDocument['measures']>[number];

export const velocity = ['u', 'v', 'w'] as const;
export const magnetic = ['Bx', 'By', 'Bz'] as const;
export const potential = ['Ax', 'Ay', 'Az'] as const;

/**
 * Incompressible resistive magnetohydrodynamics in Alfvén units, with the viscosity ν, the resistivity η and the coupling
 * S (Biskamp, Magnetohydrodynamic Turbulence, 2003, ch. 2).
 */
export const momentum = 'dt(V) + advect(V, V) = -grad(p) + S*cross(J, B) + nu*laplacian(V)';
/**
 * The same in terms of the total pressure P = p + S B²/2: S (∇×B)×B = S (B·∇)B − ∇(S B²/2) where ∇·B = 0. A
 * wave that leaves P alone is then exact in it, and p is found as well as B.
 */
export const momentumOfTotalPressure = 'dt(V) + advect(V, V) = -grad(P) + S*advect(B, B) + nu*laplacian(V)';
export const totalPressure = 'P - S*dot(B, B)/2';
export const continuity = { text: 'div(V) = 0', group: 'divergence' as const };
/** With B itself as a field its divergence is a term of the loss. */
export const induction = 'dt(B) = curl(cross(V, B)) + eta*laplacian(B)';
export const solenoidal = { text: 'div(B) = 0', group: 'divergence' as const };
/** With B = curl A: the electric field of a potential whose gauge has no scalar part. */
export const potentialInduction = 'dt(A) = cross(V, B) - eta*J';

/** Fields that repeat themselves along coordinates from 0 to `period`, exactly. */
export function periodic(
  fields: readonly string[],
  coordinates: readonly string[],
  period = '2*pi',
): Condition[] {
  return coordinates.flatMap((name) =>
    fields.map((field) => ({
      require: `${field}(${name} = 0) = ${field}(${name} = ${period})`,
      hard: true,
    })),
  );
}

/** What fields are at t = 0, exactly. */
export function starting(values: Readonly<Record<string, string>>): Condition[] {
  return Object.entries(values).map(([field, value]) => ({
    on: 't = 0',
    require: `${field} = ${value}`,
    hard: true,
  }));
}

/** How far the velocity and the magnetic field are from being free of sources. */
export const divergences: Measure[] = [
  { name: 'div u, rms', of: 'div(V)', by: 'rms' },
  { name: 'div u, max', of: 'div(V)', by: 'max' },
  { name: 'div B, rms', of: 'div(B)', by: 'rms' },
  { name: 'div B, max', of: 'div(B)', by: 'max' },
];

/** Energies and cross helicity at the end. */
export function energies(end: string): Measure[] {
  return [
    { name: 'kinetic energy', of: 'dot(V, V)/2', by: 'integral', on: end },
    { name: 'magnetic energy', of: 'S*dot(B, B)/2', by: 'integral', on: end },
    { name: 'cross helicity', of: 'dot(V, B)', by: 'integral', on: end },
  ];
}

/**
 * What the energy of a periodic flow without forces loses otherwise than by viscosity and resistance: 0 for a solution,
 * since ∫ ∂t (u² + S B²)/2 = −∫ ν |∇×u|² + η S |J|².
 */
export const energyBudget: Measure = {
  name: 'energy budget error',
  of: 'dt(dot(V, V) + S*dot(B, B))/2 + nu*dot(curl(V), curl(V)) + eta*S*dot(J, J)',
  by: 'integral',
};

/** The same in the plane, where curls are numbers. */
export const planeEnergyBudget: Measure = {
  ...energyBudget,
  of: 'dt(dot(V, V) + S*dot(B, B))/2 + nu*curl(V)^2 + eta*S*J^2',
};

/** A training by Levenberg–Marquardt that looks at its errors now and then: looking costs as much as some steps. */
export function training(steps: number, measureEvery = 25) {
  return {
    precision: 'float64' as const,
    phases: [{ optimiser: 'levenberg-marquardt' as const, steps }],
    measureEvery,
    checkpointEvery: 100,
  };
}
