import type { Equation, Resolved } from './tree';

export interface SignedTerm {
  sign: 1 | -1;
  tree: Resolved;
}

/**
 * The terms that add up to `left − right`, each with its sign. Sums, differences and signs are taken
 * apart at any depth; products are kept whole. A side that is 0 gives no term.
 */
export function additiveTerms(equation: Equation<Resolved>): SignedTerm[] {
  return [...termsOf(equation.left, 1), ...termsOf(equation.right, -1)];
}

function termsOf(tree: Resolved, sign: 1 | -1): SignedTerm[] {
  const opposite = sign === 1 ? -1 : 1;
  if (tree.kind === 'number' && tree.value === 0) return [];
  if (tree.kind === 'unary') return termsOf(tree.operand, tree.operator === '-' ? opposite : sign);
  if (tree.kind === 'binary' && (tree.operator === '+' || tree.operator === '-')) {
    return [...termsOf(tree.left, sign), ...termsOf(tree.right, tree.operator === '-' ? opposite : sign)];
  }
  return [{ sign, tree }];
}
