import * as op from '../../program';
import { isFloat, sizeOf, type Value } from '../../program';
import { glorot, type Input, type InputKind, type WeightDescription } from './model';

/** Vocabularies up to this size are looked up by a product with ones and zeros, which is quicker than picking rows. */
const largestProduct = 256;

/** W x of one-hot or real elements: the weights [size, width] of the first layer. */
export function inputWeights({ size }: InputKind, width: number, name: string): WeightDescription {
  return { name, shape: [size, width], start: glorot(size, width) };
}

/** One-hot rows [rows, size] of int32 symbols [rows]. */
export function oneHot(symbols: Value, size: number, element: 'float32' | 'float64'): Value {
  const rows = sizeOf(symbols.shape);
  const numbers = op.iota('int32', [rows, size], 1);
  return op.convert(op.equal(op.reshape(symbols, [rows, 1]), numbers), element);
}

/** Rows W x of every element [elements, width], in the order of the input. */
export function project(input: Input, weights: Value): Value {
  const [size] = weights.shape;
  if (isFloat(input.element)) return op.dot(op.reshape(input, [sizeOf(input.shape) / size, size]), weights);
  const symbols = op.reshape(input, [sizeOf(input.shape)]);
  if (size > largestProduct) return op.gather(weights, symbols);
  return op.dot(oneHot(symbols, size, weights.element as 'float32' | 'float64'), weights);
}

/** [batch, length, …] → [length, batch, …]. */
export function byTime(input: Input): Value {
  return op.transpose(input, [1, 0, ...input.shape.slice(2).map((_, k) => k + 2)]);
}

/** 1/(1 + e⁻ˣ) = ½ tanh(x/2) + ½, which overflows nowhere. */
export function sigmoid(x: Value): Value {
  return op.add(op.multiply(op.tanh(op.multiply(x, 0.5)), 0.5), 0.5);
}

/** Rows over their last axis: exp(x − max)/Σ exp(x − max). */
export function softmax(x: Value): Value {
  const shape = [...x.shape.slice(0, -1), 1];
  const last = [x.shape.length - 1];
  const largest = op.stopGradient(op.reshape(op.reduceMax(x, last), shape));
  const powers = op.exp(op.subtract(x, largest));
  return op.divide(powers, op.reshape(op.sum(powers, last), shape));
}

/** ln Σ exp(x) over the last axis. */
export function logSumExp(x: Value): Value {
  const last = [x.shape.length - 1];
  const largest = op.stopGradient(op.reduceMax(x, last));
  const shifted = op.subtract(x, op.reshape(largest, [...x.shape.slice(0, -1), 1]));
  return op.add(op.log(op.sum(op.exp(shifted), last)), largest);
}

/** Layer normalisation over the last axis, (x − μ)/√(σ² + ε) · g + b with ε = 1e-5 (Ba, Kiros & Hinton, 2016, eq. 4). */
export function layerNormalisation(x: Value, gain: Value, shift: Value): Value {
  const last = [x.shape.length - 1];
  const shape = [...x.shape.slice(0, -1), 1];
  const count = x.shape[x.shape.length - 1];
  const mean = (values: Value) => op.multiply(op.reshape(op.sum(values, last), shape), 1 / count);
  const centred = op.subtract(x, mean(x));
  const variance = mean(op.multiply(centred, centred));
  const normal = op.divide(centred, op.sqrt(op.add(variance, 1e-5)));
  return op.add(op.multiply(normal, gain), shift);
}
