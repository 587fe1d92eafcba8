import * as op from '../program';
import { tensor, type TensorType, type Value } from '../program';
import type { Part, Sequences } from './sequences';
import { streams } from './random';

export type FloatElement = 'float32' | 'float64';

/** Whole sequences in the engine's memory: inputs, targets and, where some places do not count, weights. */
export function sequenceTypes(sequences: Sequences, element: FloatElement): TensorType[] {
  const { places } = sequences;
  const types =
    sequences.kind === 'symbols'
      ? [tensor('int32', [places]), tensor('int32', [places])]
      : [
          tensor(element, [places, sequences.inputNames.length]),
          tensor(element, [places, sequences.targetNames.length]),
        ];
  return sequences.weights ? [...types, tensor(element, [places])] : types;
}

/** Length of a window: a whole example, or the study's. */
export function windowLength({ example }: Sequences, window: number): number {
  return example ?? window;
}

/** Where windows of a part may begin: `count` places, `stride` apart, from `first` on. */
export interface Beginnings {
  readonly first: number;
  readonly stride: number;
  readonly count: number;
}

export function beginnings({ example }: Sequences, { from, to }: Part, window: number): Beginnings {
  return example === null
    ? { first: from, stride: 1, count: to - from - window + 1 }
    : { first: from, stride: example, count: (to - from) / example };
}

/** Inputs, targets and weights [batch, length, …] of windows that begin at int32 [batch]. */
export function windowsAt(
  sequences: readonly Value[],
  starts: Value,
  length: number,
): { readonly input: Value; readonly targets: Value; readonly weights: Value | null } {
  const [batch] = starts.shape;
  const places = op.add(op.reshape(starts, [batch, 1]), op.iota('int32', [batch, length], 1));
  const [input, targets, weights] = sequences.map((values) => {
    const rows = op.gather(values, op.reshape(places, [batch * length]));
    return op.reshape(rows, [batch, length, ...values.shape.slice(1)]);
  });
  return { input, targets, weights: weights ?? null };
}

/** Uniform numbers in (0, 1), float64 [count], that depend on the seed, the step and the stream alone. */
export function uniformAt(key: Value, step: Value, stream: number, count: number): Value {
  const scalar = (value: Value | number) =>
    op.reshape(typeof value === 'number' ? op.constant(value, 'int32') : value, [1]);
  const counter = op.concat([scalar(0), scalar(0), scalar(step), scalar(stream)]);
  const words = op.convert(op.randomBits(key, counter, count), 'float64');
  // words are signed: −2³¹ … 2³¹ − 1
  return op.multiply(op.add(words, 2 ** 31 + 0.5), 1 / 2 ** 32);
}

/** Beginnings of the windows of a step, int32 [batch], drawn alike from all. */
export function drawnStarts(
  key: Value,
  step: Value,
  { first, stride, count }: Beginnings,
  batch: number,
): Value {
  const uniform = uniformAt(key, step, streams.batches, batch);
  const turn = op.convert(op.floor(op.multiply(uniform, count)), 'int32');
  return op.add(op.multiply(turn, stride), first);
}
