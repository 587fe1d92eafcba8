import type { Shape, Value } from '../program';

/** One weight tensor of a network and where it lies in the flat parameter vector. */
export interface WeightSlot {
  readonly name: string;
  readonly shape: Shape;
  readonly offset: number;
}

/** A trial function's trainable part: a map of features × points to outputs × points. */
export interface Network {
  readonly slots: readonly WeightSlot[];
  readonly parameterCount: number;
  /** Most neurons of a layer: what one point takes in the cache. */
  readonly widest: number;
  /** First parameters, flat, drawn from `seed`. */
  initial(seed: number): Float64Array;
  /**
   * @param weights one tensor for each slot
   * @param features [inputs, points]
   * @returns [outputs, points]
   */
  apply(weights: readonly Value[], features: Value): Value;
}

/** Lays weight tensors end to end. */
export function layOut(tensors: readonly { readonly name: string; readonly shape: Shape }[]): WeightSlot[] {
  let offset = 0;
  return tensors.map(({ name, shape }) => {
    const slot = { name, shape, offset };
    offset += shape.reduce((product, extent) => product * extent, 1);
    return slot;
  });
}
