import { describe, expect, it } from 'vitest';
import {
  cholesky,
  largestRatio,
  solveLower,
  solveUpper,
  symmetricProduct,
} from '../../../../src/pde/doubts/dense';
import { randomElements } from '../../../support/random';

const size = 12;
const square = (seed: number) => Array.from({ length: size }, (_, k) => randomElements([size], seed + k));
/** The lower triangle of M Mᵀ. */
function gram(m: Float64Array[]): Float64Array[] {
  return m.map((row, i) =>
    Float64Array.from({ length: i + 1 }, (_, j) => row.reduce((sum, value, k) => sum + value * m[j][k], 0)),
  );
}
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, k) => sum + value * b[k], 0);

describe('dense matrices on the host', () => {
  const matrix = gram(square(1));
  const vector = randomElements([size], 50);

  it('factor and solve: A (L⁻ᵀ L⁻¹ b) = b', () => {
    const factor = cholesky(matrix, 0)!;
    const solved = solveUpper(factor, solveLower(factor, vector));
    symmetricProduct(matrix, solved).forEach((value, k) => expect(value).toBeCloseTo(vector[k], 8));
  });

  it('refuse what is not positive definite, and take it with a ridge', () => {
    const indefinite = matrix.map((row) => row.map((value) => -value));
    expect(cholesky(indefinite, 0)).toBeNull();
    expect(cholesky(indefinite, 1e3)).not.toBeNull();
  });

  it('find the largest generalised eigenvalue and its vector', () => {
    const other = gram(square(30));
    const factor = cholesky(other, 0.1)!;
    const { value, vector: found } = largestRatio(matrix, factor);
    const ratio = (x: Float64Array) =>
      dot(x, symmetricProduct(matrix, x)) / (dot(x, symmetricProduct(other, x)) + 0.1 * dot(x, x));
    expect(ratio(found)).toBeCloseTo(value, 2);
    expect(dot(found, symmetricProduct(other, found)) + 0.1 * dot(found, found)).toBeCloseTo(1, 8);
    for (let seed = 100; seed < 400; seed++)
      expect(ratio(randomElements([size], seed))).toBeLessThan(1.002 * value);
  });
});
