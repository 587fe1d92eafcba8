import { normalNumbers } from '../../network';
import type { SequenceSource } from '../../study';
import { streams, uniformNumbers } from '../random';
import type { NumberSequences } from '../sequences';

/** What the pairs are drawn about: f(x) = sin πx. */
export const regressionTruth = (x: number): number => Math.sin(Math.PI * x);

/**
 * Supervised learning: pairs {x, y} with x uniform in [−1, 1] and y = sin πx + σε, ε normal. Each pair is an example of
 * its own, so that nothing comes before x. The least mean-square error that can be expected is σ².
 */
export function regression(
  { noise, examples }: Extract<SequenceSource, { kind: 'regression' }>,
  seed: number,
): NumberSequences {
  const uniform = uniformNumbers(seed, streams.process);
  const normal = normalNumbers(seed, streams.noise, examples);
  const inputs = Float64Array.from({ length: examples }, () => 2 * uniform() - 1);
  return {
    kind: 'numbers',
    example: 1,
    places: examples,
    weights: null,
    inputs,
    targets: inputs.map((x, k) => regressionTruth(x) + noise * normal[k]),
    inputNames: ['x'],
    targetNames: ['y'],
    series: null,
  };
}
