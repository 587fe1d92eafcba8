import { philox } from '../program';

/** Streams of the study's seed, so that different uses share no numbers. */
export const streams = {
  weights: 1,
  batches: 20,
  dropout: 21,
  source: 22,
  process: 23,
  sampling: 24,
  noise: 25,
} as const;

export const keyOf = (seed: number): [number, number] => [seed | 0, Math.floor(seed / 2 ** 32) | 0];

const block = 4096;

/** Uniform numbers in (0, 1), one after the other: Philox with key = seed, counter = (block, 0, 0, stream). */
export function uniformNumbers(seed: number, stream: number): () => number {
  const key = keyOf(seed);
  let words = new Int32Array();
  let next = 0;
  let turn = 0;
  return () => {
    if (next === words.length) {
      words = Int32Array.from(philox(key, [0, turn++, 0, stream], block));
      next = 0;
    }
    return ((words[next++] >>> 0) + 0.5) / 2 ** 32;
  };
}

/** Index drawn with probabilities that lie in `weights` from `from`, `count` of them, which sum to one. */
export function drawn(weights: ArrayLike<number>, from: number, count: number, uniform: number): number {
  let rest = uniform;
  for (let k = 0; k < count - 1; k++) {
    rest -= weights[from + k];
    if (rest < 0) return k;
  }
  return count - 1;
}

/** A row of probabilities: exponential numbers to the power of `sharpness`, over their sum. */
export function drawnRow(count: number, sharpness: number, uniform: () => number): Float64Array {
  const row = Float64Array.from({ length: count }, () => (-Math.log(uniform())) ** sharpness);
  const sum = row.reduce((a, b) => a + b, 0);
  return row.map((x) => x / sum);
}
