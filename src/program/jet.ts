import * as op from './operations';
import type { Value } from './primitives';

/** Orders of differentiation along each direction. */
export type MultiIndex = readonly number[];

/**
 * A sum of partial derivatives, of one order or of several, that no one needs one by one, such as a Laplacian or
 * ∂_t − ν ∂_xx. A weight is a number or a scalar of the program, the same at every point.
 */
export interface CollapsedSum {
  readonly terms: readonly { readonly weight: number | Value; readonly index: MultiIndex }[];
}

/**
 * factor·value. A constant factor is carried along and meets the other constants of a recurrence before anything is
 * multiplied: the fewer passes over the points, the faster the program.
 */
export interface Coefficient {
  readonly factor: number;
  readonly value: Value;
}
/** Null stands for zero. */
export type Term = Coefficient | null;

/**
 * A truncated Taylor polynomial in the directions: `at(α)` is ∂^α / α!, null where it is zero, computed when first
 * asked for; `sum(k)` is collapsed sum k, in which top-order coefficients enter linearly and are never formed.
 */
export interface Jet {
  at(index: MultiIndex): Term;
  sum(k: number): Term;
  /** No derivative: only `at(0)` is there. */
  readonly constant: boolean;
}

export const degree = (index: MultiIndex) => index.reduce((sum, order) => sum + order, 0);
export const factorial = (index: MultiIndex) =>
  index.reduce((product, order) => {
    for (let k = 2; k <= order; k++) product *= k;
    return product;
  }, 1);

/** All β with 0 ≤ β ≤ α, in lexicographic order. */
export function below(index: MultiIndex): MultiIndex[] {
  let all: number[][] = [[]];
  for (const order of index)
    all = all.flatMap((head) => Array.from({ length: order + 1 }, (_, k) => [...head, k]));
  return all;
}

export const difference = (a: MultiIndex, b: MultiIndex) => a.map((order, k) => order - b[k]);

/** A jet whose coefficients are computed once, when first asked for. */
export function lazyJet(at: (index: MultiIndex) => Term, sum: (k: number) => Term): Jet {
  const known = new Map<string, Term>();
  const memo = (key: string, make: () => Term) => {
    if (!known.has(key)) known.set(key, make());
    return known.get(key)!;
  };
  return {
    at: (index) => memo(index.join(), () => at(index)),
    sum: (k) => memo(`sum ${k}`, () => sum(k)),
    constant: false,
  };
}

export function constantJet(value: Value): Jet {
  return {
    at: (index) => (degree(index) === 0 ? unscaled(value) : null),
    sum: () => null,
    constant: true,
  };
}

export const unscaled = (value: Value): Coefficient => ({ factor: 1, value });
export const formed = ({ factor, value }: Coefficient): Value =>
  factor === 1 ? value : op.multiply(value, factor);

export function scaled(term: Term, factor: number): Term {
  return term && factor !== 0 ? { factor: term.factor * factor, value: term.value } : null;
}

/** The term times a weight of a collapsed sum. */
export function weighted(term: Term, weight: number | Value): Term {
  return typeof weight === 'number' ? scaled(term, weight) : mapped(term, (x) => op.multiply(x, weight));
}

/** The term under a linear map. */
export function mapped(term: Term, map: (x: Value) => Value): Term {
  return term && { factor: term.factor, value: map(term.value) };
}

/** The product of two terms by any bilinear `product`. */
export function times(a: Term, b: Term, product: (x: Value, y: Value) => Value = op.multiply): Term {
  return a && b && { factor: a.factor * b.factor, value: product(a.value, b.value) };
}

/** Several terms under one linear map of all of them; their factor is carried along where they share it. */
export function mappedTogether(
  terms: readonly Term[],
  map: (parts: readonly (Value | null)[]) => Value,
): Term {
  const [first, ...others] = terms.filter((term) => term !== null);
  if (!first) return null;
  if (others.every((term) => term.factor === first.factor))
    return { factor: first.factor, value: map(terms.map((term) => term && term.value)) };
  return unscaled(map(terms.map((term) => term && formed(term))));
}

/**
 * Sum of terms. Those of one factor are added before they are scaled, and the sum carries the factor of one of these
 * groups: 1 where there is such a group, else the smallest.
 */
export function total(terms: readonly Term[]): Term {
  const groups = new Map<number, Coefficient>();
  for (const term of terms) {
    if (!term) continue;
    const size = Math.abs(term.factor);
    const before = groups.get(size);
    groups.set(size, before ? { factor: before.factor, value: joined(before, term) } : term);
  }
  const [lead, ...others] = [...groups.values()].sort((a, b) => preference(a) - preference(b));
  if (!lead) return null;
  const value = others.reduce((sum, { factor, value: next }) => {
    const ratio = factor / lead.factor;
    const part = op.multiply(next, Math.abs(ratio));
    return ratio < 0 ? op.subtract(sum, part) : op.add(sum, part);
  }, lead.value);
  return { factor: lead.factor, value };
}

const preference = ({ factor }: Coefficient) => (Math.abs(factor) === 1 ? 0 : Math.abs(factor));
const joined = (a: Coefficient, b: Coefficient) =>
  a.factor === b.factor ? op.add(a.value, b.value) : op.subtract(a.value, b.value);
