import type { SequenceModel } from '../../study';

/** Visits every counted place with its context and its target. */
export type Places = (visit: (context: Int32Array, target: number) => void) => void;

/** Independence: p(x) = (c(x) + α)/(N + αV), whatever came before. */
export function unigram(
  { additive }: Extract<SequenceModel, { kind: 'unigram' }>,
  symbols: number,
  places: Places,
) {
  const counts = new Float64Array(symbols);
  places((_context, target) => counts[target]++);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    counts,
    reach: 0,
    probability: (_context: ArrayLike<number>, symbol: number) =>
      (counts[symbol] + additive) / (total + additive * symbols),
  };
}
