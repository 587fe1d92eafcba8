import type { Span } from '../study';
import { highestOrder } from './subscripts';
import {
  children,
  type BinaryOperator,
  type FieldNode,
  type FunctionName,
  type IntegralNode,
  type Resolved,
} from './tree';

/** Something that can't be written out, told at the place that asks for it. */
export class Refusal extends Error {
  constructor(
    readonly span: Span,
    message: string,
  ) {
    super(message);
  }
}

/** How many nodes one expression may have once it is written out: a bound on time and memory. */
export const largestTree = 50_000;

const sizes = new WeakMap<Resolved, number>();

/** Nodes of a tree; a part that occurs twice counts twice. */
export function sizeOf(tree: Resolved): number {
  const known = sizes.get(tree);
  if (known !== undefined) return known;
  const size = children(tree).reduce((sum, child) => sum + sizeOf(child), 1);
  sizes.set(tree, size);
  return size;
}

/** @throws Refusal when the tree has grown beyond what can be computed */
export function bounded<Tree extends Resolved>(tree: Tree): Tree {
  if (sizeOf(tree) > largestTree) throw tooLarge(tree.span);
  return tree;
}

export function tooLarge(span: Span): Refusal {
  return new Refusal(
    span,
    `Written out, this has more than ${largestTree} parts; introduce a field for a part of it.`,
  );
}

export function number(value: number, span: Span): Resolved {
  return { kind: 'number', value, span };
}

export function isNumber(tree: Resolved, value: number): boolean {
  return tree.kind === 'number' && tree.value === value;
}

export function binary(operator: BinaryOperator, left: Resolved, right: Resolved, span: Span): Resolved {
  return bounded({ kind: 'binary', operator, left, right, span });
}

export function call(name: FunctionName, list: Resolved[], span: Span): Resolved {
  return bounded({ kind: 'call', function: name, arguments: list, nameSpan: span, span });
}

/** a + b, without a zero. */
export function add(a: Resolved, b: Resolved, span: Span): Resolved {
  if (isNumber(a, 0)) return b;
  if (isNumber(b, 0)) return a;
  if (b.kind === 'unary' && b.operator === '-') return binary('-', a, b.operand, span);
  return binary('+', a, b, span);
}

export function negate(a: Resolved, span: Span): Resolved {
  if (a.kind === 'number') return number(a.value === 0 ? 0 : -a.value, span);
  if (a.kind === 'unary' && a.operator === '-') return a.operand;
  return bounded({ kind: 'unary', operator: '-', operand: a, span });
}

/** a − b, without a zero. */
export function subtract(a: Resolved, b: Resolved, span: Span): Resolved {
  if (isNumber(b, 0)) return a;
  if (isNumber(a, 0)) return negate(b, span);
  if (b.kind === 'unary' && b.operator === '-') return binary('+', a, b.operand, span);
  return binary('-', a, b, span);
}

/** a b, without ones and zeros; (1/c) b is b/c. */
export function multiply(a: Resolved, b: Resolved, span: Span): Resolved {
  if (isNumber(a, 0) || isNumber(b, 0)) return number(0, span);
  if (isNumber(a, 1)) return b;
  if (isNumber(b, 1)) return a;
  if (a.kind === 'unary' && a.operator === '-') return negate(multiply(a.operand, b, span), span);
  if (b.kind === 'unary' && b.operator === '-') return negate(multiply(a, b.operand, span), span);
  if (a.kind === 'binary' && a.operator === '/' && isNumber(a.left, 1)) return divide(b, a.right, span);
  return binary('*', a, b, span);
}

/** a/b, without a one below. */
export function divide(a: Resolved, b: Resolved, span: Span): Resolved {
  if (isNumber(a, 0) || isNumber(b, 1)) return a;
  if (a.kind === 'unary' && a.operator === '-') return negate(divide(a.operand, b, span), span);
  return binary('/', a, b, span);
}

/** Below this many terms a sum is a chain as one would write it; above, a balanced tree of small depth. */
const longestChain = 200;

/** All of a list joined by one operation. */
export function combine(
  list: readonly Resolved[],
  join: (a: Resolved, b: Resolved, span: Span) => Resolved,
  span: Span,
): Resolved {
  if (list.length <= longestChain) return list.slice(1).reduce((all, next) => join(all, next, span), list[0]);
  const half = list.length >> 1;
  return join(combine(list.slice(0, half), join, span), combine(list.slice(half), join, span), span);
}

