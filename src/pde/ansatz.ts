import type { UnknownMeaning } from '../language';
import { splitWeights, type Network, type WeightSlot } from '../network';
import * as op from '../program';
import { evaluate, tensor, trace, type Value } from '../program';
import { unknownValue } from './unknowns';

/**
 * All that is trained, as slots of one flat vector: the network of the fields, then the raw values of the unknown
 * numbers.
 */
export interface Ansatz {
  readonly slots: readonly WeightSlot[];
  readonly parameterCount: number;
  /** Most neurons of a layer: what one point takes in the cache. */
  readonly widest: number;
  /** First parameters, flat; the seed draws those of the network. */
  initial(seed: number): Float64Array;
  /**
   * The fields before conditions are built in.
   * @param weights one tensor for each slot
   * @param features [coordinates, points]
   * @returns [fields, points]
   */
  fields(weights: readonly Value[], features: Value): Value;
  /** Names of the unknown numbers. */
  readonly unknowns: readonly string[];
  /** The value of an unknown number: a scalar. */
  unknown(weights: readonly Value[], name: string): Value;
}

export function ansatzOf(network: Network, meanings: Readonly<Record<string, UnknownMeaning>>): Ansatz {
  const unknowns = Object.keys(meanings);
  const raw: WeightSlot = { name: 'unknowns', shape: [unknowns.length], offset: network.parameterCount };
  const size = network.slots.length;
  return {
    slots: unknowns.length > 0 ? [...network.slots, raw] : network.slots,
    parameterCount: network.parameterCount + unknowns.length,
    widest: network.widest,
    initial(seed) {
      // A raw value of 0 stands for the start of its unknown.
      const parameters = new Float64Array(network.parameterCount + unknowns.length);
      parameters.set(network.initial(seed));
      return parameters;
    },
    fields: (weights, features) => network.apply(weights.slice(0, size), features),
    unknowns,
    unknown: (weights, name) =>
      unknownValue(op.element(weights[size], unknowns.indexOf(name)), meanings[name]),
  };
}

/** The values of the unknown numbers at given parameters, flat, in float64. */
export function inferredValues(
  ansatz: Ansatz,
  parameters: Float64Array | Float32Array,
): Record<string, number> {
  const { slots, unknowns, parameterCount } = ansatz;
  const program = trace('inferred', [tensor('float64', [parameterCount])], (flat) => {
    const weights = splitWeights(flat, slots);
    return unknowns.map((name) => ansatz.unknown(weights, name));
  });
  const values = evaluate(program, [Float64Array.from(parameters)]);
  return Object.fromEntries(unknowns.map((name, k) => [name, values[k][0]]));
}
