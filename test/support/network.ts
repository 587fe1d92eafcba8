import * as op from '../../src/program';
import { tensor, trace, type Program, type Value } from '../../src/program';
import { randomElements } from './random';

/** Widths of a fully connected network, from the coordinates to the fields. */
export type Sizes = readonly number[];

/** Types of the weights [out, in] and biases [out, 1] of each layer in turn. */
export function parameterTypes(sizes: Sizes) {
  return sizes
    .slice(1)
    .flatMap((after, k) => [tensor('float64', [after, sizes[k]]), tensor('float64', [after, 1])]);
}

/** Weights within Glorot's bound and biases within 0.3; layer k uses the seeds seed + 2k and seed + 2k + 1. */
export function parameters(sizes: Sizes, seed: number): Float64Array[] {
  return sizes.slice(1).flatMap((after, k) => {
    const bound = Math.sqrt(6 / (sizes[k] + after));
    return [
      randomElements([after, sizes[k]], seed + 2 * k, [-bound, bound]),
      randomElements([after, 1], seed + 2 * k + 1, [-0.3, 0.3]),
    ];
  });
}

/** A fully connected network (X [coordinates, points], W, b, W, b …) → [fields, points], features × points. */
export function network(sizes: Sizes, points: number, activation: (x: Value) => Value = op.tanh): Program {
  const types = [tensor('float64', [sizes[0], points]), ...parameterTypes(sizes)];
  return trace('network', types, (x, ...weights) => {
    let y = x;
    for (let k = 0; k < weights.length; k += 2) {
      y = op.add(op.dot(weights[k], y), weights[k + 1]);
      if (k < weights.length - 2) y = activation(y);
    }
    return [y];
  });
}
