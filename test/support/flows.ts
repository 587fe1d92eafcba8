import { flowGrid } from '../../src/pde/reference/flow/grid';
import { FlowMachine, type FlowConstants } from '../../src/pde/reference/flow/machine';

const { sin, cos, PI } = Math;

/** One component of the velocity or the magnetic field. */
export type Field = (x: number, y: number, z: number) => number;

/** A flow in a cube of side 2π: three components of the velocity, three of the magnetic field. */
export interface CubeFlow {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly constants: FlowConstants;
}

/** Values on a cube of side 2π with n points along each side. */
export const onCube = (n: number, fields: readonly Field[]) =>
  fields.map((field) =>
    Float64Array.from({ length: n ** 3 }, (_, i) =>
      field(
        (2 * PI * Math.floor(i / n ** 2)) / n,
        (2 * PI * (Math.floor(i / n) % n)) / n,
        (2 * PI * (i % n)) / n,
      ),
    ),
  );

export function machineOf(n: number, { fields, constants }: Omit<CubeFlow, 'name'>): FlowMachine {
  const machine = new FlowMachine(
    flowGrid([n, n, n], [2 * PI, 2 * PI, 2 * PI]),
    fields.length > 3,
    constants,
  );
  machine.start(onCube(n, fields));
  return machine;
}

const vortices: readonly Field[] = [
  (x, y, z) => sin(x) * cos(y) * cos(z),
  (x, y, z) => -cos(x) * sin(y) * cos(z),
  () => 0,
];

/** The regression case of spectralDNS (M. Mortensen, github.com/spectralDNS/spectralDNS). */
export const regression: CubeFlow = {
  name: 'regression case of spectralDNS',
  fields: [
    ...vortices,
    (x, y, z) => sin(x) * sin(y) * cos(z),
    (x, y, z) => cos(x) * cos(y) * cos(z),
    () => 0,
  ],
  constants: { viscosity: 0.000625, resistivity: 0.01, coupling: 1 },
};

export const orszagTang: CubeFlow = {
  name: '3D Orszag–Tang',
  fields: [
    (_x, y) => -2 * sin(y),
    (x) => 2 * sin(x),
    () => 0,
    (_x, y, z) => 0.8 * (-2 * sin(2 * y) + sin(z)),
    (x, _y, z) => 0.8 * (2 * sin(x) + sin(z)),
    (x, y) => 0.8 * (sin(x) + sin(y)),
  ],
  constants: { viscosity: 0.05, resistivity: 0.05, coupling: 1 },
};

export const taylorGreen: CubeFlow = {
  name: 'Taylor–Green with a magnetic field',
  fields: [
    ...vortices,
    (x, y, z) => (cos(x) * sin(y) * sin(z)) / Math.sqrt(3),
    (x, y, z) => (sin(x) * cos(y) * sin(z)) / Math.sqrt(3),
    (x, y, z) => (-2 * sin(x) * sin(y) * cos(z)) / Math.sqrt(3),
  ],
  constants: { viscosity: 0.01, resistivity: 0.01, coupling: 1 },
};
