import { evaluateNumber } from './evaluate';
import type { Selection } from './parse';
import type { Resolved } from './tree';

/** How far from a boundary a point may lie that is meant to be on it, as a share of the size of the region. */
export const boundaryRounding = 1e-9;

/**
 * Whether what selects points of a boundary holds at one.
 * @param values coordinates of the point, and parameters
 * @param size the length of the region's diagonal
 */
export function selectionHolds(
  { operator, left, right }: Selection<Resolved>,
  values: Readonly<Record<string, number>>,
  size: number,
): boolean {
  const [a, b] = [evaluateNumber(left, values), evaluateNumber(right, values)];
  switch (operator) {
    case '=':
      return Math.abs(a - b) <= boundaryRounding * Math.max(size, Math.abs(a), Math.abs(b));
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}
