import { Refusal } from './build';
import type { Expression } from './tree';

/** Values of the index variables of the sums around a place. */
export type Indices = ReadonlyMap<string, number>;

/** The value of an index such as `i + 1`. @throws Refusal when it is no whole number */
export function indexValue(tree: Expression, indices: Indices): number {
  const value = valueOf(tree, indices);
  if (Number.isSafeInteger(value)) return value;
  throw new Refusal(tree.span, 'An index is a whole number.');
}

function valueOf(tree: Expression, indices: Indices): number {
  switch (tree.kind) {
    case 'number':
      return tree.value;
    case 'name': {
      const value = indices.get(tree.name);
      if (value !== undefined) return value;
      throw new Refusal(
        tree.span,
        `"${tree.name}" is no index here; write a number, or sum(${tree.name}, …) around it.`,
      );
    }
    case 'unary': {
      const value = valueOf(tree.operand, indices);
      return tree.operator === '-' ? -value : value;
    }
    case 'binary': {
      const [left, right] = [valueOf(tree.left, indices), valueOf(tree.right, indices)];
      if (tree.operator === '+') return left + right;
      if (tree.operator === '-') return left - right;
      if (tree.operator === '*') return left * right;
      break;
    }
    default:
  }
  throw new Refusal(tree.span, 'An index is a whole number, or an index variable with +, - or *.');
}

/** The names that an index variable is used with, as in `x[i + 1]`; inner sums over a variable of the same name are left out. */
export function familiesUsing(variable: string, tree: Expression): string[] {
  switch (tree.kind) {
    case 'number':
    case 'name':
      return [];
    case 'indexed':
      return mentions(variable, tree.index) ? [tree.name] : [];
    case 'differentiate': {
      const { index } = tree;
      const own = index !== undefined && mentions(variable, index);
      return [...familiesUsing(variable, tree.operand), ...(own ? [tree.coordinate] : [])];
    }
    case 'unary':
      return familiesUsing(variable, tree.operand);
    case 'at':
      return familiesUsing(variable, tree.value);
    case 'binary':
    case 'comparison':
      return [...familiesUsing(variable, tree.left), ...familiesUsing(variable, tree.right)];
    case 'vector':
      return tree.components.flatMap((part) => familiesUsing(variable, part));
    case 'call': {
      const [first] = tree.arguments;
      const inner = (tree.function === 'sum' || tree.function === 'prod') && first?.kind === 'name';
      if (inner && first.name === variable) return [];
      return tree.arguments.flatMap((part) => familiesUsing(variable, part));
    }
  }
}

function mentions(variable: string, tree: Expression): boolean {
  if (tree.kind === 'name') return tree.name === variable;
  if (tree.kind === 'unary') return mentions(variable, tree.operand);
  return tree.kind === 'binary' && (mentions(variable, tree.left) || mentions(variable, tree.right));
}
