import {
  componentAxes,
  nodes,
  parseExpression,
  resolveQuantity,
  type Names,
  type Quantity as Tree,
  type Resolved,
} from '../language';
import { listWords } from '../study';
import { interiorOf } from './interior';
import type { Problem } from './problem';

/** One scalar that can be evaluated at points, with the name under which it is given. */
export type Reading =
  | { readonly kind: 'expression'; readonly name: string; readonly text: string; readonly tree: Resolved }
  /** The residual of a term of the equations, by its number. */
  | { readonly kind: 'residual'; readonly name: string; readonly term: number }
  /** The solution less the reference. */
  | {
      readonly kind: 'error';
      readonly name: string;
      readonly of: string;
      readonly text: string;
      readonly tree: Resolved;
    };

/**
 * What the text of a quantity asks for: a vector is one scalar for each component, under the names of its components
 * where it has any, else as `curl(B).x`.
 * Errors: a text that can't be read or evaluated, as a sentence.
 */
export function readQuantity(problem: Problem, text: string): Reading[] {
  const prefixed = /^(residual|error)\s*:\s*(.*)$/s.exec(text);
  const numbered = /^residual (\d+)$/.exec(text);
  if (numbered) return [{ kind: 'residual', name: text, term: equationOf(problem, text, numbered[1]) }];
  if (prefixed?.[1] === 'residual')
    return [{ kind: 'residual', name: text, term: termOf(problem, text, prefixed[2].trim()) }];
  if (prefixed) {
    const inner = prefixed[2].trim();
    return scalars(problem, inner, text).map(({ name, tree }) => ({
      kind: 'error',
      name: `error:${name}`,
      of: name,
      text: inner,
      tree,
    }));
  }
  return scalars(problem, text, text).map((part) => ({ kind: 'expression', text, ...part }));
}

/** Readings of several quantities, each name once. */
export function readQuantities(problem: Problem, texts: readonly string[]): Reading[] {
  const byName = new Map<string, Reading>();
  for (const text of texts)
    for (const reading of readQuantity(problem, text)) byName.set(reading.name, reading);
  return [...byName.values()];
}

/** As `readQuantities`, for values at points alone. Errors: one that is asked for, too: a frame knows the reference. */
export function readValues(problem: Problem, texts: readonly string[]): Reading[] {
  const readings = readQuantities(problem, texts);
  const error = readings.find(({ kind }) => kind === 'error');
  if (error === undefined) return readings;
  throw new Error(`"${error.name}" is known on the grid of a frame only; ask for a frame of it.`);
}

/** What is shown when nothing is asked for: fields, unknown functions and the definitions that are quick to evaluate. */
export function usualQuantities(problem: Problem): Reading[] {
  const { fields, network, names } = problem;
  const definitions = Object.keys(names.definitions ?? {}).flatMap((name) => {
    const tree = treeOf(problem, name);
    if (typeof tree === 'string') return [];
    const parts = partsOf(problem, name, tree);
    const isSlow = parts.some((part) => [...nodes(part.tree)].some(({ kind }) => kind === 'integral'));
    return isSlow ? [] : parts.map((part): Reading => ({ kind: 'expression', text: name, ...part }));
  });
  return [...readQuantities(problem, [...fields, ...network.functions]), ...definitions];
}

/**
 * What one scalar of an expression is made of when fields are only those that are given: a definition that is given,
 * or whose components are, is not written out. Null where it has no meaning then.
 */
export function readFromGiven(
  names: Names,
  given: readonly string[],
  text: string,
  name: string,
): Resolved | null {
  const own = givenNames(names, given);
  const tree = treeOf({ names: own }, text);
  if (typeof tree === 'string') return null;
  return partsOf({ names: own }, text, tree).find((part) => part.name === name)?.tree ?? null;
}

const readNames = new WeakMap<readonly string[], Names>();

function givenNames(names: Names, given: readonly string[]): Names {
  const known = readNames.get(given);
  if (known !== undefined) return known;
  const definitions: Record<string, string> = {};
  const vectors = { ...names.vectors };
  for (const [name, text] of Object.entries(names.definitions ?? {})) {
    if (given.includes(name)) continue;
    const tree = treeOf({ names }, name);
    const components =
      typeof tree === 'string' ? [] : partsOf({ names }, name, tree).map((part) => part.name);
    const isGiven = components.length > 1 && components.every((component) => given.includes(component));
    if (isGiven) vectors[name] = components;
    else definitions[name] = text;
  }
  const fields = [...new Set([...names.fields, ...given])];
  const own = { ...names, fields, vectors, definitions };
  readNames.set(given, own);
  return own;
}

/** The scalars of an expression. Throws a sentence that quotes the whole text. */
function scalars(problem: Problem, expression: string, text: string): { name: string; tree: Resolved }[] {
  const tree = treeOf(problem, expression);
  if (typeof tree === 'string') throw new Error(`"${text}" can't be evaluated: ${tree}`);
  return partsOf(problem, expression, tree);
}

/** The tree of an expression, or why it has no values within the domain. */
function treeOf({ names }: Pick<Problem, 'names'>, expression: string): Tree | string {
  const parsed = parseExpression(expression);
  const resolved = parsed.ok ? resolveQuantity(parsed.tree, names) : parsed;
  if (!resolved.ok) return resolved.problems[0].message;
  const parts = resolved.tree.kind === 'vector' ? resolved.tree.components : [resolved.tree];
  const isNormal = parts.some((part) => [...nodes(part)].some(({ kind }) => kind === 'normal'));
  return isNormal ? 'the normal is known only on a boundary; write a derivative.' : resolved.tree;
}

function partsOf(
  { names }: Pick<Problem, 'names'>,
  expression: string,
  tree: Tree,
): { name: string; tree: Resolved }[] {
  if (tree.kind !== 'vector') return [{ name: expression, tree }];
  const own = names.vectors?.[expression];
  const axes = componentAxes(names, tree.components.length);
  const isDefinition = Object.hasOwn(names.definitions ?? {}, expression);
  return tree.components.map((component, k) => ({
    name: own?.[k] ?? (isDefinition ? `${expression}${axes[k]}` : `${expression}.${axes[k]}`),
    tree: component,
  }));
}

function equationOf(problem: Problem, text: string, digits: string): number {
  const term = Number(digits) - 1;
  if (term in interiorOf(problem).terms) return term;
  throw new Error(`There is no equation ${digits}, so "${text}" can't be evaluated.`);
}

function termOf(problem: Problem, text: string, name: string): number {
  const { terms } = interiorOf(problem);
  const term = terms.findIndex((one) => one.name === name);
  if (term >= 0) return term;
  const elsewhere = problem.sets.some((set) => set.terms.some((one) => one.name === name));
  const reason = elsewhere
    ? `"${name}" is not asked for within the domain`
    : `there is no term "${name}" of the equations`;
  throw new Error(
    `"${text}" can't be evaluated: ${reason}. Terms: ${listWords(terms.map((one) => one.name))}.`,
  );
}
