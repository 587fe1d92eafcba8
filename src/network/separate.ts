import * as op from '../program';
import { layOut, type Network } from './network';

/**
 * Networks side by side over the same features, their outputs one below the other. Each has its own first weights.
 */
export function sideBySide(networks: readonly Network[]): Network {
  const tensors = networks.flatMap(({ slots }, k) =>
    slots.map(({ name, shape }) => ({ name: `network ${k + 1}, ${name}`, shape })),
  );
  return {
    slots: layOut(tensors),
    parameterCount: networks.reduce((sum, { parameterCount }) => sum + parameterCount, 0),
    widest: Math.max(...networks.map(({ widest }) => widest)),
    initial(seed) {
      // A seed of a study has 32 bits, and a key 64.
      const parts = networks.map((network, k) => network.initial(seed + k * 2 ** 40));
      return Float64Array.from(parts.flatMap((part) => [...part]));
    },
    apply(weights, features) {
      let from = 0;
      const outputs = networks.map(({ slots, apply }) => {
        const own = weights.slice(from, from + slots.length);
        from += slots.length;
        return apply(own, features);
      });
      return op.concat(outputs);
    },
  };
}
