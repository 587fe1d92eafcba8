import { applyOperator } from './evaluate';
import { constants, functions } from './functions';
import { children, mapChildren, type Resolved } from './tree';

/** What rounding leaves where the exact result is zero: a few units in the last place. */
const rounding = 4 * Number.EPSILON;

/**
 * Folds what is constant and removes what does nothing: `0*x`, `x + 0`, `1*x`, `x/1`, `x^1`, `--x`.
 * Rounding that stands for zero becomes zero: `sin(pi)` gives 0, and so does a difference of two
 * constants that agree to a few units in the last place. Parameters and coordinates stay.
 */
export function simplifyConstants(tree: Resolved): Resolved {
  const simple = mapChildren(tree, simplifyConstants);
  switch (simple.kind) {
    case 'constant':
      return number(simple, constants[simple.name].value);
    case 'unary':
      return simplifySign(simple);
    case 'binary':
      return simplifyBinary(simple);
    case 'call': {
      const values = simple.arguments.map((argument) => (argument.kind === 'number' ? argument.value : NaN));
      if (!simple.arguments.every((argument) => argument.kind === 'number')) return simple;
      const result = functions[simple.function].evaluate(values[0], values[1], values[2]);
      const periodic = simple.function === 'sin' || simple.function === 'cos' || simple.function === 'tan';
      return number(simple, periodic ? dropRounding(result, values[0]) : result);
    }
    case 'differentiate':
      return isConstantTree(simple.operand) ? number(simple, 0) : simple;
    default:
      return simple;
  }
}

/** True when a tree has the same value everywhere: it holds no field, coordinate, derivative or normal. */
export function isConstantTree(tree: Resolved): boolean {
  if (tree.kind === 'field' || tree.kind === 'coordinate' || tree.kind === 'derivative') return false;
  if (tree.kind === 'normal') return false;
  return children(tree).every(isConstantTree);
}

function simplifySign(tree: Extract<Resolved, { kind: 'unary' }>): Resolved {
  const { operand } = tree;
  if (tree.operator === '+') return operand;
  if (operand.kind === 'number') return number(tree, operand.value === 0 ? 0 : -operand.value);
  if (operand.kind === 'unary' && operand.operator === '-') return operand.operand;
  return tree;
}

function simplifyBinary(tree: Extract<Resolved, { kind: 'binary' }>): Resolved {
  const { operator, left, right } = tree;
  if (left.kind === 'number' && right.kind === 'number') {
    const value = applyOperator(operator, left.value, right.value);
    const sum = operator === '+' || operator === '-';
    return number(
      tree,
      sum ? dropRounding(value, Math.max(Math.abs(left.value), Math.abs(right.value))) : value,
    );
  }
  switch (operator) {
    case '+':
      if (is(left, 0)) return right;
      return is(right, 0) ? left : tree;
    case '-':
      if (is(right, 0)) return left;
      if (is(left, 0)) return simplifySign({ kind: 'unary', operator: '-', operand: right, span: tree.span });
      return tree;
    case '*':
      if (is(left, 0) || is(right, 0)) return number(tree, 0);
      if (is(left, 1)) return right;
      return is(right, 1) ? left : tree;
    case '/':
      if (is(left, 0)) return number(tree, 0);
      return is(right, 1) ? left : tree;
    case '^':
      if (is(right, 0) || is(left, 1)) return number(tree, 1);
      return is(right, 1) ? left : tree;
  }
}

function dropRounding(value: number, operand: number): number {
  const size = Math.abs(operand);
  // Near zero a small result is a true one: sin(1e-20) is 1e-20.
  return Math.abs(value) <= rounding * size && Math.abs(value) < 0.5 * size ? 0 : value;
}

function is(tree: Resolved, value: number): boolean {
  return tree.kind === 'number' && tree.value === value;
}

function number(tree: Resolved, value: number): Resolved {
  return { kind: 'number', value, span: tree.span };
}
