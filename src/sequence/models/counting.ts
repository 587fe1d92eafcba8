import type { SequenceModel } from '../../study';
import type { Part, SymbolSequences } from '../sequences';
import { nGram } from './n-gram';
import { unigram } from './unigram';

/** A model that is counted rather than trained by gradients. */
export interface CountingModel {
  /** Numbers that it keeps. */
  readonly counts: Float64Array;
  /** How many elements before the next one it looks at. */
  readonly reach: number;
  /** p(symbol | context), the context's last element standing last. */
  probability(context: ArrayLike<number>, symbol: number): number;
}

export type CountingSettings = Extract<SequenceModel, { kind: 'unigram' | 'n-gram' }>;

/** Calls `visit` with the context and the target of each place of a part that counts; contexts stay in their example. */
export function eachPlace(
  { inputs, targets, weights, example }: SymbolSequences,
  { from, to }: Part,
  reach: number,
  visit: (context: Int32Array, target: number) => void,
): void {
  for (let place = from; place < to; place++) {
    if (weights && weights[place] === 0) continue;
    const start = example === null ? 0 : place - (place % example);
    visit(inputs.subarray(Math.max(start, place + 1 - reach), place + 1), targets[place]);
  }
}

export const countingModels: {
  readonly [K in CountingSettings['kind']]: (
    settings: Extract<CountingSettings, { kind: K }>,
    sequences: SymbolSequences,
    part: Part,
  ) => CountingModel;
} = {
  unigram: (settings, sequences, part) =>
    unigram(settings, sequences.symbols.length, visitOf(sequences, part, 0)),
  'n-gram': (settings, sequences, part) =>
    nGram(settings, sequences.symbols.length, visitOf(sequences, part, settings.order - 1)),
};

function visitOf(sequences: SymbolSequences, part: Part, reach: number) {
  return (visit: (context: Int32Array, target: number) => void) => eachPlace(sequences, part, reach, visit);
}
