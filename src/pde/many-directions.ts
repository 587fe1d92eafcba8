import type { Resolved } from '../language';
import * as op from '../program';
import { inline, taylor, tensor, trace, vmap, type Program, type Value } from '../program';
import type { Operator } from './collapse';
import type { Problem } from './problem';

/** From so many coordinates on, one mapped pass is shorter to compile than a stream for each. */
const fewest = 24;

/** Whether an operator is a weighted sum of plain second derivatives along many coordinates, as a Laplacian is. */
export function isAlongMany({ terms }: Operator): boolean {
  return (
    terms.length >= fewest &&
    terms.every(({ orders }) => {
      const all = Object.values(orders);
      return all.length === 1 && all[0] === 2;
    })
  );
}

/**
 * Σ_k w_k ∂²f/∂x_k² of every output f of a trial function: the second directional derivative, mapped over the
 * coordinates, so that the program does not grow with their number.
 * @param inputs of the trial function; number `active` are the points [coordinates, n]
 * @returns [1, n] for each output
 */
export function sumAlongMany(
  trial: Program,
  inputs: readonly Value[],
  active: number,
  { coordinates, element }: Pick<Problem, 'coordinates' | 'element'>,
  { terms }: Operator,
  weightOf: (weight: Resolved) => number | Value,
): Value[] {
  const shape = inputs[active].shape;
  const size = coordinates.length;
  const along = trace(
    'along',
    [...inputs.map(({ type }) => type), tensor(element, [size, 1])],
    (...given) => {
      const direction = op.broadcast(given[inputs.length], shape);
      return taylor(trial, given.slice(0, -1), active, [direction]).map((jet) => jet.derivative([2]));
    },
  );
  const rows = terms.map(({ orders }) => coordinates.findIndex(({ name }) => name in orders));
  const units = rows.flatMap((row) => Array.from({ length: size }, (_, k) => Number(k === row)));
  const mapped = vmap(along, [...inputs.map(() => null), 0], terms.length);
  const directions = op.constant(units, element, [terms.length, size, 1]);
  const weights = terms.map(({ weight }) => {
    const value = weightOf(weight);
    return typeof value === 'number' ? op.constant([value], element, [1]) : op.reshape(value, [1]);
  });
  const column = op.reshape(op.concat(weights), [terms.length, 1, 1]);
  return inline(mapped, [...inputs, directions]).map((second) => op.sum(op.multiply(second, column), [0]));
}
