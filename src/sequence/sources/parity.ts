import type { SequenceSource } from '../../study';
import { streams, uniformNumbers } from '../random';
import type { SymbolSequences } from '../sequences';

/** Bits of which, at every place, the parity of all so far is asked for. */
export function parity(
  { span, examples }: Extract<SequenceSource, { kind: 'parity' }>,
  seed: number,
): SymbolSequences {
  const uniform = uniformNumbers(seed, streams.process);
  const inputs = Int32Array.from({ length: span * examples }, () => (uniform() < 0.5 ? 0 : 1));
  let odd = 0;
  const targets = inputs.map((bit, place) => (odd = (place % span === 0 ? 0 : odd) ^ bit));
  return {
    kind: 'symbols',
    example: span,
    places: inputs.length,
    weights: null,
    inputs,
    targets,
    symbols: ['0', '1'],
    entropyRate: 0,
  };
}
