import * as op from '../program';
import { affine, assemble, neurons } from './layers';
import type { LayeredSettings } from './mlp';
import type { Network } from './network';

/**
 * Residual network: x ← x + σ(W' σ(W x + b) + b') in each of `depth` blocks, behind one hidden layer and in front of an
 * affine one (E & Yu, The Deep Ritz method, Commun. Math. Stat. 6, 2018).
 */
export function residualNetwork({ inputs, outputs, width, depth, ...kind }: LayeredSettings): Network {
  const blocks = Array.from({ length: depth }, (_, k) => [
    neurons(`${k + 1} a`, width, width, kind),
    neurons(`${k + 1} b`, width, width, kind),
  ]);
  const all = [neurons('in', inputs, width, kind), ...blocks.flat(), affine('out', width, outputs)];
  return assemble(all, Math.max(inputs, width, outputs), (layers, features) => {
    let x = layers[0](features);
    for (let k = 1; k < layers.length - 1; k += 2) x = op.add(x, layers[k + 1](layers[k](x)));
    return layers[layers.length - 1](x);
  });
}
