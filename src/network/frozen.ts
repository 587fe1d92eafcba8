import type { WeightSlot } from './network';

/** Names of layers that take in the features, and of the one that gives the fields, beside those that are counted. */
const inputs = ['in', 'U', 'V'];

/**
 * The layer that a weight tensor belongs to, as studies name it: "input", the number of a hidden layer or block, "output".
 * @param depth hidden layers or blocks of the network
 */
export function layerOf({ name }: Pick<WeightSlot, 'name'>, depth: number): string {
  const label = /(?:weight|bias|slope|share) (\w+)/.exec(name)?.[1] ?? '';
  if (inputs.includes(label)) return 'input';
  return label === 'out' || Number(label) > depth ? 'output' : label;
}

/** Which weight tensors are not trained. */
export function frozenSlots(
  slots: readonly WeightSlot[],
  { depth, frozen }: { readonly depth: number; readonly frozen: readonly string[] },
): boolean[] {
  return slots.map((slot) => frozen.includes(layerOf(slot, depth)));
}
