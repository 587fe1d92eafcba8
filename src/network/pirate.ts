import * as op from '../program';
import type { Value } from '../program';
import { affine, assemble, neurons, type Layer } from './layers';
import type { LayeredSettings } from './mlp';
import type { Network } from './network';

/** α of a block, which a block without effect starts with: x + α (h − x). */
const share = (name: string): Layer => ({
  tensors: [{ name: `share ${name}`, shape: [1, 1], start: { law: 'fixed', value: 0 } }],
  apply: ([alpha], change) => op.multiply(change, alpha),
});

/**
 * PirateNet (Wang, Li, Chen & Perdikaris, arXiv 2402.00326, 2024): `depth` blocks of three layers, the
 * first two mixed with encodings U and V of the features, and a skip whose share α is trained from 0 on. It starts as a
 * linear map of the features Φ and grows deep while it trains:
 *
 *   f = σ(W₁ x + b₁), z = V + f ⊙ (U − V), g = σ(W₂ z + b₂), z' = V + g ⊙ (U − V), h = σ(W₃ z' + b₃), x ← x + α (h − x).
 *
 * Where there are not as many features as neurons, x begins as one hidden layer of them.
 */
export function pirateNet({ inputs, outputs, width, depth, ...kind }: LayeredSettings): Network {
  const encoders = ['U', 'V'].map((name) => neurons(name, inputs, width, kind));
  const entry = inputs === width ? [] : [neurons('in', inputs, width, kind)];
  const blocks = Array.from({ length: depth }, (_, k) => [
    ...['a', 'b', 'c'].map((part) => neurons(`${k + 1} ${part}`, width, width, kind)),
    share(`${k + 1}`),
  ]);
  const all = [...encoders, ...entry, ...blocks.flat(), affine('out', width, outputs)];
  return assemble(all, Math.max(inputs, width, outputs), (layers, features) => {
    const [u, v] = layers.slice(0, 2).map((layer) => layer(features));
    const between = op.subtract(u, v);
    const mixed = (z: Value) => op.add(v, op.multiply(z, between));
    let x = entry.length > 0 ? layers[2](features) : features;
    for (let k = 2 + entry.length; k < layers.length - 1; k += 4) {
      const [first, second, third, alpha] = layers.slice(k, k + 4);
      x = op.add(x, alpha(op.subtract(third(mixed(second(mixed(first(x))))), x)));
    }
    return layers[layers.length - 1](x);
  });
}
