import { expect } from 'vitest';
import * as op from '../../../src/program';
import {
  evaluate,
  inline,
  taylor,
  tensor,
  trace,
  vjp,
  type CollapsedSum,
  type MultiIndex,
  type Program,
} from '../../../src/program';

/** A pointwise function: the first input is X [coordinates, points], the first output u [·, points]. */
export interface Subject {
  readonly program: Program;
  /** Elements of every input, the points first. */
  readonly inputs: readonly Float64Array[];
  /** Elements of each direction, of the shape of the points. */
  readonly directions: readonly Float64Array[];
}

const typesOf = (program: Program) => program.inputs.map((input) => input.type);

/** The derivative along one direction by reverse mode: Σ over coordinates of d·∇u, for u with one row. */
function along(program: Program, direction: Float64Array): Program {
  const reversed = vjp(program, [0]);
  const { shape } = program.inputs[0];
  const [{ type }] = program.outputs;
  return trace(`${program.name}_along`, typesOf(program), (...inputs) => {
    const [slope] = inline(reversed, [...inputs, op.constant(1, 'float64', type.shape)]);
    const weighted = op.multiply(slope, op.constant([...direction], 'float64', shape));
    return [op.reshape(op.sum(weighted, [0]), type.shape)];
  });
}

/** ∂^index u by reverse mode applied as often as the order says. */
export function nested({ program, inputs, directions }: Subject, index: MultiIndex): Float64Array {
  let derived = program;
  index.forEach((order, axis) => {
    for (let k = 0; k < order; k++) derived = along(derived, directions[axis]);
  });
  return evaluate(derived, inputs)[0];
}

/** A direction as a constant; one column repeated where it is the same at every point. */
function repeated(direction: Float64Array, shape: readonly number[]): op.Value {
  const column = Array.from({ length: shape[0] }, (_, row) => direction[row * shape[1]]);
  return direction.every((number, k) => number === column[Math.floor(k / shape[1])])
    ? op.broadcast(op.constant(column, 'float64', [shape[0], 1]), shape)
    : op.constant([...direction], 'float64', shape);
}

/** A program that gives the value, the derivatives and the collapsed sums of a subject by Taylor mode. */
export function streams(
  { program, directions }: Subject,
  indices: readonly MultiIndex[],
  sums: readonly CollapsedSum[] = [],
): Program {
  return trace(`${program.name}_streams`, typesOf(program), (...inputs) => {
    const { shape } = program.inputs[0];
    const given = directions.map((direction) => repeated(direction, shape));
    const [u] = taylor(program, inputs, 0, given, sums);
    return [u.value, ...indices.map((index) => u.derivative(index)), ...sums.map((_, k) => u.sum(k))];
  });
}

/** All multi-indices of `directions` entries of a total order from 1 to `order`. */
export function indicesTo(order: number, directions: number): number[][] {
  let all: number[][] = [[]];
  for (let axis = 0; axis < directions; axis++)
    all = all.flatMap((head) => Array.from({ length: order + 1 }, (_, k) => [...head, k]));
  const total = (index: readonly number[]) => index.reduce((sum, k) => sum + k, 0);
  return all.filter((index) => total(index) > 0 && total(index) <= order);
}

/** The unit vectors of the coordinates, repeated over the points. */
export function unitDirections(coordinates: number, points: number): Float64Array[] {
  return Array.from({ length: coordinates }, (_unused, axis) =>
    Float64Array.from({ length: coordinates * points }, (_, k) => (Math.floor(k / points) === axis ? 1 : 0)),
  );
}

/** Largest difference over the largest size of what is expected. */
export function relativeError(actual: Float64Array, expected: Float64Array): number {
  expect(actual.length).toBe(expected.length);
  const size = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const error = actual.reduce((most, x, k) => {
    const difference = Math.abs(x - expected[k]);
    return Number.isNaN(difference) ? Infinity : Math.max(most, difference);
  }, 0);
  return size === 0 ? error : error / size;
}

/** Taylor mode and nested reverse mode give the same value and derivatives to 1e-12. */
export function expectSameDerivatives(subject: Subject, indices: readonly MultiIndex[]): void {
  const [value, ...derivatives] = evaluate(streams(subject, indices), subject.inputs);
  expect(relativeError(value, evaluate(subject.program, subject.inputs)[0])).toBeLessThan(1e-14);
  indices.forEach((index, k) => {
    const error = relativeError(derivatives[k], nested(subject, index));
    expect(error, `derivative [${index.join(',')}] of ${subject.program.name}`).toBeLessThan(1e-12);
  });
}

/** A program of one input X [coordinates, points] from a function of its rows. */
export function pointwise(
  name: string,
  coordinates: number,
  points: number,
  body: (...rows: op.Value[]) => op.Value,
): Program {
  return trace(name, [tensor('float64', [coordinates, points])], (x) => [
    body(...Array.from({ length: coordinates }, (_, axis) => op.slice(x, [axis, 0], [1, points]))),
  ]);
}
