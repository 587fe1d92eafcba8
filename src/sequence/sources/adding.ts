import type { SequenceSource } from '../../study';
import { streams, uniformNumbers } from '../random';
import type { NumberSequences } from '../sequences';

/**
 * The adding problem (Hochreiter & Schmidhuber, Neural Computation 9, 1997, section 5.4, in the form of Arjovsky, Shah
 * & Bengio, ICML 2016): pairs of a number in [0, 1] and a mark; two elements are marked, one in each half, and the last
 * place asks for the sum of their numbers. The mean-square error of the constant answer 1 is 1/6.
 */
export function adding(
  { span, examples }: Extract<SequenceSource, { kind: 'adding' }>,
  seed: number,
): NumberSequences {
  const uniform = uniformNumbers(seed, streams.process);
  const places = span * examples;
  const inputs = new Float64Array(2 * places);
  const targets = new Float64Array(places);
  const weights = new Float64Array(places);
  const half = Math.floor(span / 2);
  for (let from = 0; from < places; from += span) {
    for (let k = 0; k < span; k++) inputs[2 * (from + k)] = uniform();
    const marked = [Math.floor(uniform() * half), half + Math.floor(uniform() * (span - half))];
    for (const k of marked) {
      inputs[2 * (from + k) + 1] = 1;
      targets[from + span - 1] += inputs[2 * (from + k)];
    }
    weights[from + span - 1] = 1;
  }
  return {
    kind: 'numbers',
    example: span,
    places,
    weights,
    inputs,
    targets,
    inputNames: ['number', 'mark'],
    targetNames: ['sum'],
    series: null,
  };
}
