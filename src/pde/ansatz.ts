import type { FunctionMeaning, Meaning } from '../language';
import { layOut, mlp, splitWeights, type Network, type WeightSlot } from '../network';
import * as op from '../program';
import { evaluate, sizeOf, tensor, trace, type HostArray, type Shape, type Value } from '../program';
import { unknownValue } from './unknowns';

/**
 * All that is trained, as slots of one flat vector: the network of the fields, those of the unknown functions, then the
 * raw values of the unknown numbers.
 */
export interface Ansatz extends Omit<Network, 'apply'> {
  /** Every tensor of the trial function, and whether it is frozen; `slots` and `parameterCount` are of those that are trained. */
  readonly whole: readonly (WeightSlot & { readonly frozen: boolean })[];
  /** Numbers in all frozen tensors; in programs they stand at the end of the study's parameters. */
  readonly frozenCount: number;
  /** First values of all tensors, trained or frozen, flat, drawn from `seed`. */
  initial(seed: number): Float64Array;
  /**
   * One tensor for each of `whole`.
   * @param trained one tensor for each slot
   * @param study the study's parameters, with the frozen numbers behind them
   */
  all(trained: readonly Value[], study: Value): Value[];
  /**
   * The fields before conditions are built in.
   * @param weights one tensor for each of `whole`
   * @param mapped coordinates in [−1, 1]: [coordinates, points]
   * @returns [fields, points]
   */
  fields(weights: readonly Value[], mapped: Value): Value;
  /** Names of the unknown functions. */
  readonly functions: readonly string[];
  /** The values of an unknown function, from the same inputs as `fields`: [1, points]. */
  functionValue(weights: readonly Value[], mapped: Value, name: string): Value;
  /** Names of the unknown numbers. */
  readonly unknowns: readonly string[];
  /** The value of an unknown number: a scalar. */
  unknown(weights: readonly Value[], name: string): Value;
}

/** Flat vectors of the trained and of the frozen numbers, from one of all. */
export function split({ whole }: Ansatz, all: ArrayLike<number>): { trained: number[]; frozen: number[] } {
  const parts = { trained: [] as number[], frozen: [] as number[] };
  for (const { offset, shape, frozen } of whole)
    for (let k = offset; k < offset + sizeOf(shape); k++) parts[frozen ? 'frozen' : 'trained'].push(all[k]);
  return parts;
}

/**
 * One vector of all numbers, from those that are trained and the study's parameters, which end with the frozen ones.
 */
export function join({ whole, frozenCount }: Ansatz, trained: HostArray, study: HostArray): number[] {
  let [from, fromFrozen] = [0, study.length - frozenCount];
  return whole.flatMap(({ shape, frozen }) => {
    const size = sizeOf(shape);
    if (frozen) return Array.from(study.slice(fromFrozen, (fromFrozen += size)));
    return Array.from(trained.slice(from, (from += size)));
  });
}

/** Seeds of networks beside the first: a seed of a study has 32 bits, and a key of random numbers 64. */
const seedStride = 2 ** 33;

/**
 * The network of an unknown function f of some coordinates: f = s eᴺ for a positive one, else s + max(|s|, 1) N. The last
 * layer begins at zero, so that f is its start s everywhere.
 */
function functionNetwork({ arguments: inputs, network }: FunctionMeaning): Network {
  const { width, depth } = network;
  const plain = mlp({
    inputs: inputs.length,
    outputs: 1,
    width,
    depth,
    activation: 'tanh',
    adaptive: 'none',
  });
  return {
    ...plain,
    initial: (seed) => plain.initial(seed).fill(0, plain.slots[plain.slots.length - 2].offset),
  };
}

/**
 * @param fields network of all fields
 * @param coordinates names, in the order of the rows of points
 * @param frozen of each tensor of `fields`, whether it is not trained
 */
export function ansatzOf(
  fields: Network,
  meaning: Pick<Meaning, 'unknowns' | 'functions'>,
  coordinates: readonly string[],
  frozen: readonly boolean[] = [],
): Ansatz {
  const unknowns = Object.keys(meaning.unknowns);
  const functions = meaning.functions.map((entry) => ({ ...entry, network: functionNetwork(entry) }));
  const networks = [fields, ...functions.map(({ network }) => network)];
  const named = (kind: string, network: Network) =>
    network.slots.map(({ name, shape }) => ({ name: kind === '' ? name : `${kind}, ${name}`, shape }));
  const tensors = [
    ...named('', fields),
    ...functions.flatMap(({ name, network }) => named(name, network)),
    ...(unknowns.length > 0 ? [{ name: 'unknowns', shape: [unknowns.length] }] : []),
  ];
  const slotCounts = networks.map(({ slots }) => slots.length);
  const own = (weights: readonly Value[], k: number) => {
    const from = slotCounts.slice(0, k).reduce((sum, count) => sum + count, 0);
    return weights.slice(from, from + slotCounts[k]);
  };
  const whole = layOut(tensors).map((slot, k) => ({ ...slot, frozen: frozen[k] ?? false }));
  const slots = layOut(tensors.filter((_, k) => !whole[k].frozen));
  const frozenTypes = layOut(tensors.filter((_, k) => whole[k].frozen));
  const count = (some: readonly { readonly shape: Shape }[]) =>
    some.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const frozenCount = count(frozenTypes);
  return {
    whole,
    slots,
    parameterCount: count(slots),
    frozenCount,
    all(trained, study) {
      if (frozenCount === 0) return [...trained];
      const values = op.slice(study, [study.shape[0] - frozenCount], [frozenCount]);
      const [kept, moved] = [splitWeights(values, frozenTypes), [...trained]];
      return whole.map((slot) => (slot.frozen ? kept : moved).shift()!);
    },
    widest: Math.max(...networks.map(({ widest }) => widest)),
    initial(seed) {
      // A raw value of 0 stands for the start of its unknown.
      const parts = networks.map((network, k) => network.initial(seed + k * seedStride));
      return Float64Array.from([...parts.flatMap((part) => [...part]), ...unknowns.map(() => 0)]);
    },
    fields: (weights, mapped) => fields.apply(own(weights, 0), mapped),
    functions: functions.map(({ name }) => name),
    functionValue(weights, mapped, name) {
      const k = functions.findIndex((entry) => entry.name === name);
      const { arguments: inputs, start, positive, network } = functions[k];
      const rows = inputs.map((input) =>
        op.slice(mapped, [coordinates.indexOf(input), 0], [1, mapped.shape[1]]),
      );
      const raw = network.apply(own(weights, k + 1), op.concat(rows));
      return positive
        ? op.multiply(op.exp(raw), start)
        : op.add(op.multiply(raw, Math.max(Math.abs(start), 1)), start);
    },
    unknowns,
    unknown: (weights, name) =>
      unknownValue(op.element(weights[weights.length - 1], unknowns.indexOf(name)), meaning.unknowns[name]),
  };
}

/** The values of the unknown numbers at given trained parameters, flat, in float64. */
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
