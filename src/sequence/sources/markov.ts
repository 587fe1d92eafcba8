import type { SequenceSource } from '../../study';
import { drawn, drawnRow, streams, uniformNumbers } from '../random';
import { symbolStream, type SymbolSequences } from '../sequences';

/**
 * A Markov chain of order m over V symbols: p(x_t | x_{t−m} … x_{t−1}) is a row of a table [Vᵐ, V] drawn from the seed.
 * Its entropy rate is H = −Σ_c π(c) Σ_x p(x|c) ln p(x|c), with π the stationary distribution of contexts
 * (Cover & Thomas, Elements of Information Theory, 2nd ed., theorem 4.2.4).
 */
export function markov(
  { symbols, order, sharpness, length }: Extract<SequenceSource, { kind: 'markov' }>,
  seed: number,
): SymbolSequences {
  const table = markovTable(symbols, order, sharpness, seed);
  const uniform = uniformNumbers(seed, streams.process);
  const contexts = symbols ** order;
  let context = Math.floor(uniform() * contexts);
  const step = () => {
    const next = drawn(table, context * symbols, symbols, uniform());
    context = (context * symbols + next) % contexts;
    return next;
  };
  for (let k = 0; k < 1000; k++) step();
  const elements = Int32Array.from({ length }, step);
  return symbolStream(elements, symbolNames(symbols), markovEntropy(table, symbols, order));
}

/** Rows of p(x | context) for each context, of which the earliest element has the largest place value. */
export function markovTable(symbols: number, order: number, sharpness: number, seed: number): Float64Array {
  const uniform = uniformNumbers(seed, streams.source);
  const table = new Float64Array(symbols ** (order + 1));
  for (let row = 0; row < table.length; row += symbols) table.set(drawnRow(symbols, sharpness, uniform), row);
  return table;
}

/** Entropy rate in nats for each element; the stationary distribution by power iteration of the averaged chain. */
export function markovEntropy(table: Float64Array, symbols: number, order: number): number {
  const contexts = symbols ** order;
  let weights = new Float64Array(contexts).fill(1 / contexts);
  for (let turn = 0, change = 1; turn < 100_000 && change > 1e-15; turn++) {
    const moved = new Float64Array(contexts);
    for (let row = 0; row < table.length; row++)
      moved[row % contexts] += weights[Math.floor(row / symbols)] * table[row];
    // half of it stays: a chain that goes round in circles has a stationary distribution too
    const next = moved.map((x, k) => (x + weights[k]) / 2);
    change = next.reduce((sum, x, k) => sum + Math.abs(x - weights[k]), 0);
    weights = next;
  }
  return table.reduce(
    (sum, p, row) => (p > 0 ? sum - weights[Math.floor(row / symbols)] * p * Math.log(p) : sum),
    0,
  );
}

/** a, b, c … while there are letters, else numbers. */
export function symbolNames(count: number): string[] {
  return Array.from({ length: count }, (_, k) => (count <= 26 ? String.fromCharCode(97 + k) : String(k)));
}
