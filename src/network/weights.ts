import * as op from '../program';
import { sizeOf, type Value } from '../program';
import type { WeightSlot } from './network';

/** The weight tensors of a flat parameter vector. */
export function splitWeights(parameters: Value, slots: readonly WeightSlot[]): Value[] {
  return slots.map(({ shape, offset }) => op.reshape(op.slice(parameters, [offset], [sizeOf(shape)]), shape));
}

/** The flat vector of weight tensors (or of their gradients). */
export function joinWeights(weights: readonly Value[]): Value {
  return op.concat(weights.map((weight) => op.reshape(weight, [sizeOf(weight.shape)])));
}
