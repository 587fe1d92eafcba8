import { callSideBySide, trace, type Program, type TensorType } from '../program';
import * as op from '../program';
import type { StepPart } from '../run';
import { compile, upload, type DeviceTensor } from '../tensorflow';
import { hostArray } from './point-tensors';

/** Turns in which each part runs once. */
const turns = 7;

/** Programs of a loss that an optimiser drives, one for each lane, by what they make. */
export type LossPrograms = ReadonlyMap<string, readonly Program[]>;

/** What the programs of a loss are given, by the element types and shapes that they take. */
export interface LossTensors {
  readonly parameters: DeviceTensor;
  readonly study: DeviceTensor;
  readonly coefficients: DeviceTensor;
  readonly sets: readonly DeviceTensor[];
}

/** A part on its own: its lanes side by side, as a step calls them, with what they make added up to numbers. */
function alone(name: string, programs: readonly Program[], region: 'xla' | 'native'): Program {
  const types: TensorType[] = programs[0].inputs.map(({ type }) => type);
  return trace(name, types, (...inputs) =>
    callSideBySide(programs, inputs, region)
      .flat()
      .map((result) => op.sum(result)),
  );
}

/** The factor of a damped P × P matrix and the solution of two systems with it. */
function solving(like: TensorType): Program {
  const { element, shape } = like;
  const [n] = shape;
  return trace('solve', [like], (slope) => {
    const onDiagonal = op.equal(op.iota('int32', [n, n], 0), op.iota('int32', [n, n], 1));
    const factor = op.cholesky(op.select(onDiagonal, op.constant(n, element, [n, n]), 1));
    const half = op.triangularSolve(factor, op.reshape(slope, [n, 1]));
    const whole = op.triangularSolve(factor, half, { transpose: true });
    return [op.sum(op.triangularSolve(factor, op.triangularSolve(factor, whole), { transpose: true }))];
  });
}

/**
 * Times the parts of a step: each is compiled on its own and run in turns with the others, so that what drifts in the
 * machine meets all alike. Milliseconds of a call.
 * @param makesGram the optimiser factors the matrix of the normal equations
 */
export function timedParts(
  programs: LossPrograms,
  region: 'xla' | 'native',
  { parameters, study, coefficients, sets }: LossTensors,
  makesGram: boolean,
): StepPart[] {
  const small = new Float64Array(parameters.type.shape[0]).fill(1e-3);
  const element = parameters.type.element as 'float32' | 'float64';
  const direction = upload(parameters.type, hostArray(element, small));
  const inputs = (key: string) => [
    parameters,
    ...(key.startsWith('along') ? [direction] : []),
    study,
    ...(key === 'sums' ? [] : [coefficients]),
    ...sets,
  ];
  const parts = [...programs].map(([key, lanes]) => ({
    name: partNames[key] ?? key,
    executable: compile(alone(`part_${key.replace(' ', '_')}`, lanes, region), 'native'),
    inputs: inputs(key),
    milliseconds: [] as number[],
  }));
  if (makesGram) {
    const executable = compile(solving(parameters.type), 'native');
    parts.push({ name: 'solve', executable, inputs: [parameters], milliseconds: [] });
  }
  for (let turn = 0; turn <= turns; turn++) {
    for (const part of parts) {
      const before = performance.now();
      part.executable.run(part.inputs).forEach((result) => result.dispose());
      // The first call compiles.
      if (turn > 0) part.milliseconds.push(performance.now() - before);
    }
  }
  direction.dispose();
  return parts.map(({ name, milliseconds }) => {
    const sorted = milliseconds.sort((a, b) => a - b);
    return { name, milliseconds: sorted[turns >> 1], least: sorted[0], most: sorted[turns - 1] };
  });
}

const partNames: Readonly<Record<string, string>> = {
  gradient: 'loss and gradient',
  jacobian: 'Jacobian',
  normal: 'Jacobian and Gram matrix',
  sums: 'loss',
  'along 1': 'product with the Gram matrix',
  'along 2': 'second derivative along a step',
};
