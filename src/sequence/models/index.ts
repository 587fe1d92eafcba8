import type { Value } from '../../program';
import { splitWeights } from '../../network';
import type { SequenceModel, SequenceStudy } from '../../study';
import type { Sequences } from '../sequences';
import { aggregation } from './aggregation';
import { gru } from './gru';
import { headOf, inRowsOf, type Head } from './head';
import { lstm } from './lstm';
import { initialParameters, slotsOf, type Body, type Dropout, type InputKind } from './model';
import { rnn } from './rnn';
import { transformer } from './transformer';
import { sizeOf } from '../../program';

export { countingModels } from './counting';

export type NeuralSettings = Exclude<SequenceModel, { kind: 'unigram' | 'n-gram' }>;

/** A body with its head over one flat vector of parameters. */
export interface NeuralModel {
  readonly body: Body;
  readonly head: Head;
  readonly slots: ReturnType<typeof slotsOf>;
  readonly parameterCount: number;
  initial(seed: number): Float64Array;
  /** Output rows, by time or by sequence, and how targets are brought into their order. */
  outputs(
    parameters: Value,
    input: Value,
    dropout: Dropout,
  ): { readonly rows: Value; readonly byTime: boolean; order(values: Value): Value };
}

function bodyOf(settings: NeuralSettings, input: InputKind, window: number): Body {
  switch (settings.kind) {
    case 'aggregation':
      return aggregation(settings, input);
    case 'rnn':
      return rnn(settings, input);
    case 'lstm':
      return lstm(settings, input);
    case 'gru':
      return gru(settings, input);
    case 'transformer':
      return transformer(settings, input, window);
  }
}

/** The model of a study for sequences of this kind. */
export function neuralModel(
  settings: NeuralSettings,
  loss: SequenceStudy['training']['loss'],
  input: InputKind,
  outputSize: number,
  window: number,
): NeuralModel {
  const body = bodyOf(settings, input, window);
  const head = headOf(input.kind, loss, body.width, outputSize);
  const weights = [...body.weights, ...head.weights];
  const slots = slotsOf(weights);
  return {
    body,
    head,
    slots,
    parameterCount: weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    initial: (seed) => initialParameters(weights, seed),
    outputs(parameters, given, dropout) {
      const values = splitWeights(parameters, slots);
      const features = body.apply(values.slice(0, body.weights.length), given, dropout);
      const rows = head.outputs(values.slice(body.weights.length), features);
      return { rows, byTime: features.byTime, order: (targets) => inRowsOf(targets, features) };
    },
  };
}

/** Sizes of what comes in and what is told. */
export function sizesOf(sequences: Sequences): { readonly input: InputKind; readonly outputSize: number } {
  if (sequences.kind === 'symbols') {
    const { length } = sequences.symbols;
    return { input: { kind: 'symbols', size: length }, outputSize: length };
  }
  return {
    input: { kind: 'numbers', size: sequences.inputNames.length },
    outputSize: sequences.targetNames.length,
  };
}
