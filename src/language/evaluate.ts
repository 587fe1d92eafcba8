import type { Problem } from '../study';
import { constants, functions } from './functions';
import { parseExpression } from './parse';
import { resolve } from './resolve';
import { mapChildren, nodes, problemAt, type BinaryOperator, type Expression, type Resolved } from './tree';

export type Evaluated = { ok: true; value: number } | { ok: false; problems: Problem[] };

/** The value of `left operator right` in float64. */
export function applyOperator(operator: BinaryOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '^':
      return Math.pow(left, right);
  }
}

/**
 * The value of an expression without derivatives, in float64.
 * @param bindings values of its fields, coordinates and parameters by name
 * @throws RangeError when a name has no value or the tree holds a derivative, normal or integral: check first
 */
export function evaluateNumber(tree: Resolved, bindings: Readonly<Record<string, number>>): number {
  switch (tree.kind) {
    case 'number':
      return tree.value;
    case 'constant':
      return constants[tree.name].value;
    case 'field':
    case 'coordinate':
    case 'parameter':
      if (!Object.hasOwn(bindings, tree.name)) throw new RangeError(`no value was given for "${tree.name}"`);
      return bindings[tree.name];
    case 'unary': {
      const value = evaluateNumber(tree.operand, bindings);
      return tree.operator === '-' ? -value : value;
    }
    case 'binary':
      return applyOperator(
        tree.operator,
        evaluateNumber(tree.left, bindings),
        evaluateNumber(tree.right, bindings),
      );
    case 'call': {
      const [x, y, z] = tree.arguments.map((argument) => evaluateNumber(argument, bindings));
      return functions[tree.function].evaluate(x, y, z);
    }
    case 'derivative':
    case 'differentiate':
    case 'normal':
    case 'integral':
      throw new RangeError('an expression with derivatives, normals or integrals has no value by itself');
  }
}

/**
 * The value of a constant expression such as `0.01/pi`. It may use the given parameters, but neither
 * fields nor coordinates, and must be finite.
 * @param parameters values by name; NaN for one that is to be inferred, which nothing fixed can use
 */
export function evaluateConstant(
  tree: Expression,
  parameters: Readonly<Record<string, number>> = {},
): Evaluated {
  const resolved = resolve(tree, { coordinates: [], fields: [], parameters: Object.keys(parameters) });
  if (!resolved.ok) return resolved;
  for (const node of nodes(resolved.tree)) {
    if (node.kind !== 'parameter' || !Number.isNaN(parameters[node.name])) continue;
    const message = `"${node.name}" is to be inferred, so what is fixed before can't depend on it.`;
    return { ok: false, problems: [problemAt(node.span, message)] };
  }
  const value = evaluateNumber(resolved.tree, parameters);
  if (Number.isFinite(value)) return { ok: true, value };
  return { ok: false, problems: [problemAt(tree.span, 'This expression has no finite value.')] };
}

/** The value of a number or of the text of a constant expression. */
export function constantValue(
  source: number | string,
  parameters: Readonly<Record<string, number>> = {},
): Evaluated {
  if (typeof source === 'number') return { ok: true, value: source };
  const parsed = parseExpression(source);
  return parsed.ok ? evaluateConstant(parsed.tree, parameters) : parsed;
}

export type EvaluatedAll =
  | { ok: true; values: Record<string, number> }
  | { ok: false; problems: Problem[]; values: Record<string, number> };

/**
 * The values of parameters that may be expressions of one another, in whatever order they are
 * written. Each problem's path is the parameter's name; `values` then holds those that have one.
 * @param inferred NaN for each name that is to be inferred
 */
export function evaluateParameters(
  sources: Readonly<Record<string, number | string>>,
  inferred: Readonly<Record<string, number>> = {},
): EvaluatedAll {
  const values: Record<string, number> = {};
  const problems: Problem[] = [];
  const open = new Map<string, Expression>();
  for (const [name, source] of Object.entries(sources)) {
    if (typeof source === 'number') values[name] = source;
    else {
      const parsed = parseExpression(source);
      if (parsed.ok) open.set(name, parsed.tree);
      else problems.push(...parsed.problems.map((problem) => ({ ...problem, path: [name] })));
    }
  }
  const broken = new Set(problems.map((problem) => problem.path[0]));
  for (let progress = true; progress;) {
    progress = false;
    for (const [name, tree] of open) {
      const used = usedNames(tree).filter((other) => Object.hasOwn(sources, other));
      if (!used.every((other) => Object.hasOwn(values, other))) continue;
      progress = true;
      open.delete(name);
      const evaluated = evaluateConstant(tree, { ...inferred, ...values });
      if (evaluated.ok) values[name] = evaluated.value;
      else {
        broken.add(name);
        problems.push(...evaluated.problems.map((problem) => ({ ...problem, path: [name] })));
      }
    }
  }
  for (const [name, tree] of open) {
    const used = usedNames(tree);
    // Without a value because another one is broken: that one's own problem says enough.
    if (used.some((other) => broken.has(other))) {
      broken.add(name);
      continue;
    }
    const message = used.includes(name)
      ? `"${name}" is defined by itself; give it a number.`
      : `"${name}" has no value, because parameters are defined by one another in a circle; give one a number.`;
    problems.push({ ...problemAt(tree.span, message), path: [name] });
  }
  return problems.length === 0 ? { ok: true, values } : { ok: false, problems, values };
}

/** The tree with every field, coordinate and parameter that `values` names put in place of its name. */
export function substitute(tree: Resolved, values: Readonly<Record<string, number | Resolved>>): Resolved {
  if (tree.kind === 'field' || tree.kind === 'coordinate' || tree.kind === 'parameter') {
    if (!Object.hasOwn(values, tree.name)) return tree;
    const value = values[tree.name];
    return typeof value === 'number'
      ? { kind: 'number', value, span: tree.span }
      : { ...value, span: tree.span };
  }
  if (tree.kind === 'derivative' || tree.kind === 'differentiate') {
    const names = tree.kind === 'derivative' ? [tree.field, ...Object.keys(tree.orders)] : [tree.coordinate];
    const fixed = names.find((name) => Object.hasOwn(values, name));
    if (fixed !== undefined) {
      throw new RangeError(`"${fixed}" can't be replaced inside a derivative: derive first`);
    }
  }
  if (tree.kind === 'integral') {
    const inner = { ...values };
    delete inner[tree.coordinate];
    return {
      ...tree,
      operand: substitute(tree.operand, inner),
      low: substitute(tree.low, values),
      high: substitute(tree.high, values),
    };
  }
  return mapChildren(tree, (child) => substitute(child, values));
}

function usedNames(tree: Expression): string[] {
  switch (tree.kind) {
    case 'number':
      return [];
    case 'name':
      return [tree.name];
    case 'indexed':
      return [tree.name, ...usedNames(tree.index)];
    case 'unary':
    case 'differentiate':
    case 'at':
      return usedNames(tree.operand);
    case 'vector':
      return tree.components.flatMap(usedNames);
    case 'binary':
    case 'comparison':
      return [...usedNames(tree.left), ...usedNames(tree.right)];
    case 'call':
      return tree.arguments.flatMap(usedNames);
  }
}
