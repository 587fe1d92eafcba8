import { relativeL2, rootMeanSquare } from '../field';
import type { Problem } from './problem';

const namesOf = (term: string) => [`${term}: rms error`, `${term}: relative L2 error`] as const;

/** The names of what is measured against values that are kept out of training. */
export function keptOutNames({ keptOut }: Problem): string[] {
  return keptOut.flatMap(({ name }) => namesOf(name));
}

/** Root mean square and relative L2 norm of the distance to the values that are kept out, by their names. */
export function keptOutErrors(
  { keptOut }: Problem,
  evaluate: (
    points: Readonly<Record<string, Float64Array>>,
    quantities: readonly string[],
  ) => Readonly<Record<string, Float64Array>>,
): Record<string, number> {
  const errors = keptOut.flatMap(({ name, quantity, points, values }) => {
    const found = evaluate(points, [quantity])[quantity];
    const [rms, relative] = namesOf(name);
    return [
      [rms, rootMeanSquare(found.map((value, i) => value - values[i]))],
      [relative, relativeL2(found, values)],
    ] as const;
  });
  return Object.fromEntries(errors);
}
