import type { Meaning } from '../../language';
import type { Problem, Study } from '../../study';
import { checkReference as check } from './check';
import { coleHopf } from './colehopf';
import type { ExactSolution } from './exact';
import { immediateReference, type Reference } from './reference';

export type { Columns, ExactSolution } from './exact';
export type { Reference } from './reference';

/** Every exact solution that a study can name as its reference. */
export const exactSolutions: readonly ExactSolution[] = [coleHopf];

/** The exact solution called `name`, if there is one. */
export function exactSolution(name: string): ExactSolution | undefined {
  return exactSolutions.find((entry) => entry.name === name);
}

/** What keeps the reference that a study names from being its solution; empty when nothing does. */
export function checkReference(study: Study, meaning: Meaning): Problem[] {
  return check(study, meaning, exactSolutions);
}

/**
 * The reference of a study; null where it has none.
 * @param present values of parameters as they are now
 */
export function referenceOf(
  study: Study,
  meaning: Meaning,
  present: Readonly<Record<string, number>>,
): Reference | null {
  return immediateReference(study, meaning, present, exactSolutions);
}
