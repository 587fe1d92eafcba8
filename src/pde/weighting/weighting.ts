/**
 * What a weighting may look at when it acts. Terms are in the order of the loss; a term's mean square is
 * L_k = 1/N_k Σ_i ω_i r_ki², without any weight.
 */
export interface TermMeasures {
  /** The step at which it acts. */
  readonly step: number;
  readonly seed: number;
  /** L_k now. */
  readonly losses: readonly number[];
  /** ‖∇_θ L_k‖. */
  gradientNorms(): readonly number[];
  /** Mean diagonal of the neural tangent kernel of each term: 1/N_k Σ_i ω_i ‖∇_θ r_ki‖². */
  kernelTraces(): readonly number[];
}

/** What a weighting remembers: lists of numbers by name, one number for each term. Stored in checkpoints. */
export type WeightingState = Readonly<Record<string, readonly number[]>>;

/** A rule that balances the terms of the loss while it is trained: their weights are multiplied by `factors`. */
export interface Weighting {
  /** Names of the lists that it remembers; `factors` is always one of them. */
  readonly remembers: readonly string[];
  /** The state after it has acted. */
  next(state: WeightingState, measures: TermMeasures): WeightingState;
}

/** Before a weighting has acted every factor is 1, and nothing else is known. */
export function firstState({ remembers }: Weighting, terms: number): WeightingState {
  const lists = remembers.map((name) => [name, name === 'factors' ? new Array<number>(terms).fill(1) : []]);
  return Object.fromEntries(lists) as WeightingState;
}

export const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** keep · before + (1 − keep) · now, a moving average. */
export function moved(before: readonly number[], now: readonly number[], keep: number): number[] {
  return before.map((value, k) => keep * value + (1 - keep) * now[k]);
}

/** Σ_j s_j / s_k; a size of nothing gets the factor of the smallest other one. */
export function balanced(sizes: readonly number[]): number[] {
  const positive = sizes.filter((size) => size > 0);
  if (positive.length === 0) return sizes.map(() => 1);
  const least = Math.min(...positive);
  return sizes.map((size) => total(sizes) / Math.max(size, least));
}

/** exp(x_k) / Σ_j exp(x_j). */
export function softmax(values: readonly number[]): number[] {
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  return powers.map((power) => power / total(powers));
}
