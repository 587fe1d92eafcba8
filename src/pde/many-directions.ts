import type { Resolved } from '../language';
import * as op from '../program';
import { forwardLaplacian, inline, taylor, tensor, trace, vmap, type Program, type Value } from '../program';
import type { Operator } from './collapse';
import type { Problem } from './problem';

/** From so many coordinates on, one pass for all of them is shorter to compile than a stream for each. */
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
 * Σ_k w_k ∂²f/∂x_k² of every output f of a trial function, by a program that does not grow with the number of coordinates:
 * one pass with all first derivatives where that is possible, else a second directional derivative that is mapped over
 * the coordinates.
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
): readonly Value[] {
  const weights = terms.map(({ weight }) => weightOf(weight));
  const owners = coordinates.map(({ name }) => terms.findIndex(({ orders }) => name in orders));
  const [first] = weights;
  // One weight for all coordinates is taken out of the sum.
  const shared = owners.every((term) => weights[term] === first) ? first : null;
  const column = shared
    ? op.constant(1, element, [coordinates.length, 1])
    : op.concat(owners.map((term) => columnEntry(term < 0 ? 0 : weights[term], element)));
  const sums =
    forwardLaplacian(trial, inputs, active, column) ??
    mappedSums(trial, inputs, active, { coordinates, element }, column);
  return shared ? sums.map((sum) => op.multiply(sum, shared)) : sums;
}

const columnEntry = (value: number | Value, element: Problem['element']) =>
  op.reshape(typeof value === 'number' ? op.constant(value, element) : value, [1, 1]);

/** Second derivatives along one coordinate after the other, mapped over them. */
function mappedSums(
  trial: Program,
  inputs: readonly Value[],
  active: number,
  { coordinates, element }: Pick<Problem, 'coordinates' | 'element'>,
  weights: Value,
): readonly Value[] {
  const { shape } = inputs[active];
  const size = coordinates.length;
  const along = trace(
    'along',
    [...inputs.map(({ type }) => type), tensor(element, [size, 1])],
    (...given) => {
      const direction = op.broadcast(given[inputs.length], shape);
      return taylor(trial, given.slice(0, -1), active, [direction]).map((jet) => jet.derivative([2]));
    },
  );
  const mapped = vmap(along, [...inputs.map(() => null), 0], size);
  const units = coordinates.flatMap((_, row) => coordinates.map((_unused, k) => Number(k === row)));
  const directions = op.constant(units, element, [size, size, 1]);
  const column = op.reshape(weights, [size, 1, 1]);
  return inline(mapped, [...inputs, directions]).map((second) => op.sum(op.multiply(second, column), [0]));
}
