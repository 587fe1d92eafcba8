import type { SequenceSource } from '../../study';
import { streams, uniformNumbers } from '../random';
import type { SymbolSequences } from '../sequences';
import { symbolNames } from './markov';

/**
 * Copy after a lag (Hochreiter & Schmidhuber, Neural Computation 9, 1997; Arjovsky, Shah & Bengio, ICML 2016): P
 * symbols, L blanks, then P recall marks, at which the symbols are asked for in their order. Only those places count.
 */
export function copy(
  { symbols, payload, lag, examples }: Extract<SequenceSource, { kind: 'copy' }>,
  seed: number,
): SymbolSequences {
  const uniform = uniformNumbers(seed, streams.process);
  const example = 2 * payload + lag;
  const [blank, recall] = [symbols, symbols + 1];
  const inputs = new Int32Array(examples * example).fill(blank);
  const targets = new Int32Array(inputs.length).fill(blank);
  const weights = new Float64Array(inputs.length);
  for (let from = 0; from < inputs.length; from += example) {
    for (let k = 0; k < payload; k++) {
      const symbol = Math.min(symbols - 1, Math.floor(uniform() * symbols));
      const asked = from + payload + lag + k;
      inputs[from + k] = symbol;
      inputs[asked] = recall;
      targets[asked] = symbol;
      weights[asked] = 1;
    }
  }
  const names = [...symbolNames(symbols), '·', '?'];
  return {
    kind: 'symbols',
    example,
    places: inputs.length,
    weights,
    inputs,
    targets,
    symbols: names,
    entropyRate: 0,
  };
}
