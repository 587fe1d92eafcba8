/** Curves with more points than the glass has pixels are drawn as the extremes of buckets: no peak is lost. */

/** Values of one curve where `x` is shared by all; NaN and null are gaps. */
export type Values = ArrayLike<number>;

export interface Curves {
  readonly x: Float64Array;
  readonly curves: readonly Float64Array[];
}

/** More points than this are drawn as extremes. */
export const drawnLimit = 4000;

/**
 * Replaces each bucket of neighbouring points by two: the lowest and the highest value of each curve, in the order in
 * which they came. Curves that are short enough are passed on as they are.
 */
export function decimate(x: Float64Array, curves: readonly Float64Array[], limit = drawnLimit): Curves {
  if (x.length <= limit) return { x, curves };
  const buckets = Math.max(1, Math.floor(limit / 2));
  const drawnX = new Float64Array(2 * buckets);
  const drawn = curves.map(() => new Float64Array(2 * buckets));
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = Math.floor((bucket * x.length) / buckets);
    const end = Math.floor(((bucket + 1) * x.length) / buckets);
    drawnX[2 * bucket] = x[start] ?? NaN;
    drawnX[2 * bucket + 1] = x[end - 1] ?? NaN;
    curves.forEach((curve, index) => {
      const target = drawn[index];
      if (target !== undefined) putExtremes(curve, start, end, target, 2 * bucket);
    });
  }
  return { x: drawnX, curves: drawn };
}

function putExtremes(
  curve: Float64Array,
  start: number,
  end: number,
  target: Float64Array,
  at: number,
): void {
  let low = -1;
  let high = -1;
  for (let i = start; i < end; i++) {
    const value = curve[i] ?? NaN;
    if (Number.isNaN(value)) continue;
    if (low < 0 || value < (curve[low] ?? NaN)) low = i;
    if (high < 0 || value > (curve[high] ?? NaN)) high = i;
  }
  target[at] = curve[Math.min(low, high)] ?? NaN;
  target[at + 1] = curve[Math.max(low, high)] ?? NaN;
}

/** For a logarithmic axis: null in place of what has no logarithm. */
export function positive(values: Values): (number | null)[] {
  const drawn = new Array<number | null>(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    drawn[i] = value > 0 && value < Infinity ? value : null;
  }
  return drawn;
}
