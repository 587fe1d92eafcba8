import * as op from '../../program';
import type { Value } from '../../program';
import type { SequenceStudy } from '../../study';
import { byTime, logSumExp, oneHot } from './layers';
import { glorot, zero, type Features, type WeightDescription } from './model';

/** What stands on top of a body: an output row for each element, and what it costs. */
export interface Head {
  readonly weights: readonly WeightDescription[];
  /** Name and unit of the loss of one element. */
  readonly lossName: string;
  /** Output rows [rows, outputs] from features. */
  outputs(weights: readonly Value[], features: Features): Value;
  /** Loss of each row, [rows]; targets int32 [rows], or numbers [rows, columns]. */
  losses(outputs: Value, targets: Value): Value;
}

/** An affine map of the features. */
const affine = (width: number, outputs: number): WeightDescription[] => [
  { name: 'W_y', shape: [width, outputs], start: glorot(width, outputs) },
  { name: 'b_y', shape: [outputs], start: zero },
];
const mapped = ([matrix, offset]: readonly Value[], { rows }: Features) =>
  op.add(op.dot(rows, matrix), offset);

/** p = softmax(W_y h + b_y); the loss is the cross-entropy −ln p of the target. */
export function softmaxHead(width: number, symbols: number): Head {
  return {
    weights: affine(width, symbols),
    lossName: 'cross-entropy, nats per element',
    outputs: mapped,
    losses(logits, targets) {
      const hot = oneHot(targets, symbols, logits.element as 'float32' | 'float64');
      return op.subtract(logSumExp(logits), op.sum(op.multiply(hot, logits), [1]));
    },
  };
}

/** y = W_y h + b_y; the loss is the mean of (y − target)² over the columns. */
export function meanSquareHead(width: number, columns: number): Head {
  return {
    weights: affine(width, columns),
    lossName: 'mean-square error, scaled',
    outputs: mapped,
    losses(outputs, targets) {
      const difference = op.subtract(outputs, targets);
      return op.multiply(op.sum(op.multiply(difference, difference), [1]), 1 / columns);
    },
  };
}

/**
 * Mean μ and logarithm of the deviation s for each column; the loss is the mean over the columns of the Gaussian's
 * −ln p = s + ½ ((target − μ) e⁻ˢ)² + ½ ln 2π.
 */
export function gaussianHead(width: number, columns: number): Head {
  return {
    weights: affine(width, 2 * columns),
    lossName: 'negative log-likelihood, nats per number, scaled',
    outputs: mapped,
    losses(outputs, targets) {
      const [rows] = outputs.shape;
      const part = (k: number) => op.slice(outputs, [0, k * columns], [rows, columns]);
      const distance = op.multiply(op.subtract(targets, part(0)), op.exp(op.negate(part(1))));
      const each = op.add(part(1), op.multiply(op.multiply(distance, distance), 0.5));
      return op.add(op.multiply(op.sum(each, [1]), 1 / columns), 0.5 * Math.log(2 * Math.PI));
    },
  };
}

export function headOf(
  kind: 'symbols' | 'numbers',
  loss: SequenceStudy['training']['loss'],
  width: number,
  size: number,
): Head {
  if (kind === 'symbols') return softmaxHead(width, size);
  return loss === 'gaussian' ? gaussianHead(width, size) : meanSquareHead(width, size);
}

/** Rows of targets or weights [batch, length, …] in the order of the features' rows. */
export function inRowsOf(values: Value, { byTime: timed }: Features): Value {
  const [batch, length, ...rest] = values.shape;
  const ordered = timed ? byTime(values) : values;
  return op.reshape(ordered, [batch * length, ...rest]);
}
