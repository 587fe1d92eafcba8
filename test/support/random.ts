/** Mulberry32: a small seeded generator for test data. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

/** Uniform numbers in a range, one for each element of `shape`. */
export function randomElements(
  shape: readonly number[],
  seed: number,
  [low, high]: readonly [number, number] = [-1, 1],
) {
  const next = generator(seed);
  const size = shape.reduce((product, extent) => product * extent, 1);
  return Float64Array.from({ length: size }, () => low + (high - low) * next());
}

/** Numbers of the standard normal distribution (Box and Muller 1958). */
export function normalRandom(seed: number): () => number {
  const next = generator(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
