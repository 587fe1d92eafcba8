import { nodes, type Equation, type Resolved } from '../../language';

/** Where in the box a reference is tried, as shares of each range (an R₂ sequence). */
export const trials = Array.from({ length: 12 }, (_, k) => k + 1);

/** The k-th trial point: inside the box, away from its sides, no two coordinates alike. */
export function trialPoint(
  box: Readonly<Record<string, readonly [number, number]>>,
  k: number,
): Record<string, number> {
  const point: Record<string, number> = {};
  Object.entries(box).forEach(([name, [low, high]], j) => {
    const share = (0.5 + k * Math.pow(0.7548776662466927, j + 1)) % 1;
    point[name] = low + (0.05 + 0.9 * share) * (high - low);
  });
  return point;
}

/** Whether one of the names stands in an equation. */
export function mentions(
  { left, right }: Pick<Equation<Resolved>, 'left' | 'right'>,
  names: readonly string[],
): boolean {
  if (names.length === 0) return false;
  return [...nodes(left), ...nodes(right)].some((node) => 'name' in node && names.includes(node.name));
}