/**
 * The derivative of a tree by a coordinate: taken term by term and past what does not depend on the
 * coordinate. Products of things that do are left to the engine.
 */
export function derive(tree: Resolved, coordinate: string, order: number, span: Span): Resolved {
  if (!dependsOn(tree, coordinate)) return number(0, span);
  switch (tree.kind) {
    case 'field':
      return derivative(tree, { [coordinate]: order }, span);
    case 'derivative': {
      const orders = { ...tree.orders, [coordinate]: (tree.orders[coordinate] ?? 0) + order };
      return derivative({ name: tree.field, ...(tree.of && { of: tree.of }) }, orders, span);
    }
    case 'coordinate':
      return number(order === 1 ? 1 : 0, span);
    case 'unary': {
      const inner = derive(tree.operand, coordinate, order, span);
      return tree.operator === '-' ? negate(inner, span) : inner;
    }
    case 'binary': {
      const { operator, left, right } = tree;
      const inner = (part: Resolved) => derive(part, coordinate, order, span);
      if (operator === '+') return add(inner(left), inner(right), span);
      if (operator === '-') return subtract(inner(left), inner(right), span);
      if (operator === '*' && !dependsOn(left, coordinate)) return multiply(left, inner(right), span);
      if (operator === '*' && !dependsOn(right, coordinate)) return multiply(inner(left), right, span);
      if (operator === '/' && !dependsOn(right, coordinate)) return divide(inner(left), right, span);
      return differentiate(tree, coordinate, order, span);
    }
    case 'differentiate':
      if (tree.coordinate === coordinate)
        return differentiate(tree.operand, coordinate, tree.order + order, span);
      return differentiate(tree, coordinate, order, span);
    case 'integral':
      return deriveIntegral(tree, coordinate, order, span);
    default:
      return differentiate(tree, coordinate, order, span);
  }
}

/** Under the integral sign, or by the fundamental theorem where a bound is the point itself. */
function deriveIntegral(tree: IntegralNode, coordinate: string, order: number, span: Span): Resolved {
  const { operand, low, high } = tree;
  const isPoint = (bound: Resolved) => bound.kind === 'coordinate' && bound.name === coordinate;
  if (!dependsOn(low, coordinate) && !dependsOn(high, coordinate)) {
    return bounded({ ...tree, operand: derive(operand, coordinate, order, span), span });
  }
  if (tree.coordinate === coordinate) {
    const inner = () => (order === 1 ? operand : derive(operand, coordinate, order - 1, span));
    if (isPoint(high) && !dependsOn(low, coordinate)) return inner();
    if (isPoint(low) && !dependsOn(high, coordinate)) return negate(inner(), span);
  }
  return differentiate(tree, coordinate, order, span);
}

/** A derivative of a whole expression, kept as one node. */
export function differentiate(operand: Resolved, coordinate: string, order: number, span: Span): Resolved {
  checkOrder(order, span);
  return bounded({ kind: 'differentiate', operand, coordinate, order, coordinateSpan: span, span });
}

/** A derivative of a field; zero along a coordinate that it does not depend on. */
export function derivative(
  { name, of }: Pick<FieldNode, 'name' | 'of'>,
  orders: Record<string, number>,
  span: Span,
): Resolved {
  checkOrder(
    Object.values(orders).reduce((sum, order) => sum + order, 0),
    span,
  );
  if (of !== undefined && Object.keys(orders).some((coordinate) => !of.includes(coordinate)))
    return number(0, span);
  return { kind: 'derivative', field: name, orders, ...(of && { of }), span };
}

function checkOrder(order: number, span: Span): void {
  if (order <= highestOrder) return;
  throw new Refusal(
    span,
    `This is a derivative of order ${order}; the lab computes up to order ${highestOrder}. Introduce a field for an inner derivative.`,
  );
}

/** Whether a tree can change along a coordinate; a normal is held. */
export function dependsOn(tree: Resolved, coordinate: string): boolean {
  if (tree.kind === 'field' || tree.kind === 'derivative') return tree.of?.includes(coordinate) ?? true;
  if (tree.kind === 'coordinate') return tree.name === coordinate;
  if (tree.kind === 'integral') {
    const inside = tree.coordinate !== coordinate && dependsOn(tree.operand, coordinate);
    return inside || dependsOn(tree.low, coordinate) || dependsOn(tree.high, coordinate);
  }
  return children(tree).some((child) => dependsOn(child, coordinate));
}
