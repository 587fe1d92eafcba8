import { nodes, readReferenceColumns, Unreached, type Meaning, type Resolved } from '../../language';
import { listWords, type Problem, type Study, type StudyFlow } from '../../study';
import { checkExact } from './check-exact';
import { checkExpressions } from './check-expression';
import type { ExactSolution } from './exact';
import { readExpressions, referenceFields } from './expression';
import { referenceParameters } from './reference';
import { readFlow } from './flow/problem';
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
  const compared = reference.kind === 'expression' ? Object.keys(reference.fields) : [];
  const known = [...referenceFields(meaning.names), ...compared];
  const stray = reference.meanFree.find((name) => !known.includes(name));
  if (stray !== undefined) {
    const message = `The reference has no field "${stray}", so its mean can't be taken out.`;
    return [{ path: ['reference', 'meanFree'], message, severity: 'error' }];
  }
  const open = Object.keys(meaning.unknowns).filter((name) => !read.given.includes(name));
  const own = { ...meaning, parameters: read.parameters };
  if (reference.kind === 'exact') return checkExact(reference.name, own, solutions, open);
  if (reference.kind === 'file') return checkColumns(study, meaning);
  const sampled = study.data.some(({ from }) => from === 'reference');
  if (reference.kind === 'solver') {
    if (reference.flow !== undefined) return checkFlow(reference.flow, own, open);
    return checkSolver(own, open, sampled);
  }
  const expressions = readExpressions(reference.fields, meaning);
  if (!expressions.ok) return under(['reference', 'fields'], expressions.problems);
  return [
    ...(sampled ? checkSampled(expressions.trees, open) : []),
    ...checkExpressions(expressions.trees, own, open),
  ];
}

/** What the columns of the file are for; the file itself is looked at by `checkTable`. */
function checkColumns(study: Study, { names }: Meaning): Problem[] {
  const { measured, problems } = readReferenceColumns(study, names);
  if (problems.length === 0 && measured.length === 0) {
    const message = `It gives no field; add a column for ${listWords(names.fields, 'or')}.`;
    return [{ path: ['reference', 'columns'], message, severity: 'error' }];
  }
  return under(['reference'], problems);
}

/** Data that are taken from a reference need all its values. */
function checkSampled(trees: Readonly<Record<string, Resolved>>, open: readonly string[]): Problem[] {
  const held = Object.values(trees).flatMap((tree) => [...nodes(tree)]);
  const untold = open.filter((name) => held.some((node) => 'name' in node && node.name === name));
  if (untold.length === 0) return [];
  const message = `Data are taken from the reference, which depends on ${listWords(untold)}; give the true value under reference.parameters.`;
  return [{ path: ['reference'], message, severity: 'error' }];
}

/** Who asks for the solver of flows is told at once what it lacks. */
function checkFlow(flow: StudyFlow, meaning: Meaning, open: readonly string[]): Problem[] {
  const path = ['reference', 'flow'];
  const error = (message: string): Problem[] => [{ path, message, severity: 'error' }];
  const given = [flow.viscosity, flow.resistivity ?? 0, flow.coupling].map(String).join(' ');
  const untold = open.filter((name) => given.split(/[^\p{L}\p{Nd}_]+/u).includes(name));
  if (untold.length > 0)
    return error(`The flow depends on ${listWords(untold)}; give the true value under reference.parameters.`);
  try {
    readFlow(flow, meaning);
    return [];
  } catch (fault) {
    if (!(fault instanceof Unreached)) throw fault;
    return error(fault.message);
  }
}

/** The solver's reach is told before a run: a warning where only errors are measured, since training needs no reference. */
function checkSolver(meaning: Meaning, open: readonly string[], sampled: boolean): Problem[] {
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
    const result = sampled ? 'So no data can be taken from it.' : 'There will be no reference.';
    return [{ path, message: `${error.message} ${result}`, severity: sampled ? 'error' : 'warning' }];
  }
}

function under(path: Problem['path'], problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
}
