import * as op from '../../program';
import type { SequenceModel } from '../../study';
import { inputWeights, project } from './layers';
import { zero, type Body, type InputKind } from './model';

/**
 * Aggregation: h_t = tanh(Σ_{s ≤ t} W_x x_s + b), a sum of embeddings through a non-linear function. It takes any
 * length, and forgets the order (Zaheer et al., Deep Sets, NeurIPS 2017, theorem 2). The sums of all places are one
 * product with a triangle of ones.
 */
export function aggregation(
  { width }: Extract<SequenceModel, { kind: 'aggregation' }>,
  input: InputKind,
): Body {
  return {
    weights: [inputWeights(input, width, 'W_x'), { name: 'b', shape: [width], start: zero }],
    width,
    apply([matrix, offset], given, dropout) {
      const [batch, length] = given.shape;
      const embedded = op.reshape(project(given, matrix), [batch, length, width]);
      const ones = op.constant(1, matrix.element, [batch, length, length]);
      const before = op.lessEqual(op.iota('int32', ones.shape, 2), op.iota('int32', ones.shape, 1));
      const sums = op.dot(op.select(before, ones, 0), embedded);
      const rows = op.tanh(op.add(op.reshape(sums, [batch * length, width]), offset));
      return { rows: dropout(rows), byTime: false };
    },
  };
}
