import type { Values } from './grid';

/**
 * The relative L2 error ‖a − b‖₂ / ‖b‖₂ of `values` against `reference`, summed in float64.
 * Where the reference vanishes everywhere it is 0 for equal values, else Infinity. Places where the reference is not a
 * number, such as those outside the domain, are left out; NaN when there are no others.
 */
export function relativeL2(values: Values, reference: Values): number {
  sameLength(values, reference);
  // Both sums are scaled by the largest value, so that neither overflows nor vanishes.
  const scale = largest(reference);
  const unit = scale > 0 && Number.isFinite(scale) ? scale : 1;
  let difference = 0;
  let size = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(reference[i])) continue;
    count++;
    difference += ((values[i] - reference[i]) / unit) ** 2;
    size += (reference[i] / unit) ** 2;
  }
  if (count === 0) return NaN;
  if (difference === 0) return 0;
  return Math.sqrt(difference / size);
}

/** √(Σ a² / n); 0 for no values. */
export function rootMeanSquare(values: Values): number {
  if (values.length === 0) return 0;
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / values.length);
}

/** The largest |a − b|; NaN when one of them is not a number. */
export function largestDifference(a: Values, b: Values): number {
  sameLength(a, b);
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    if (Number.isNaN(difference)) return NaN;
    if (difference > most) most = difference;
  }
  return most;
}

/** a − b in float64: what an error view shows. */
export function difference(a: Values, b: Values): Float64Array {
  sameLength(a, b);
  return Float64Array.from(a, (value, i) => value - b[i]);
}

function largest(values: Values): number {
  let most = 0;
  for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
  return most;
}

function sameLength(a: Values, b: Values): void {
  if (a.length !== b.length) throw new RangeError(`${a.length} values can't be compared with ${b.length}`);
}
