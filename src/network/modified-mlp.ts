import * as op from '../program';
import { affine, assemble, neurons } from './layers';
import type { LayeredSettings } from './mlp';
import type { Network } from './network';

/**
 * Modified multi-layer perceptron (Wang, Teng & Perdikaris, SIAM J. Sci. Comput. 43, A3055, 2021): two
 * encodings of the features, U and V, are mixed anew by each hidden layer Z: x ← V + Z ⊙ (U − V).
 */
export function modifiedMlp({ inputs, outputs, width, depth, ...kind }: LayeredSettings): Network {
  const encoders = ['U', 'V'].map((name) => neurons(name, inputs, width, kind));
  const hidden = Array.from({ length: depth }, (_, k) =>
    neurons(`${k + 1}`, k === 0 ? inputs : width, width, kind),
  );
  const last = affine(`${depth + 1}`, width, outputs);
  return assemble([...encoders, ...hidden, last], Math.max(inputs, width, outputs), (layers, features) => {
    const [u, v] = layers.slice(0, 2).map((layer) => layer(features));
    const between = op.subtract(u, v);
    const gated = layers
      .slice(2, -1)
      .reduce((x, layer) => op.add(v, op.multiply(layer(x), between)), features);
    return layers[layers.length - 1](gated);
  });
}
