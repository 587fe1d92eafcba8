import { drawn } from './random';

/** How the next element is drawn from what a model tells. */
export interface SamplingSettings {
  /** p^(1/T), rescaled: 1 leaves p as it is, towards 0 only the likeliest is left. */
  readonly temperature: number;
  /** Only the k likeliest; all when left out. */
  readonly topK?: number;
  /** Only the likeliest whose probabilities first reach this sum (Holtzman et al., ICLR 2020); all when left out. */
  readonly topP?: number;
}

/** Probabilities after temperature, top k and top p, in that order. Ties are kept in the order of the symbols. */
export function sharpened(
  probabilities: ArrayLike<number>,
  { temperature, topK, topP }: SamplingSettings,
): Float64Array {
  const logarithms = Array.from(probabilities, (p) => Math.log(p));
  const largest = Math.max(...logarithms);
  const powers = logarithms.map((x) => (x === largest ? 1 : Math.exp((x - largest) / temperature)));
  const total = powers.reduce((a, b) => a + b, 0);
  const order = powers.map((_, k) => k).sort((a, b) => powers[b] - powers[a] || a - b);
  const result = new Float64Array(powers.length);
  let sum = 0;
  for (const [rank, symbol] of order.entries()) {
    if (rank >= (topK ?? Infinity) || (rank > 0 && sum >= (topP ?? Infinity))) break;
    result[symbol] = powers[symbol] / total;
    sum += result[symbol];
  }
  return result.map((p) => p / sum);
}

/**
 * Continues a prompt element by element.
 * @param distribution p(x | context) of every symbol
 * @param uniform numbers in (0, 1)
 */
export function continued(
  distribution: (context: readonly number[]) => ArrayLike<number>,
  prompt: readonly number[],
  count: number,
  settings: SamplingSettings,
  uniform: () => number,
): number[] {
  const elements = [...prompt];
  for (let k = 0; k < count; k++) {
    const probabilities = sharpened(distribution(elements), settings);
    elements.push(drawn(probabilities, 0, probabilities.length, uniform()));
  }
  return elements.slice(prompt.length);
}
