import { additiveTerms, isConstantTree, nodes, print, simplifyConstants, type Resolved } from '../language';
import type { PointSet } from './problem';

type Orders = Readonly<Record<string, number>>;
type Derivative = Extract<Resolved, { kind: 'derivative' }>;

/** A sum of derivatives with weights that don't depend on the point, such as ∂_t − ν ∂_xx: one Taylor stream. */
export interface Operator {
  readonly terms: readonly { readonly weight: Resolved; readonly orders: Orders }[];
}

/** left − right of an equation as Σ sign·(operator applied to a field) + rest. */
export interface CollapsedResidual {
  readonly parts: readonly { readonly sign: 1 | -1; readonly operator: number; readonly field: string }[];
  /** Null where nothing is left. */
  readonly rest: Resolved | null;
}

export interface Collapse {
  readonly operators: readonly Operator[];
  /** For each term of the set; null for those that are formed as they stand. */
  readonly residuals: readonly (CollapsedResidual | null)[];
}

interface LinearTerm {
  readonly sign: 1 | -1;
  readonly weight: Resolved;
  readonly derivative: Derivative;
}

const nowhere = { start: 0, end: 0 };
const one: Resolved = { kind: 'number', value: 1, span: nowhere };
const orderKey = (orders: Orders) =>
  JSON.stringify(Object.entries(orders).sort(([a], [b]) => (a < b ? -1 : 1)));
const derivativeKey = ({ field, orders }: Derivative) => `${field} ${orderKey(orders)}`;

/** weight·derivative with a weight that is the same everywhere; null for anything else. */
function linearTerm(tree: Resolved): { weight: Resolved; derivative: Derivative } | null {
  if (tree.kind === 'derivative') return { weight: one, derivative: tree };
  if (tree.kind !== 'binary') return null;
  const { operator, left, right } = tree;
  if ((operator === '*' || operator === '/') && isConstantTree(right)) {
    const inner = linearTerm(left);
    return inner && { ...inner, weight: { ...tree, left: inner.weight } };
  }
  if (operator !== '*' || !isConstantTree(left)) return null;
  const inner = linearTerm(right);
  return inner && { ...inner, weight: { ...tree, right: inner.weight } };
}

const zero: Resolved = { kind: 'number', value: 0, span: nowhere };

/** The additive terms of a tree, constant factors distributed over sums: ν(a + b) is νa + νb. */
function distributed(sign: 1 | -1, tree: Resolved): { sign: 1 | -1; tree: Resolved }[] {
  if (tree.kind === 'binary' && (tree.operator === '*' || tree.operator === '/')) {
    const { operator, left, right } = tree;
    const overLeft = isConstantTree(right) && !isConstantTree(left);
    if (!overLeft && !(operator === '*' && isConstantTree(left))) return [{ sign, tree }];
    const terms = additiveTerms({
      kind: 'equation',
      span: nowhere,
      left: overLeft ? left : right,
      right: zero,
    });
    if (terms.length < 2) return [{ sign, tree }];
    return terms.flatMap((term) =>
      distributed(
        sign === term.sign ? 1 : -1,
        overLeft ? { ...tree, left: term.tree } : { ...tree, right: term.tree },
      ),
    );
  }
  return [{ sign, tree }];
}

interface Split {
  readonly linear: readonly LinearTerm[];
  readonly others: readonly { readonly sign: 1 | -1; readonly tree: Resolved }[];
}

function split(residual: { left: Resolved; right: Resolved }): Split {
  const linear: LinearTerm[] = [];
  const others: { sign: 1 | -1; tree: Resolved }[] = [];
  const terms = additiveTerms({ kind: 'equation', span: nowhere, ...residual });
  for (const { sign, tree } of terms.flatMap((term) => distributed(term.sign, term.tree))) {
    const found = linearTerm(tree);
    if (found) linear.push({ sign, weight: simplifyConstants(found.weight), derivative: found.derivative });
    else others.push({ sign, tree });
  }
  return { linear, others };
}

/** Number of Taylor streams for a set of derivatives: all that lie at or below one of them, the value included. */
function streamCount(highest: readonly Orders[], alone: readonly Orders[] = []): number {
  const found = new Set<string>(['[]']);
  const close = (orders: Orders, itself: boolean) => {
    if (itself) found.add(orderKey(orders));
    for (const [name, order] of Object.entries(orders)) {
      const lower = Object.fromEntries(
        Object.entries({ ...orders, [name]: order - 1 }).filter(([, n]) => n > 0),
      );
      close(lower, true);
    }
  };
  highest.forEach((orders) => close(orders, false));
  alone.forEach((orders) => close(orders, true));
  return found.size;
}

