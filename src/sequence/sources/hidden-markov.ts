import type { SequenceSource } from '../../study';
import { drawn, drawnRow, streams, uniformNumbers } from '../random';
import { symbolStream, type SymbolSequences } from '../sequences';
import { symbolNames } from './markov';

export interface HiddenMarkov {
  readonly states: number;
  readonly symbols: number;
  /** p(next state | state), [states, states]. */
  readonly moves: Float64Array;
  /** p(symbol | state), [states, symbols]. */
  readonly emissions: Float64Array;
}

/**
 * A hidden Markov model: a chain of states that are not seen, each of which emits a symbol. Its entropy rate has no
 * closed form; it is estimated by the mean of −ln p(x_t | x_1 … x_{t−1}) along the drawn sequence, by the forward
 * algorithm with the true tables (Rabiner, Proc. IEEE 77, 1989, eq. 19–21), to which it converges.
 */
export function hiddenMarkov(
  { states, symbols, sharpness, length }: Extract<SequenceSource, { kind: 'hidden-markov' }>,
  seed: number,
): SymbolSequences {
  const table = uniformNumbers(seed, streams.source);
  const rows = (count: number) =>
    Float64Array.from(Array.from({ length: states }, () => [...drawnRow(count, sharpness, table)]).flat());
  const model: HiddenMarkov = { states, symbols, moves: rows(states), emissions: rows(symbols) };
  const uniform = uniformNumbers(seed, streams.process);
  let state = Math.floor(uniform() * states);
  const elements = Int32Array.from({ length }, () => {
    state = drawn(model.moves, state * states, states, uniform());
    return drawn(model.emissions, state * symbols, symbols, uniform());
  });
  return symbolStream(elements, symbolNames(symbols), forwardEntropy(model, elements));
}

/** Mean of −ln p(x_t | past) over the elements, in nats, from a uniform belief. */
export function forwardEntropy(
  { states, symbols, moves, emissions }: HiddenMarkov,
  elements: Int32Array,
): number {
  let belief = new Float64Array(states).fill(1 / states);
  let sum = 0;
  for (const element of elements) {
    const next = new Float64Array(states);
    for (let k = 0; k < states * states; k++) next[k % states] += belief[Math.floor(k / states)] * moves[k];
    for (let k = 0; k < states; k++) next[k] *= emissions[k * symbols + element];
    const likelihood = next.reduce((a, b) => a + b, 0);
    sum -= Math.log(likelihood);
    belief = next.map((x) => x / likelihood);
  }
  return sum / elements.length;
}
