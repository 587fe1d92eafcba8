import type { Meaning } from './meaning';
import { children, type Resolved } from './tree';

/** The highest order of a derivative along a coordinate that an equation takes of each field. */
export function timeOrders(
  { names, equations }: Pick<Meaning, 'names' | 'equations'>,
  time: string,
): Map<string, number> {
  const highest = new Map(names.fields.map((field) => [field, 0]));
  const note = (field: string, order: number): void => {
    const known = highest.get(field);
    if (known !== undefined && order > known) highest.set(field, order);
  };
  const look = (tree: Resolved, outer: number): void => {
    if (tree.kind === 'field') note(tree.name, outer);
    if (tree.kind === 'derivative') note(tree.field, outer + (tree.orders[time] ?? 0));
    const own = tree.kind === 'differentiate' && tree.coordinate === time ? tree.order : 0;
    for (const child of children(tree)) look(child, outer + own);
  };
  for (const { left, right } of equations) for (const tree of [left, right]) look(tree, 0);
  return highest;
}
