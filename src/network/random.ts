import { philox } from '../program';

/**
 * Numbers evenly in (0, 1), from Philox words.
 * @param seed whole number
 * @param stream number of the stream, so that different uses of one seed don't share numbers
 */
export function uniformNumbers(seed: number, stream: number, count: number): Float64Array {
  const words = philox([seed | 0, Math.floor(seed / 2 ** 32) | 0], [0, 0, 0, stream], count);
  return Float64Array.from({ length: count }, (_, k) => ((words[k] >>> 0) + 0.5) / 2 ** 32);
}

/**
 * Standard normal numbers by the Box–Muller transform.
 * @param seed whole number
 * @param stream number of the stream, so that different uses of one seed don't share numbers
 */
export function normalNumbers(seed: number, stream: number, count: number): Float64Array {
  const pairs = Math.ceil(count / 2);
  const uniform = uniformNumbers(seed, stream, 2 * pairs);
  const numbers = new Float64Array(2 * pairs);
  for (let k = 0; k < pairs; k++) {
    const radius = Math.sqrt(-2 * Math.log(uniform[2 * k]));
    const angle = 2 * Math.PI * uniform[2 * k + 1];
    numbers[2 * k] = radius * Math.cos(angle);
    numbers[2 * k + 1] = radius * Math.sin(angle);
  }
  return numbers.subarray(0, count);
}
