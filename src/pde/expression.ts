import { constants, print, type FunctionName, type Resolved } from '../language';
import * as op from '../program';
import type { Value } from '../program';
import { longSum } from './long-sums';

/** What the names of an equation stand for at the points of a program. Every row is [1, points]. */
export interface Environment {
  readonly element: 'float32' | 'float64';
  coordinate(name: string): Value;
  /** Several coordinates: [names, points]. */
  coordinates(names: readonly string[]): Value;
  /** A scalar. */
  parameter(name: string): Value;
  field(name: string): Value;
  derivative(field: string, orders: Readonly<Record<string, number>>): Value;
  /** A component of the outward unit normal; left out where there is none. */
  normal?(coordinate: string): Value;
  /** ∫ operand along a coordinate; left out where no field can be evaluated. */
  integrate?(node: Extract<Resolved, { kind: 'integral' }>): Value;
  /** A derivative of a whole expression. */
  differentiate(operand: Resolved, coordinate: string, order: number): Value;
}

const calls: { readonly [F in FunctionName]: (x: Value, y: Value, z: Value) => Value } = {
  sin: op.sin,
  cos: op.cos,
  tan: op.tan,
  exp: op.exp,
  log: op.log,
  log10: (x) => op.multiply(op.log(x), Math.LOG10E),
  sqrt: op.sqrt,
  tanh: op.tanh,
  sinh: op.sinh,
  cosh: op.cosh,
  asin: op.asin,
  acos: op.acos,
  atan: op.atan,
  abs: op.absolute,
  sign: op.sign,
  heaviside: (x) => op.select(op.greaterEqual(x, 0), op.constant(1, x.element), op.constant(0, x.element)),
  erf: op.erf,
  min: op.minimum,
  max: op.maximum,
  if: (x, y, z) => op.select(op.greaterEqual(x, 0), y, z),
};

const operators = { '+': op.add, '-': op.subtract, '*': op.multiply, '/': op.divide, '^': op.power } as const;

/** Records an expression of the equation language in the program being traced: [1, points], or a scalar. */
export function expressionValue(tree: Resolved, environment: Environment): Value {
  return rowsOf([tree], environment);
}

/**
 * Trees that differ in coordinates and numbers alone, all in one: a row for each, [trees, points], unless all of them are
 * the same.
 */
function rowsOf(trees: readonly Resolved[], environment: Environment): Value {
  const [node] = trees;
  const parts = <N extends Resolved>(_of: N, pick: (tree: N) => Resolved) =>
    rowsOf(
      (trees as readonly N[]).map((tree) => pick(tree)),
      environment,
    );
  switch (node.kind) {
    case 'number': {
      const values = (trees as readonly (typeof node)[]).map(({ value }) => value);
      if (values.every((value) => value === node.value)) return op.constant(node.value, environment.element);
      return op.constant(values, environment.element, [values.length, 1]);
    }
    case 'constant':
      return op.constant(constants[node.name].value, environment.element);
    case 'coordinate': {
      const names = (trees as readonly (typeof node)[]).map(({ name }) => name);
      return names.every((name) => name === node.name)
        ? environment.coordinate(node.name)
        : environment.coordinates(names);
    }
    case 'parameter':
      return environment.parameter(node.name);
    case 'field':
      return environment.field(node.name);
    case 'derivative':
      return environment.derivative(node.field, node.orders);
    case 'differentiate':
      return environment.differentiate(node.operand, node.coordinate, node.order);
    case 'normal':
      if (environment.normal) return environment.normal(node.name);
      throw new Error(`The normal "${print(node)}" is known only on a boundary; write a derivative.`);
    case 'integral':
      if (environment.integrate) return environment.integrate(node);
      throw new Error(
        `The integral "${print(node)}" can't be computed in a built-in value; set hard to false.`,
      );
    case 'unary': {
      const operand = parts(node, (tree) => tree.operand);
      return node.operator === '-' ? op.negate(operand) : operand;
    }
    case 'binary': {
      const long = trees.length === 1 && node.operator === '+' ? longSum(node) : null;
      if (long) {
        const rows = rowsOf(long.alike, environment);
        const sum = op.reshape(op.sum(rows, [0]), [1, rows.shape[1]]);
        return long.others.reduce((total, term) => op.add(total, rowsOf([term], environment)), sum);
      }
      return operators[node.operator](
        parts(node, (tree) => tree.left),
        parts(node, (tree) => tree.right),
      );
    }
    case 'call': {
      const [x, y, z] = node.arguments.map((_, k) => parts(node, (tree) => tree.arguments[k]));
      return calls[node.function](x, y, z);
    }
  }
}
