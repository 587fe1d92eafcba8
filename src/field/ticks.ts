/** Round places on an axis. */
export interface Ticks {
  values: number[];
  /** The distance between neighbours. */
  step: number;
}

/**
 * Round places within [low, high]: multiples of 1, 2 or 5 times a power of ten, about `count` of them.
 * An empty or infinite range has none.
 */
export function ticks(low: number, high: number, count = 5): Ticks {
  const width = high - low;
  if (!(width > 0) || !Number.isFinite(width) || count < 1) return { values: [], step: 0 };
  const wished = width / count;
  const power = Math.floor(Math.log10(wished));
  const factor = wished / 10 ** power;
  // The steps meet at their geometric means, so that the number of ticks is as near to `count` as it can be.
  let mantissa = factor < Math.SQRT2 ? 1 : factor < Math.sqrt(10) ? 2 : factor < Math.sqrt(50) ? 5 : 10;
  let exponent = power;
  if (mantissa === 10) [mantissa, exponent] = [1, power + 1];
  // Whole multiples divided by a whole power are the nearest numbers to the decimal fractions meant.
  const place = (k: number): number =>
    exponent < 0 ? (k * mantissa) / 10 ** -exponent : k * mantissa * 10 ** exponent;
  const step = place(1);
  // A range may end a rounding error short of a tick that belongs to it.
  const slack = 1e-9;
  const first = Math.ceil(low / step - slack);
  const last = Math.floor(high / step + slack);
  const values: number[] = [];
  for (let k = first; k <= last; k++) values.push(k === 0 ? 0 : place(k));
  return { values, step };
}

/** Powers of ten within [low, high], at most about `count`; for logarithmic axes. */
export function logTicks(low: number, high: number, count = 6): number[] {
  if (!(low > 0 && high >= low && Number.isFinite(high))) return [];
  const slack = 1e-9;
  const first = Math.ceil(Math.log10(low) - slack);
  const last = Math.floor(Math.log10(high) + slack);
  const stride = Math.max(1, Math.ceil((last - first + 1) / count));
  const values: number[] = [];
  for (let k = Math.ceil(first / stride) * stride; k <= last; k += stride) values.push(Number(`1e${k}`));
  return values;
}
