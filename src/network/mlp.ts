import type { Activation } from './activations';
import { affine, assemble, neurons, type Adaptive } from './layers';
import type { Network } from './network';

/** Size and neurons of a network of layers. */
export interface LayeredSettings {
  readonly inputs: number;
  readonly outputs: number;
  readonly width: number;
  /** Hidden layers, or blocks of them. */
  readonly depth: number;
  readonly activation: Activation;
  readonly adaptive: Adaptive;
}

/** Multi-layer perceptron: x ↦ W_L σ(… σ(W_1 x + b_1) …) + b_L, column by column. */
export function mlp({ inputs, outputs, width, depth, ...kind }: LayeredSettings): Network {
  const widths = [inputs, ...new Array<number>(depth).fill(width)];
  const hidden = widths.slice(1).map((rows, k) => neurons(`${k + 1}`, widths[k], rows, kind));
  const last = affine(`${depth + 1}`, widths[depth], outputs);
  return assemble([...hidden, last], Math.max(...widths, outputs), (layers, features) =>
    layers.reduce((x, layer) => layer(x), features),
  );
}
