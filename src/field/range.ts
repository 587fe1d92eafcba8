import type { Values } from './grid';

export type Range = readonly [low: number, high: number];

/** The smallest and the largest finite value; undefined when there is none. */
export function valueRange(values: Values): Range | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : undefined;
}

/** True when values lie on both sides of zero to a degree that matters (a tenth of the larger side). */
export function isSigned([low, high]: Range): boolean {
  return low < 0 && high > 0 && Math.min(-low, high) > 0.1 * Math.max(-low, high);
}

/**
 * The range in which a field is coloured: symmetric about zero for signed fields, so that the middle
 * of a diverging map is zero, else from the smallest to the largest value. Never empty.
 */
export function displayRange(values: Values): Range {
  const range = valueRange(values);
  if (range === undefined) return [0, 1];
  return isSigned(range) ? symmetricRange(range) : widen(range);
}

/** The smallest range symmetric about zero that holds another one. Never empty. */
export function symmetricRange([low, high]: Range): Range {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return size > 0 ? [-size, size] : [-1, 1];
}

/** The smallest range that holds both. */
export function joinRanges(a: Range, b: Range): Range {
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}

function widen([low, high]: Range): Range {
  if (low < high) return [low, high];
  const margin = low === 0 ? 1 : Math.abs(low) * 0.05;
  return [low - margin, high + margin];
}
