import * as op from '../program';
import type { Value } from '../program';
import { adam, adamStep } from './adam';
import { matricesOf, matrixIn, withMatrices, type Slot } from './matrices';
import type { Optimiser } from './optimiser';
import { scheduledRate } from './schedule';

const momentum = 0.95;
/** A matrix with a smaller side is no map between hidden layers. */
const leastSide = 8;
/** Coefficients of the quintic iteration, and how often it is done. */
const quintic = [3.4445, -4.775, 2.0315] as const;
const rounds = 5;
/** With it a matrix moves by as much as Adam moves it, so that both take one learning rate. */
const scale = 0.2;

/**
 * Muon (Jordan et al., Muon: an optimizer for hidden layers in neural networks, 2024): each matrix W [m, n] between hidden
 * layers goes along the nearest semi-orthogonal matrix to its momentum,
 *
 *   M ← μ M + (1 − μ) G,  W ← W − ρ · 0.2 √max(m, n) · O(μ M + (1 − μ) G),
 *
 * with the factor of Liu et al., Muon is scalable for LLM training, arXiv 2502.16982, 2025, eq. 4. All other parameters
 * take a step of Adam.
 * @param slots the weight tensors of the network
 */
export function muon(slots: readonly Slot[]): Optimiser {
  const matrices = matricesOf(slots, leastSide);
  return {
    ...adam,
    name: 'muon',
    advance: (state, evaluation, settings) => {
      const rate = scheduledRate(op.convert(op.add(state.step, 1), state.mean.element), settings);
      const next = adamStep(state, evaluation, rate);
      if (matrices.length === 0) return next;
      const slopes = matrices.map((matrix) => matrixIn(evaluation.gradient, matrix));
      const towards = (before: Value, slope: Value) =>
        op.add(op.multiply(before, momentum), op.multiply(slope, 1 - momentum));
      const means = matrices.map((matrix, k) => towards(matrixIn(state.mean, matrix), slopes[k]));
      const weights = matrices.map((matrix, k) => {
        const size = scale * Math.sqrt(Math.max(matrix.rows, matrix.columns));
        const direction = orthogonalised(towards(means[k], slopes[k]));
        return op.subtract(
          matrixIn(state.parameters, matrix),
          op.multiply(direction, op.multiply(rate, size)),
        );
      });
      return {
        ...next,
        parameters: withMatrices(next.parameters, matrices, weights),
        mean: withMatrices(next.mean, matrices, means),
      };
    },
  };
}

/**
 * Nearly U Vᵀ of a matrix U S Vᵀ, with singular values between 0.7 and 1.2: five rounds of X ← a X + (b A + c A²) X with
 * A = X Xᵀ, begun at X/‖X‖ (Jordan et al., 2024).
 */
export function orthogonalised(matrix: Value): Value {
  const [rows, columns] = matrix.shape;
  const tall = rows > columns;
  const norm = op.sqrt(op.inner(matrix, matrix));
  const start = op.divide(matrix, op.add(norm, 1e-30));
  const [a, b, c] = quintic;
  let x = tall ? op.transpose(start) : start;
  for (let round = 0; round < rounds; round++) {
    const square = op.dot(x, x, { transposeRight: true });
    const factor = op.add(op.multiply(square, b), op.multiply(op.dot(square, square), c));
    x = op.add(op.multiply(x, a), op.dot(factor, x));
  }
  return tall ? op.transpose(x) : x;
}
