import type { ElementType } from './types';

/**
 * A program has fixed shapes. Recorded for two numbers of points, it tells how each of its whole numbers grows with that
 * number, so that a graph for any number of points can be written.
 */
export interface Growth {
  readonly slope: readonly number[];
  readonly offset: readonly number[];
}

/** The two numbers of points: primes, so that no other extent is one of them by chance. */
export const growthCounts = [1009, 1013] as const;

/** The numbers of a constant. */
export interface Literal {
  readonly type: ElementType;
  readonly values: readonly number[];
}

/**
 * slope · points + offset, for whole numbers that are `first` and `second` at the two counts; null where they agree.
 * Errors: numbers that don't grow evenly.
 */
export function growthOf(first: Literal, second: Literal | undefined): Growth | null {
  const [own, other] = [first.values, second?.values ?? []];
  if (own.length === other.length && own.every((value, k) => Object.is(value, other[k]))) return null;
  const [few, many] = growthCounts;
  const slope = own.map((value, k) => (other[k] - value) / (many - few));
  if (first.type !== 'int32' || own.length !== other.length || !slope.every(Number.isInteger)) {
    throw new Error(
      'This solution is computed from all points together, so it has no graph for any number of points.',
    );
  }
  return { slope, offset: own.map((value, k) => value - slope[k] * few) };
}
