import type { Marching } from './marching';
import type { Bounds } from './point-source';
import type { Problem } from './problem';

const numberName = 'window';
const errorName = (field: string) => `error of ${field} in the window`;

/** The names of what is measured of the present window; none without windows. */
export function windowMeasures({ windows, fields }: Problem): string[] {
  return windows === null ? [] : [numberName, ...fields.map(errorName)];
}

/** The number of the present window, from 1 on, and the error of each field in it. */
export function windowValues(
  index: number,
  errors: Readonly<Record<string, number>>,
): Record<string, number> {
  const named = Object.entries(errors).map(([field, error]) => [errorName(field), error] as const);
  return { [numberName]: index + 1, ...Object.fromEntries(named) };
}

/** Time from the start of a window to the end of the present one; null without windows. */
export function spanOf({ windows }: Problem, marching: Marching, from: number): Bounds | null {
  if (windows === null) return null;
  return { name: windows.time, low: marching.ends(from)[0], high: marching.ends()[1] };
}
