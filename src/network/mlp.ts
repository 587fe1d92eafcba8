import * as op from '../program';
import type { Value } from '../program';
import { layOut, type Network } from './network';
import { normalNumbers } from './random';

export type Activation = 'tanh' | 'sin';

const activations: { readonly [A in Activation]: (x: Value) => Value } = { tanh: op.tanh, sin: op.sin };

/** Stream of random numbers that the first weights are drawn from. */
const initialStream = 1;

export interface MlpSettings {
  readonly inputs: number;
  readonly outputs: number;
  readonly width: number;
  /** Hidden layers. */
  readonly depth: number;
  readonly activation: Activation;
}

/**
 * Multi-layer perceptron: x ↦ W_L σ(… σ(W_1 x + b_1) …) + b_L, column by column.
 * First weights are Glorot normal, variance 2/(inputs + outputs) of each layer (Glorot & Bengio, AISTATS 2010, eq. 16
 * with a normal law); biases are zero.
 */
export function mlp({ inputs, outputs, width, depth, activation }: MlpSettings): Network {
  const widths = [inputs, ...new Array<number>(depth).fill(width), outputs];
  const layers = widths.slice(1).map((rows, k) => ({ rows, columns: widths[k] }));
  const slots = layOut(
    layers.flatMap(({ rows, columns }, k) => [
      { name: `weight ${k + 1}`, shape: [rows, columns] },
      { name: `bias ${k + 1}`, shape: [rows, 1] },
    ]),
  );
  const parameterCount = layers.reduce((sum, { rows, columns }) => sum + rows * columns + rows, 0);
  return {
    slots,
    parameterCount,
    widest: Math.max(...widths),
    initial(seed) {
      const parameters = new Float64Array(parameterCount);
      const normal = normalNumbers(seed, initialStream, parameterCount);
      layers.forEach(({ rows, columns }, k) => {
        const { offset } = slots[2 * k];
        const deviation = Math.sqrt(2 / (rows + columns));
        for (let j = offset; j < offset + rows * columns; j++) parameters[j] = deviation * normal[j];
      });
      return parameters;
    },
    apply(weights, features) {
      return layers.reduce((x, _, k) => {
        const affine = op.add(op.dot(weights[2 * k], x), weights[2 * k + 1]);
        return k < depth ? activations[activation](affine) : affine;
      }, features);
    },
  };
}
