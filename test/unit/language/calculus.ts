import {
  applyOperator,
  functions,
  parseEquation,
  parseExpression,
  resolveComponents,
  resolveQuantity,
  type Names,
  type Quantity,
  type Resolved,
} from '../../../src/language';
import { tree } from './support';

export type Point = Readonly<Record<string, number>>;
export type Fields = Readonly<Record<string, (point: Point) => number>>;

/** What a text comes to, by components. */
export function components(text: string, names: Names): Resolved[] {
  const value: Quantity = tree(resolveQuantity(tree(parseExpression(text)), names));
  return value.kind === 'vector' ? value.components : [value];
}

/** left − right of each component of an equation. */
export function residuals(text: string, names: Names): { name: string | undefined; tree: Resolved }[] {
  return tree(resolveComponents(tree(parseEquation(text)), names)).map(({ name, equation }) => ({
    name,
    tree: { kind: 'binary', operator: '-', left: equation.left, right: equation.right, span: equation.span },
  }));
}

const step = 4e-3;

/** Central difference of sixth order. */
function slope(f: (point: Point) => number, coordinate: string, point: Point): number {
  const at = (k: number) => f({ ...point, [coordinate]: point[coordinate] + k * step });
  return (45 * (at(1) - at(-1)) - 9 * (at(2) - at(-2)) + (at(3) - at(-3))) / (60 * step);
}

function derivative(
  f: (point: Point) => number,
  coordinate: string,
  order: number,
): (point: Point) => number {
  if (order === 0) return f;
  return (point) => slope(derivative(f, coordinate, order - 1), coordinate, point);
}

/** Composite Simpson's rule. */
function simpson(f: (at: number) => number, low: number, high: number): number {
  const count = 200;
  const h = (high - low) / count;
  const weight = (k: number) => (k === 0 || k === count ? 1 : k % 2 === 0 ? 2 : 4);
  return Array.from({ length: count + 1 }, (_, k) => (weight(k) * f(low + k * h) * h) / 3).reduce(
    (a, b) => a + b,
  );
}

/** The value of a tree where its fields are known functions; derivatives by finite differences. */
export function valueOf(tree: Resolved, point: Point, fields: Fields): number {
  const visit = (part: Resolved) => valueOf(part, point, fields);
  switch (tree.kind) {
    case 'number':
      return tree.value;
    case 'constant':
      return Math.PI;
    case 'coordinate':
    case 'parameter':
      if (!(tree.name in point)) throw new Error(`no value for ${tree.name}`);
      return point[tree.name];
    case 'field':
      return fields[tree.name](point);
    case 'derivative': {
      const f = Object.entries(tree.orders).reduce(
        (inner, [coordinate, order]) => derivative(inner, coordinate, order),
        fields[tree.field],
      );
      return f(point);
    }
    case 'differentiate':
      return derivative((at) => valueOf(tree.operand, at, fields), tree.coordinate, tree.order)(point);
    case 'normal':
      return point[`normal${tree.name}`];
    case 'integral':
      return simpson(
        (at) => valueOf(tree.operand, { ...point, [tree.coordinate]: at }, fields),
        visit(tree.low),
        visit(tree.high),
      );
    case 'unary':
      return tree.operator === '-' ? -visit(tree.operand) : visit(tree.operand);
    case 'binary':
      return applyOperator(tree.operator, visit(tree.left), visit(tree.right));
    case 'call': {
      const [x, y, z] = tree.arguments.map(visit);
      return functions[tree.function].evaluate(x, y, z);
    }
  }
}
