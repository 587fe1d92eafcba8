import { normalName } from './functions';
import type { AnyTree, BinaryOperator, Equation } from './tree';

/** Precedence by what a node needs around it: higher holds its parts more closely. */
export const precedence = { sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;

const operatorPrecedence: Record<BinaryOperator, number> = {
  '+': precedence.sum,
  '-': precedence.sum,
  '*': precedence.product,
  '/': precedence.product,
  '^': precedence.power,
};

export function precedenceOf(tree: AnyTree): number {
  switch (tree.kind) {
    case 'binary':
      return operatorPrecedence[tree.operator];
    case 'unary':
      return precedence.sign;
    case 'number':
      return tree.value < 0 || Object.is(tree.value, -0) ? precedence.sign : precedence.atom;
    default:
      return precedence.atom;
  }
}

/** The text of a tree with as few parentheses as keep its meaning: parsing it gives the same tree. */
export function print(tree: AnyTree | Equation<AnyTree>): string {
  switch (tree.kind) {
    case 'equation':
      return `${print(tree.left)} = ${print(tree.right)}`;
    case 'number':
      return String(tree.value);
    case 'name':
    case 'field':
    case 'coordinate':
    case 'parameter':
    case 'constant':
      return tree.name;
    case 'normal':
      return `${normalName}${tree.name}`;
    case 'integral':
      return `integral(${print(tree.operand)}, ${tree.coordinate}, ${print(tree.low)}, ${print(tree.high)})`;
    case 'derivative':
      return `${tree.field}_${subscript(tree.orders)}`;
    case 'differentiate': {
      const order = tree.order === 1 ? '' : `, ${tree.order}`;
      const index = 'index' in tree && tree.index !== undefined ? `[${print(tree.index)}]` : '';
      return `d(${print(tree.operand)}, ${tree.coordinate}${index}${order})`;
    }
    case 'indexed':
      return `${tree.name}[${print(tree.index)}]`;
    case 'vector':
      return `(${tree.components.map((component) => print(component)).join(', ')})`;
    case 'comparison':
      return `${print(tree.left)} ${tree.operator} ${print(tree.right)}`;
    case 'at':
      return `${tree.operand.name}(${tree.coordinate} = ${print(tree.value)})`;
    case 'call':
      if (tree.function === 'if' && tree.arguments[0]?.kind !== 'comparison')
        return printChoice(tree.arguments);
      return `${tree.function}(${tree.arguments.map((argument) => print(argument)).join(', ')})`;
    case 'unary':
      return `${tree.operator}${group(tree.operand, precedence.sign)}`;
    case 'binary':
      return printBinary(tree.operator, tree.left, tree.right);
  }
}

/** The coordinates of a derivative, each as often as its order. */
export function subscript(orders: Readonly<Record<string, number>>): string {
  return Object.entries(orders)
    .map(([name, order]) => name.repeat(order))
    .join('');
}

/** A resolved `if` compares with zero; as it is typed, the comparison is written. */
function printChoice([condition, ...values]: AnyTree[]): string {
  return `if(${[`${print(condition)} >= 0`, ...values.map((value) => print(value))].join(', ')})`;
}

function printBinary(operator: BinaryOperator, left: AnyTree, right: AnyTree): string {
  const own = operatorPrecedence[operator];
  if (operator === '^') {
    // A power is read from the right, and its exponent may carry a sign: 2^-x, 2^3^2.
    return `${group(left, precedence.atom)}^${group(right, precedence.sign)}`;
  }
  const space = operator === '*' || operator === '/' ? '' : ' ';
  return `${group(left, own)}${space}${operator}${space}${group(right, own + 1)}`;
}

function group(tree: AnyTree, minimum: number): string {
  return precedenceOf(tree) < minimum ? `(${print(tree)})` : print(tree);
}
