import { directionNumbers } from './sobol-directions';

/** How many dimensions the direction numbers reach. */
export const sobolDimensions = directionNumbers.length + 1;

const bits = 32;

/** The direction numbers V_1 … V_32 of a dimension, the first being van der Corput's. */
function directions(dimension: number): Uint32Array {
  const values = new Uint32Array(bits);
  if (dimension === 0) {
    for (let k = 0; k < bits; k++) values[k] = 2 ** (bits - 1 - k);
    return values;
  }
  const [coefficients, ...initial] = directionNumbers[dimension - 1];
  const degree = initial.length;
  for (let k = 0; k < bits; k++) {
    if (k < degree) {
      values[k] = initial[k] * 2 ** (bits - 1 - k);
      continue;
    }
    let value = values[k - degree] ^ (values[k - degree] >>> degree);
    for (let j = 1; j < degree; j++) {
      if ((coefficients >> (degree - 1 - j)) & 1) value ^= values[k - j];
    }
    values[k] = value;
  }
  return values;
}

/**
 * The first points of Sobol's sequence (I. M. Sobol 1967; in the order of Gray codes, Antonov & Saleev 1979): one array
 * for each dimension, in [0, 1). They fill a box more evenly than random points at any number of them.
 * @param shifts random 32-bit words, one for each dimension: a digital shift keeps the evenness and makes other points
 * @throws RangeError for more dimensions than `sobolDimensions`
 */
export function sobolPoints(dimensions: number, count: number, shifts?: ArrayLike<number>): Float64Array[] {
  if (dimensions > sobolDimensions) {
    throw new RangeError(`Sobol points have at most ${sobolDimensions} dimensions, not ${dimensions}.`);
  }
  return Array.from({ length: dimensions }, (_, dimension) => {
    const numbers = directions(dimension);
    const values = new Float64Array(count);
    let state = shifts === undefined ? 0 : shifts[dimension] >>> 0;
    for (let i = 0; i < count; i++) {
      values[i] = (state >>> 0) / 2 ** bits;
      // The bit that the next Gray code changes: the lowest zero of i.
      state ^= numbers[31 - Math.clz32(~i & (i + 1))];
    }
    return values;
  });
}
