import * as op from '../program';
import type { Value } from '../program';
import { activations, type Activation } from './activations';
import { layOut, type Network } from './network';
import { normalNumbers, uniformNumbers } from './random';

/** Streams of random numbers that the first weights are drawn from. */
const streams = { normal: 1, uniform: 4097 } as const;

/** What a weight tensor is filled with at first. */
export type Start =
  | { readonly law: 'normal'; readonly deviation: number }
  /** Evenly in [−bound, bound]. */
  | { readonly law: 'uniform'; readonly bound: number }
  | { readonly law: 'fixed'; readonly value: number };

export interface PlannedTensor {
  readonly name: string;
  readonly shape: readonly [number, number];
  readonly start: Start;
}

/** A part of a network that has weights: a map of [inputs, points]. */
export interface Layer {
  readonly tensors: readonly PlannedTensor[];
  apply(weights: readonly Value[], x: Value): Value;
}

/**
 * Puts layers together: `wire` is given each layer as a function of its input alone.
 * @param widest most neurons of a layer
 */
export function assemble(
  layers: readonly Layer[],
  widest: number,
  wire: (layers: readonly ((x: Value) => Value)[], features: Value) => Value,
): Network {
  const tensors = layers.flatMap((layer) => layer.tensors);
  const slots = layOut(tensors);
  const parameterCount = tensors.reduce((sum, { shape: [rows, columns] }) => sum + rows * columns, 0);
  return {
    slots,
    parameterCount,
    widest,
    initial(seed) {
      const parameters = new Float64Array(parameterCount);
      const normal = normalNumbers(seed, streams.normal, parameterCount);
      const uniform = tensors.some(({ start }) => start.law === 'uniform')
        ? uniformNumbers(seed, streams.uniform, parameterCount)
        : parameters;
      tensors.forEach(({ shape: [rows, columns], start }, k) => {
        const { offset } = slots[k];
        for (let j = offset; j < offset + rows * columns; j++) {
          if (start.law === 'fixed') parameters[j] = start.value;
          else if (start.law === 'normal') parameters[j] = start.deviation * normal[j];
          else parameters[j] = start.bound * (2 * uniform[j] - 1);
        }
      });
      return parameters;
    },
    apply(weights, features) {
      let from = 0;
      const bound = layers.map((layer) => {
        const own = weights.slice(from, from + layer.tensors.length);
        from += own.length;
        return (x: Value) => layer.apply(own, x);
      });
      return wire(bound, features);
    },
  };
}

/**
 * W x + b. First weights are Glorot normal, variance 2/(inputs + outputs) (Glorot & Bengio, AISTATS 2010, eq. 16 with a
 * normal law); biases are zero.
 */
export function affine(name: string, inputs: number, outputs: number): Layer {
  return {
    tensors: [
      {
        name: `weight ${name}`,
        shape: [outputs, inputs],
        start: { law: 'normal', deviation: Math.sqrt(2 / (inputs + outputs)) },
      },
      { name: `bias ${name}`, shape: [outputs, 1], start: { law: 'fixed', value: 0 } },
    ],
    apply: ([weight, bias], x) => op.add(op.dot(weight, x), bias),
  };
}

/** What has a slope of its own to train: nothing, each layer, or each neuron. */
export type Adaptive = 'none' | 'layer' | 'neuron';

/** n of an adaptive activation σ(n a x): slopes change n times as fast as weights, and start at n a = 1. */
const slopeScale = 10;

/**
 * σ(W x + b), or σ(n a (W x + b)) with slopes a that are trained (Jagtap, Kawaguchi & Karniadakis, Proc. R. Soc. A 476,
 * 20200334, 2020). The slopes multiply the weights: it costs nothing for each point.
 */
export function neurons(
  name: string,
  inputs: number,
  outputs: number,
  { activation, adaptive }: { readonly activation: Activation; readonly adaptive: Adaptive },
): Layer {
  const plain = affine(name, inputs, outputs);
  const sigma = activations[activation];
  if (adaptive === 'none')
    return { tensors: plain.tensors, apply: (weights, x) => sigma(plain.apply(weights, x)) };
  const slope: PlannedTensor = {
    name: `slope ${name}`,
    shape: [adaptive === 'neuron' ? outputs : 1, 1],
    start: { law: 'fixed', value: 1 / slopeScale },
  };
  return {
    tensors: [...plain.tensors, slope],
    apply([weight, bias, a], x) {
      const steepness = op.multiply(a, slopeScale);
      return sigma(plain.apply([op.multiply(weight, steepness), op.multiply(bias, steepness)], x));
    },
  };
}
