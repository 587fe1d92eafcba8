import { stored } from './elementwise';
import type { ElementType, Shape } from './types';

/** Lower factors of matrices [n,n] laid end to end, row by row; NaN where one is not positive definite. */
export function choleskyFactor(element: ElementType, n: number, matrices: Float64Array): Float64Array {
  const factors = new Float64Array(matrices.length);
  for (let base = 0; base < matrices.length; base += n * n) {
    let sound = true;
    for (let row = 0; row < n; row++) {
      for (let column = 0; column <= row; column++) {
        let rest = matrices[base + row * n + column];
        for (let k = 0; k < column; k++) rest -= factors[base + row * n + k] * factors[base + column * n + k];
        if (row === column) sound &&= rest > 0;
        const value = row === column ? Math.sqrt(rest) : rest / factors[base + column * n + column];
        factors[base + row * n + column] = stored(element, value);
      }
    }
    for (let row = 0; !sound && row < n; row++) factors.fill(NaN, base + row * n, base + row * n + row + 1);
  }
  return factors;
}

/** X [.., n, columns] with op(A) X = B for triangular matrices A laid end to end; forward or backward substitution. */
export function triangularSolution(
  element: ElementType,
  shape: Shape,
  { lower, transpose }: { readonly lower: boolean; readonly transpose: boolean },
  matrices: Float64Array,
  right: Float64Array,
): Float64Array {
  const [n, columns] = shape.slice(-2);
  const solution = Float64Array.from(right);
  const forward = lower !== transpose;
  for (let batch = 0; batch * n * columns < right.length; batch++) {
    const at = (row: number, column: number) =>
      matrices[batch * n * n + (transpose ? column * n + row : row * n + column)];
    for (let step = 0; step < n; step++) {
      const row = forward ? step : n - 1 - step;
      for (let column = 0; column < columns; column++) {
        const place = (k: number) => (batch * n + k) * columns + column;
        let rest = right[place(row)];
        for (let before = 0; before < step; before++) {
          const k = forward ? before : n - 1 - before;
          rest -= at(row, k) * solution[place(k)];
        }
        solution[place(row)] = stored(element, rest / at(row, row));
      }
    }
  }
  return solution;
}
