import { Unreached, type Meaning } from '../../language';
import { listWords, type Problem, type Study } from '../../study';
import { checkExact } from './check-exact';
import { checkExpressions } from './check-expression';
import type { ExactSolution } from './exact';
import { readExpressions } from './expression';
import { referenceParameters } from './reference';
import { readSystem } from './solver/system';

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
  if (reference.kind === 'solver') return checkSolver(own, open);
  const expressions = readExpressions(reference.fields, meaning);
  if (!expressions.ok) return under(['reference', 'fields'], expressions.problems);
  return checkExpressions(expressions.trees, own, open);
}

/** The solver's reach is told before a run: a warning, because training needs no reference. */
function checkSolver(meaning: Meaning, open: readonly string[]): Problem[] {
  const path = ['reference'];
  if (open.length > 0) {
    const message = `The solver needs the true value of ${listWords(open)}; give it under reference.parameters.`;
    return [{ path, message, severity: 'error' }];
  }
  try {
    readSystem(meaning, meaning.parameters);
    return [];
  } catch (error) {
    if (!(error instanceof Unreached)) throw error;
    return [{ path, message: `${error.message} There will be no reference.`, severity: 'warning' }];
  }
}

function under(path: Problem['path'], problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
}
