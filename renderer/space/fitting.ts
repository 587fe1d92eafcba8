/** Which layers fit what a run has to show, and what they are of its reference. Pure. */
import { firstLayers, type Layer } from './layers';
import type { QuantityChoice, VectorChoice } from './quantities';
import { neededBy } from './tasks';

/** What the views of a box can show. */
export interface BoxChoices {
  readonly axes: readonly [string, string, string];
  readonly vectors: readonly VectorChoice[];
  readonly quantities: readonly QuantityChoice[];
}

type Quantity = keyof typeof firstGroups;

const firstGroups = {
  solution: 'Fields',
  reference: 'Fields',
  error: 'Errors',
  residual: 'Residuals',
} as const;

/** The quantity that a view shows first. */
export function firstQuantity(quantity: Quantity, { quantities }: BoxChoices): string {
  const found = quantities.find(({ group }) => group === firstGroups[quantity]);
  return (found ?? quantities[0])?.expression ?? '';
}

/** The layers that the run has the quantities of; those of a first look where none is left. */
export function fittingLayers(
  layers: readonly Layer[],
  quantity: Quantity,
  choices: BoxChoices,
): readonly Layer[] {
  const known = new Set([
    ...choices.quantities.map(({ expression }) => expression),
    ...choices.vectors.flatMap(({ components, length }) => [...components, length]),
  ]);
  const fits = (layer: Layer): boolean => {
    const needed = neededBy(layer, choices.vectors);
    return needed.length > 0 && needed.every((name) => known.has(name));
  };
  const fitting = layers.filter(fits);
  if (fitting.length === layers.length && layers.length > 0) return layers;
  return fitting.length > 0 ? fitting : firstLayers(firstQuantity(quantity, choices));
}

/** Layers and vectors of the same picture made of the reference, or of the difference from it. */
export function compared(
  layers: readonly Layer[],
  vectors: readonly VectorChoice[],
  quantity: 'reference' | 'error',
): { readonly layers: readonly Layer[]; readonly vectors: readonly VectorChoice[] } {
  const other = (name: string): string => (name === '' || name.includes(':') ? name : `${quantity}:${name}`);
  const mapped = layers.flatMap((layer): Layer[] => {
    // Lines of a difference say nothing about it, nor does a level of the solution.
    if (quantity === 'error' && layer.kind !== 'slice' && layer.kind !== 'volume') return [];
    const range = quantity === 'error' ? null : layer.range;
    const colour = 'colouredBy' in layer ? { colouredBy: other(layer.colouredBy) } : {};
    const made = 'quantity' in layer ? { quantity: other(layer.quantity) } : {};
    return [{ ...layer, ...colour, ...made, range } as Layer];
  });
  return {
    layers: mapped,
    vectors: vectors.map((vector) => {
      const [x, y, z] = vector.components.map(other);
      return { ...vector, components: [x, y, z], length: other(vector.length) };
    }),
  };
}
