import {
  componentAxes,
  nodes,
  parseExpression,
  resolveQuantity,
  type Quantity as Tree,
  type Resolved,
} from '../language';
import { listWords } from '../study';
import { interiorOf } from './interior';
import type { Problem } from './problem';

/** One scalar that can be evaluated at points, with the name under which it is given. */
export type Reading =
  | { readonly kind: 'expression'; readonly name: string; readonly tree: Resolved }
  /** The residual of a term of the equations, by its number. */
  | { readonly kind: 'residual'; readonly name: string; readonly term: number }
  /** The solution less the reference. */
  | { readonly kind: 'error'; readonly name: string; readonly of: string; readonly tree: Resolved };

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
    return scalars(problem, prefixed[2].trim(), text).map(({ name, tree }) => ({
      kind: 'error',
      name: `error:${name}`,
      of: name,
      tree,
    }));
  }
  return scalars(problem, text, text).map(({ name, tree }) => ({ kind: 'expression', name, tree }));
}

/** Readings of several quantities, each name once. */
export function readQuantities(problem: Problem, texts: readonly string[]): Reading[] {
  const byName = new Map<string, Reading>();
  for (const text of texts)
    for (const reading of readQuantity(problem, text)) byName.set(reading.name, reading);
  return [...byName.values()];
}

/** What is shown when nothing is asked for: fields, unknown functions and the definitions that are quick to evaluate. */
export function usualQuantities(problem: Problem): Reading[] {
  const { fields, network, names } = problem;
  const definitions = Object.keys(names.definitions ?? {}).flatMap((name) => {
    const tree = treeOf(problem, name);
    if (typeof tree === 'string') return [];
    const parts = partsOf(problem, name, tree);
    const isSlow = parts.some((part) => [...nodes(part.tree)].some(({ kind }) => kind === 'integral'));
    return isSlow ? [] : parts.map((part): Reading => ({ kind: 'expression', ...part }));
  });
  return [...readQuantities(problem, [...fields, ...network.functions]), ...definitions];
}

/** The scalars of an expression. Throws a sentence that quotes the whole text. */
function scalars(problem: Problem, expression: string, text: string): { name: string; tree: Resolved }[] {
  const tree = treeOf(problem, expression);
  if (typeof tree === 'string') throw new Error(`"${text}" can't be evaluated: ${tree}`);
  return partsOf(problem, expression, tree);
}

/** The tree of an expression, or why it has no values within the domain. */
function treeOf({ names }: Problem, expression: string): Tree | string {
  const parsed = parseExpression(expression);
  const resolved = parsed.ok ? resolveQuantity(parsed.tree, names) : parsed;
  if (!resolved.ok) return resolved.problems[0].message;
  const parts = resolved.tree.kind === 'vector' ? resolved.tree.components : [resolved.tree];
  const isNormal = parts.some((part) => [...nodes(part)].some(({ kind }) => kind === 'normal'));
  return isNormal ? 'the normal is known only on a boundary; write a derivative.' : resolved.tree;
}

function partsOf({ names }: Problem, expression: string, tree: Tree): { name: string; tree: Resolved }[] {
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
