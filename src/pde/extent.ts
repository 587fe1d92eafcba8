import type { Resolved } from '../language';
import { withinDomain } from './domain';
import { interiorOf } from './interior';
import { livesAt } from './parts';
import type { Problem } from './problem';
import type { Reading } from './quantities';

type Columns = Record<string, Float64Array>;

/** The expressions that a reading is made of. */
export function treesOf(problem: Problem, reading: Reading): Resolved[] {
  if (reading.kind !== 'residual') return [reading.tree];
  const { residual } = interiorOf(problem).terms[reading.term];
  return 'left' in residual && !('joined' in residual) ? [residual.left, residual.right] : [];
}

/** Values with NaN where they mean nothing: outside the region, and outside the parts in which their fields live. */
export function withinExtent(
  problem: Problem,
  readings: readonly Reading[],
  points: Readonly<Columns>,
  values: Columns,
): Columns {
  const masked = withinDomain(problem.domain, points, values);
  if (problem.parts.length === 0) return masked;
  return Object.fromEntries(
    Object.entries(masked).map(([name, all]) => {
      const reading = readings.find((one) => one.name === name);
      const lives = reading === undefined ? null : livesAt(problem.parts, treesOf(problem, reading), points);
      return [name, lives === null ? all : all.map((value, i) => (lives[i] === 1 ? value : NaN))];
    }),
  );
}