/** Terms of one field in one equation whose derivatives nobody needs alone, as an operator with a leading plus. */
function operatorOf(terms: readonly LinearTerm[]): { sign: 1 | -1; operator: Operator } {
  const { sign } = terms[0];
  const signed = (term: LinearTerm): Resolved =>
    term.sign === sign
      ? term.weight
      : simplifyConstants({ kind: 'unary', operator: '-', operand: term.weight, span: nowhere });
  return {
    sign,
    operator: { terms: terms.map((term) => ({ weight: signed(term), orders: term.derivative.orders })) },
  };
}

function sumOf(terms: Split['others']): Resolved | null {
  return terms.reduce<Resolved | null>((sum, { sign, tree }) => {
    if (!sum) return sign === 1 ? tree : { kind: 'unary', operator: '-', operand: tree, span: nowhere };
    return { kind: 'binary', operator: sign === 1 ? '+' : '-', left: sum, right: tree, span: nowhere };
  }, null);
}

const planned = new WeakMap<PointSet, Collapse>();

/**
 * Finds the linear operators of a set's equations whose derivatives occur nowhere else. Each becomes one collapsed
 * stream of the Taylor pass (Dangel, Siebert, Zeinhofer & Walther, "Collapsing Taylor mode automatic differentiation",
 * 2025, for sums of one order; here also of several), where that needs fewer streams than the derivatives one by one:
 * u_t + u u_x = ν u_xx takes the streams of u, u_x and (∂_t − ν ∂_xx)u.
 */
export function collapseOf(set: PointSet): Collapse {
  const known = planned.get(set);
  if (known) return known;
  const plan = makePlan(set);
  planned.set(set, plan);
  return plan;
}

function makePlan(set: PointSet): Collapse {
  const splits = set.terms.map(({ residual }) =>
    'joined' in residual || 'measured' in residual ? null : split(residual),
  );
  const all = splits.filter((one_): one_ is Split => one_ !== null);
  const inOthers = all.flatMap(({ others }) => others.flatMap(({ tree }) => [...nodes(tree)]));
  // An operand that is differentiated as a whole has a pass of its own.
  const alone = new Map<string, Orders>();
  for (const node of inOthers) if (node.kind === 'derivative') alone.set(derivativeKey(node), node.orders);
  const operators: Operator[] = [];
  const keys: string[] = [];
  const collapsed: Orders[] = [];
  const residuals = splits.map((one_): CollapsedResidual | null => {
    if (!one_) return null;
    const parts: CollapsedResidual['parts'][number][] = [];
    const left: { sign: 1 | -1; tree: Resolved }[] = [...one_.others];
    const fields = new Set(one_.linear.map(({ derivative }) => derivative.field));
    for (const field of fields) {
      const own = one_.linear.filter((term) => term.derivative.field === field);
      const free = own.filter(({ derivative }) => !alone.has(derivativeKey(derivative)));
      const kept = free.length > 1 ? own.filter((term) => !free.includes(term)) : own;
      for (const { sign, weight, derivative } of kept) {
        alone.set(derivativeKey(derivative), derivative.orders);
        left.push({
          sign,
          tree: { kind: 'binary', operator: '*', left: weight, right: derivative, span: nowhere },
        });
      }
      if (free.length < 2) continue;
      const { sign, operator } = operatorOf(free);
      const key = operator.terms
        .map(({ weight, orders }) => `${print(weight)} ${orderKey(orders)}`)
        .join(' + ');
      if (!keys.includes(key)) {
        keys.push(key);
        operators.push(operator);
        collapsed.push(...operator.terms.map(({ orders }) => orders));
      }
      parts.push({ sign, operator: keys.indexOf(key), field });
    }
    return { parts, rest: sumOf(left) };
  });
  const without = streamCount([], [...collapsed, ...alone.values()]);
  const withOperators = streamCount(collapsed, [...alone.values()]) + operators.length;
  if (withOperators < without) return { operators, residuals };
  return { operators: [], residuals: set.terms.map(() => null) };
}
