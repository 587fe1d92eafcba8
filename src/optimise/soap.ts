import * as op from '../program';
import { tensor, type Value } from '../program';
import { adam } from './adam';
import { matricesOf, matrixIn, withMatrices, type Matrix, type Slot } from './matrices';
import type { Optimiser, State } from './optimiser';
import { scheduledRate } from './schedule';
import { elementOf, zeroState } from './state';

/** Of the moments, and of the second moments of rows and columns. */
const beta = 0.95;
const epsilon = 1e-8;
/** Beyond it the factors of a matrix would cost more than the loss. */
const longestSide = 512;
/** What keeps powers of a factor away from singular matrices, over the mean of its eigenvalues. */
const shift = { float32: 1e-3, float64: 1e-6 } as const;

/** The two square factors of each matrix, one behind the other in a flat vector. */
function sidesOf(matrices: readonly Matrix[]): Matrix[] {
  let offset = 0;
  return matrices.flatMap(({ rows, columns }) =>
    [rows, columns].map((side) => {
      const factor = { offset, rows: side, columns: side };
      offset += side * side;
      return factor;
    }),
  );
}

/**
 * SOAP (Vyas et al., SOAP: improving and stabilizing Shampoo using Adam, ICLR 2025, algorithm 3): Adam in the eigenbases of
 * the second moments of the gradient's rows and columns, L ← β L + (1 − β) G Gᵀ and R ← β R + (1 − β) Gᵀ G. With the bases
 * P and Q of L and R,
 *
 *   W ← W − ρ P (M̂ / (√V̂ + ε)) Qᵀ,  M̂ = Pᵀ M Q,  V ← β V + (1 − β) (Pᵀ G Q)².
 *
 * The bases follow at every step by one orthogonal iteration. Parameters that are no matrices take a step of Adam.
 * @param slots the weight tensors of the network
 */
export function soap(slots: readonly Slot[]): Optimiser {
  const matrices = matricesOf(slots, 2, longestSide);
  const sides = sidesOf(matrices);
  const length = sides.reduce((sum, { rows }) => sum + rows * rows, 0);
  const state: Optimiser['state'] = (count, terms, element) => ({
    ...adam.state(count, terms, element),
    factors: tensor(element, [length]),
    bases: tensor(element, [length]),
  });
  return {
    ...adam,
    name: 'soap',
    state,
    initial: (parameters, terms) => {
      const zeros = zeroState(state(parameters.length, terms, elementOf(parameters)));
      for (const { offset, rows } of sides)
        for (let k = 0; k < rows; k++) zeros.bases[offset + k * rows + k] = 1;
      return { ...zeros, parameters };
    },
    advance: (now, { loss, terms, gradient }, settings) => {
      const step = op.add(now.step, 1);
      const count = op.convert(step, gradient.element);
      const bases = sides.map((side) => matrixIn(now.bases, side));
      const turned = (flat: Value, back: boolean) =>
        withMatrices(
          flat,
          matrices,
          matrices.map((matrix, k) => {
            const [left, right] = [bases[2 * k], bases[2 * k + 1]];
            const middle = matrixIn(flat, matrix);
            return back
              ? op.dot(op.dot(left, middle), right, { transposeRight: true })
              : op.dot(op.dot(left, middle, { transposeLeft: true }), right);
          }),
        );
      const mean = followed(now.mean, gradient);
      const slope = turned(gradient, false);
      const square = followed(now.square, op.multiply(slope, slope));
      // 1 − βᵏ
      const correction = op.subtract(1, op.exp(op.multiply(count, Math.log(beta))));
      const size = op.add(op.sqrt(op.divide(square, correction)), epsilon);
      const direction = turned(op.divide(op.divide(turned(mean, false), correction), size), true);
      return {
        parameters: op.subtract(now.parameters, op.multiply(direction, scheduledRate(count, settings))),
        ...{ mean, square, step, terms, loss, stalled: now.stalled },
        ...(length === 0 ? { factors: now.factors, bases: now.bases } : learned(now, gradient)),
      };
    },
  };

  /** The factors with a gradient more, and their bases. */
  function learned(now: State<Value>, gradient: Value): State<Value> {
    const products = matrices.flatMap((matrix) => {
      const slope = matrixIn(gradient, matrix);
      return [op.dot(slope, slope, { transposeRight: true }), op.dot(slope, slope, { transposeLeft: true })];
    });
    const factors = sides.map((side, k) => followed(matrixIn(now.factors, side), products[k]));
    const bases = sides.map((side, k) => nextBasis(factors[k], matrixIn(now.bases, side)));
    return {
      factors: withMatrices(now.factors, sides, factors),
      bases: withMatrices(now.bases, sides, bases),
    };
  }
}

const followed = (before: Value, value: Value) =>
  op.add(op.multiply(before, beta), op.multiply(value, 1 - beta));

/** One orthogonal iteration towards the eigenvectors of a factor (Golub & Van Loan, Matrix Computations, 2013, §8.2.4). */
function nextBasis(factor: Value, basis: Value): Value {
  const [side] = factor.shape;
  const { element } = factor;
  const unit = op.convert(
    op.equal(op.iota('int32', [side, side], 0), op.iota('int32', [side, side], 1)),
    element,
  );
  const average = op.divide(op.sum(op.multiply(factor, unit)), side);
  const scaled = op.divide(factor, op.add(average, 1e-30));
  const shifted = op.add(scaled, op.multiply(unit, shift[element as keyof typeof shift]));
  // Twice: the first leaves errors of the size of the condition number squared.
  return orthonormal(orthonormal(op.dot(shifted, basis)));
}

/** Q of A = Q R by the Cholesky factor of AᵀA (Golub & Van Loan, 2013, §5.2). */
function orthonormal(a: Value): Value {
  const factor = op.cholesky(op.dot(a, a, { transposeLeft: true }));
  return op.transpose(op.triangularSolve(factor, op.transpose(a)));
}
