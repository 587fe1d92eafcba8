import { constantValue, type Meaning, type Resolved } from '../../language';
import { fieldsOfReference, listWords, suggestion, type Problem, type Study } from '../../study';
import type { Columns, ExactSolution } from './exact';
import { evaluateExpressions, readExpressions } from './expression';

/** A solution that errors are measured against. */
export interface Reference {
  /** The fields that it gives. */
  readonly fields: readonly string[];
  /** The error of a computed one: for each field, as a share of its largest value. */
  readonly statedError?: Readonly<Record<string, number>>;
  /** Where it was measured or computed, for one that is a table: errors are taken there. */
  readonly measured?: { readonly points: Columns; readonly fields: Columns };
  /** It is not known between its points: `evaluate` gives NaN there. */
  readonly isScattered?: boolean;
  /**
   * The fields at points, NaN where they are not known.
   * @param points one array for each coordinate of the study, all of one length
   */
  evaluate(points: Readonly<Columns>): Columns;
  /** Its fields as expressions of coordinates and parameters; left out where they are not known so. */
  readonly trees?: Readonly<Record<string, Resolved>>;
}

export type ReadParameters =
  | { ok: true; parameters: Record<string, number>; given: readonly string[] }
  | { ok: false; problems: Problem[] };

/**
 * The values that belong to the reference: those of the study, and in place of some of them those that the reference
 * gives itself, such as the true value of an unknown. Paths of problems start at the parameter's name.
 */
export function referenceParameters(study: Study, present: Readonly<Record<string, number>>): ReadParameters {
  const own = 'parameters' in study.reference ? (study.reference.parameters ?? {}) : {};
  const parameters: Record<string, number> = { ...present };
  const problems: Problem[] = [];
  for (const [name, source] of Object.entries(own)) {
    if (!Object.hasOwn(present, name)) {
      const near =
        suggestion(name, Object.keys(present)) || ` Known: ${listWords(Object.keys(present)) || 'none'}.`;
      const message = `There is no parameter or unknown "${name}".${near}`;
      problems.push({ path: [name], message, severity: 'error' });
      continue;
    }
    const value = constantValue(source, present);
    if (value.ok) parameters[name] = value.value;
    else problems.push(...value.problems.map((problem) => ({ ...problem, path: [name] })));
  }
  return problems.length === 0 ? { ok: true, parameters, given: Object.keys(own) } : { ok: false, problems };
}

/** The definitions, or components of them, that the reference of a study speaks of beside the fields. */
export function comparedDefinitions(study: Study, fields: readonly string[]): string[] {
  const { reference } = study;
  if (reference.kind === 'solver') {
    const { velocity = [], magnetic = [] } = reference.flow ?? {};
    return [...velocity, ...magnetic].filter((name) => !fields.includes(name));
  }
  if (reference.kind !== 'expression' && reference.kind !== 'file') return [];
  return fieldsOfReference(study).filter((name) => !fields.includes(name));
}

/**
 * The reference of a study that can be told at once; null where there is none.
 * @param present values of parameters as they are now: a user may have changed them since the study was read
 */
export function immediateReference(
  study: Study,
  meaning: Meaning,
  present: Readonly<Record<string, number>>,
  solutions: readonly ExactSolution[],
): Reference | null {
  const { reference } = study;
  const read = referenceParameters(study, present);
  if (!read.ok) return null;
  const { parameters } = read;
  if (reference.kind === 'exact') {
    const solution = solutions.find(({ name }) => name === reference.name);
    if (solution === undefined) return null;
    return {
      fields: solution.requires.fields,
      evaluate: (points) => solution.evaluate(points, parameters),
    };
  }
  if (reference.kind === 'expression') {
    const expressions = readExpressions(reference.fields, meaning);
    if (!expressions.ok) return null;
    const { trees } = expressions;
    return {
      fields: Object.keys(trees),
      evaluate: (points) => evaluateExpressions(trees, points, parameters),
      trees,
    };
  }
  return null;
}
