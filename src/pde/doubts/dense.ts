/** The lower triangle of a symmetric matrix, row k with its first k + 1 entries. */
export type Triangle = readonly Float64Array[];

/** L with L Lᵀ = A + ridge·I; null where that is not positive definite. */
export function cholesky(matrix: Triangle, ridge: number): Float64Array[] | null {
  const factor: Float64Array[] = [];
  for (let i = 0; i < matrix.length; i++) {
    const row = Float64Array.from(matrix[i]);
    for (let j = 0; j <= i; j++) {
      const other = j < i ? factor[j] : row;
      let value = j < i ? row[j] : row[i] + ridge;
      for (let k = 0; k < j; k++) value -= row[k] * other[k];
      if (j < i) row[j] = value / other[j];
      else if (value > 0) row[i] = Math.sqrt(value);
      else return null;
    }
    factor.push(row);
  }
  return factor;
}

/** x with L x = b. */
export function solveLower(factor: Triangle, right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  factor.forEach((row, i) => {
    for (let k = 0; k < i; k++) x[i] -= row[k] * x[k];
    x[i] /= row[i];
  });
  return x;
}

/** x with Lᵀ x = b. */
export function solveUpper(factor: Triangle, right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  for (let i = factor.length - 1; i >= 0; i--) {
    x[i] /= factor[i][i];
    for (let k = 0; k < i; k++) x[k] -= factor[i][k] * x[i];
  }
  return x;
}

/** A x for a symmetric matrix. */
export function symmetricProduct(matrix: Triangle, x: Float64Array): Float64Array {
  const result = new Float64Array(x.length);
  matrix.forEach((row, i) => {
    for (let k = 0; k < i; k++) {
      result[i] += row[k] * x[k];
      result[k] += row[k] * x[i];
    }
    result[i] += row[i] * x[i];
  });
  return result;
}

/**
 * The largest λ with A x = λ B x for B = L Lᵀ, and its x with xᵀ B x = 1: power iteration on L⁻¹ A L⁻ᵀ, until λ moves by
 * less than 1e-3 of itself.
 */
export function largestRatio(matrix: Triangle, factor: Triangle): { value: number; vector: Float64Array } {
  let direction: Float64Array = Float64Array.from(matrix, (_, i) => 1 + Math.sin(12.9898 * i));
  let value = 0;
  for (let round = 0; round < 200; round++) {
    const norm = Math.sqrt(direction.reduce((sum, x) => sum + x * x, 0));
    if (norm === 0) break;
    const unit = direction.map((x) => x / norm);
    const image = solveLower(factor, symmetricProduct(matrix, solveUpper(factor, unit)));
    const before = value;
    value = Math.sqrt(image.reduce((sum, x) => sum + x * x, 0));
    direction = image;
    if (Math.abs(value - before) <= 1e-3 * value) break;
  }
  const norm = Math.sqrt(direction.reduce((sum, x) => sum + x * x, 0));
  const vector = solveUpper(
    factor,
    direction.map((x) => (norm > 0 ? x / norm : 0)),
  );
  return { value, vector };
}
