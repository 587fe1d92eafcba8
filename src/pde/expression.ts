import { constants, print, type FunctionName, type Resolved } from '../language';
import * as op from '../program';
import type { Value } from '../program';

/** What the names of an equation stand for at the points of a program. Every row is [1, points]. */
export interface Environment {
  readonly element: 'float32' | 'float64';
  coordinate(name: string): Value;
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
  const visit = (node: Resolved): Value => {
    switch (node.kind) {
      case 'number':
        return op.constant(node.value, environment.element);
      case 'constant':
        return op.constant(constants[node.name].value, environment.element);
      case 'coordinate':
        return environment.coordinate(node.name);
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
      case 'unary':
        return node.operator === '-' ? op.negate(visit(node.operand)) : visit(node.operand);
      case 'binary':
        return operators[node.operator](visit(node.left), visit(node.right));
      case 'call': {
        const [x, y, z] = node.arguments.map(visit);
        return calls[node.function](x, y, z);
      }
    }
  };
  return visit(tree);
}
