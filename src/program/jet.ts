import * as op from './operations';
import type { Value } from './primitives';

/** Orders of differentiation along each direction. */
export type MultiIndex = readonly number[];

/** A constant-weighted sum of partial derivatives that no one needs one by one, such as a Laplacian. */
export interface CollapsedSum {
  readonly terms: readonly { readonly weight: number; readonly index: MultiIndex }[];
}

/**
 * A truncated Taylor polynomial in the directions: `at(α)` is ∂^α / α!, null where it is zero, computed when first
 * asked for; `sum(k)` is collapsed sum k, in which top-order coefficients enter linearly and are never formed.
 */
export interface Jet {
  at(index: MultiIndex): Value | null;
  sum(k: number): Value | null;
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
export function lazyJet(at: (index: MultiIndex) => Value | null, sum: (k: number) => Value | null): Jet {
  const known = new Map<string, Value | null>();
  const memo = (key: string, make: () => Value | null) => {
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
  return { at: (index) => (degree(index) === 0 ? value : null), sum: () => null, constant: true };
}

/** Sum of terms of which null ones are zero. */
export function total(terms: readonly (Value | null)[]): Value | null {
  return terms.reduce((sum, term) => (sum && term ? op.add(sum, term) : (sum ?? term)), null);
}

export function scaled(value: Value | null, factor: number): Value | null {
  return value && factor !== 0 ? op.multiply(value, factor) : null;
}

export function times(a: Value | null, b: Value | null): Value | null {
  return a && b ? op.multiply(a, b) : null;
}
