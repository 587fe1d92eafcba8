import type { Meaning } from '../../language';
import type { Problem, Study } from '../../study';
import { checkReference as check } from './check';
import { coleHopf } from './colehopf';
import { inductionlessDuct, shercliffDuct } from './duct';
import type { Columns, ExactSolution } from './exact';
import { ReferenceSource } from './source';

export type { Columns, ExactSolution } from './exact';
export { comparedDefinitions, referenceParameters, type Reference } from './reference';
export { solveStudy, type ReferenceSource } from './source';
export { checkTable } from './table';
export type { Solved } from './solver/compare';

/** Every exact solution that a study can name as its reference. */
export const exactSolutions: readonly ExactSolution[] = [coleHopf, shercliffDuct, inductionlessDuct];

/** The exact solution called `name`, if there is one. */
export function exactSolution(name: string): ExactSolution | undefined {
  return exactSolutions.find((entry) => entry.name === name);
}

/** What keeps the reference that a study names from being its solution; empty when nothing does. */
export function checkReference(study: Study, meaning: Meaning): Problem[] {
  return check(study, meaning, exactSolutions);
}

/**
 * Where the reference of a study comes from.
 * @param cache the folder where computed references are kept
 * @param table the columns of the file that is the reference, where one is
 */
export function referenceSource(
  study: Study,
  meaning: Meaning,
  cache: string | null,
  table?: Readonly<Columns>,
): ReferenceSource {
  return new ReferenceSource(study, meaning, exactSolutions, cache, table);
}
