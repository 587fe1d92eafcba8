import { isConstantTree, type Resolved } from '../language';

/** From so many terms on, a tensor with a row for each is shorter to compile than operations for each. */
const fewest = 24;

/** The summands of a tree; itself where it is no sum. */
function summands(tree: Resolved): Resolved[] {
  const found: Resolved[] = [];
  const waiting = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === 'binary' && node.operator === '+') waiting.push(node.right, node.left);
    else found.push(node);
  }
  return found;
}

/** Whether two terms differ in coordinates and numbers alone. */
function alike(a: Resolved, b: Resolved): boolean {
  if (a.kind === 'number' || a.kind === 'coordinate') return a.kind === b.kind;
  if (a.kind === 'unary' && b.kind === 'unary')
    return a.operator === b.operator && alike(a.operand, b.operand);
  if (a.kind === 'binary' && b.kind === 'binary')
    return a.operator === b.operator && alike(a.left, b.left) && alike(a.right, b.right);
  if (a.kind === 'call' && b.kind === 'call')
    return a.function === b.function && a.arguments.every((argument, k) => alike(argument, b.arguments[k]));
  return (a.kind === 'parameter' || a.kind === 'constant') && a.kind === b.kind && a.name === b.name;
}

/**
 * The terms of a sum, those that differ in coordinates and numbers alone apart from the others: sum(i, cos(x[i])) has a
 * hundred of them. Null where there are too few to gain anything.
 */
export function longSum(
  tree: Resolved,
): { readonly alike: readonly Resolved[]; readonly others: readonly Resolved[] } | null {
  const terms = summands(tree);
  if (terms.length < fewest) return null;
  const same = terms.filter((term) => alike(terms[0], term));
  const moves = same.some((term) => !isConstantTree(term));
  if (same.length < fewest || !moves) return null;
  return { alike: same, others: terms.filter((term) => !same.includes(term)) };
}
