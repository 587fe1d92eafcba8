import type { Meaning } from '../../language';
import type { Problem, Study } from '../../study';
import { checkExact } from './check-exact';
import { checkExpressions } from './check-expression';
import type { ExactSolution } from './exact';
import { readExpressions } from './expression';
import { referenceParameters } from './reference';

/** What is wrong or doubtful in the reference of a study. */
export function checkReference(
  study: Study,
  meaning: Meaning,
  solutions: readonly ExactSolution[],
): Problem[] {
  const { reference } = study;
  if (reference.kind === 'none') return [];
  const read = referenceParameters(study, meaning.parameters);
  if (!read.ok) return under(['reference', 'parameters'], read.problems);
  const open = Object.keys(meaning.unknowns).filter((name) => !read.given.includes(name));
  const own = { ...meaning, parameters: read.parameters };
  if (reference.kind === 'exact') return checkExact(reference.name, own, solutions, open);
  const expressions = readExpressions(reference.fields, meaning);
  if (!expressions.ok) return under(['reference', 'fields'], expressions.problems);
  return checkExpressions(expressions.trees, own, open);
}

function under(path: Problem['path'], problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
}
