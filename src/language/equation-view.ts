import type { Study } from '../study';
import { readStudy } from './read-study';
import { typeset, type TypesetOptions } from './typeset';
import type { Equation, Resolved } from './tree';

/** One residual as it is solved: every vector, operator, definition and sum written out. */
export interface ExpandedEquation {
  /** The name of its term of the loss. */
  name: string;
  /** Its equation's index in the study. */
  index: number;
  equation: Equation<Resolved>;
  tex: string;
}

/** The scalar equations that a study comes to; undefined while it has errors. */
export function expandedEquations(
  study: Study,
  options: TypesetOptions = { derivatives: 'subscript' },
): ExpandedEquation[] | undefined {
  const { meaning } = readStudy(study);
  return meaning?.equations.map((equation, k) => ({
    ...meaning.residuals[k],
    equation,
    tex: typeset(equation, { names: meaning.names, ...options }),
  }));
}
