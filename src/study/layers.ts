import { networkSettings, type networkKinds } from './settings/network';

interface LayeredNetwork {
  readonly kind: (typeof networkKinds)[number];
  readonly depth: number;
}

/** Kinds of network that stand behind layers of their own for what they are given. */
const withInput: readonly LayeredNetwork['kind'][] = ['residual', 'modified-mlp', 'pirate'];

/** The layers of a network as a study names them, from the features to the fields: blocks count as one layer. */
export function layerNames({ kind, depth }: LayeredNetwork): string[] {
  const hidden = Array.from({ length: depth }, (_, k) => String(k + 1));
  return [...(withInput.includes(kind) ? ['input'] : []), ...hidden, 'output'];
}

/** What is wrong with a list of layers that are not to be trained; null where nothing is. */
export function frozenProblem(
  network: LayeredNetwork & { readonly frozen: readonly string[] },
): string | null {
  // What is wrong with the depth is told there.
  const { minimum, maximum } = networkSettings['network.depth'];
  const { depth } = network;
  if (!Number.isInteger(depth) || depth < minimum || depth > maximum) return null;
  const known = layerNames(network);
  const unknown = network.frozen.find((layer) => !known.includes(layer));
  if (unknown !== undefined)
    return `names the layer "${unknown}", and this network has the layers ${known.join(', ')}`;
  if (known.every((layer) => network.frozen.includes(layer)))
    return 'names every layer, so that nothing would be trained; leave one out';
  return null;
}
