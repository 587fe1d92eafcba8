import type { Sequences } from './sequences';

/** Sums over the places of a part that were evaluated. */
export interface Sums {
  readonly loss: number;
  readonly count: number;
  readonly hits: number;
}

/** Names of what is measured, each with its unit, in their order. */
export function measureNames(sequences: Sequences): string[] {
  return Object.keys(measuresOf(sequences, { loss: 0, count: 1, hits: 0 }, { loss: 0, count: 1, hits: 0 }));
}

/**
 * What a model is worth on elements that it was not trained on. Perplexity = exp(nats), bits = nats/ln 2; the excess is
 * what the model needs beyond the entropy rate of the process, relative to it.
 * @param test null before the end
 */
export function measuresOf(
  sequences: Sequences,
  validation: Sums,
  test: Sums | null,
): Record<string, number> {
  const mean = ({ loss, count }: Sums) => loss / count;
  const loss = mean(validation);
  const testLoss = test ? mean(test) : NaN;
  if (sequences.kind === 'numbers') return { 'validation loss': loss, 'test loss': testLoss };
  const { entropyRate } = sequences;
  return {
    'validation, nats per element': loss,
    'validation, bits per element': loss / Math.LN2,
    'validation perplexity': Math.exp(loss),
    'validation accuracy': validation.hits / validation.count,
    'test, nats per element': testLoss,
    ...(entropyRate !== null && { 'entropy rate, nats per element': entropyRate }),
    ...(entropyRate !== null &&
      entropyRate > 0 && { 'excess over the entropy rate': loss / entropyRate - 1 }),
  };
}

/** Places of a part that are evaluated at most; windows are spread evenly over it. */
export const mostEvaluated = 1 << 17;
