/** Square matrices of order n, row by row. */

/**
 * Spectral radius by Gelfand's formula ρ = lim ‖Aᵏ‖^(1/k), with k = 2²⁰ by squaring twenty times; the matrix is scaled
 * before each, and the scales are kept as a logarithm.
 */
export function spectralRadius(matrix: ArrayLike<number>, n: number): number {
  let power = Float64Array.from(matrix);
  let logarithm = 0;
  for (let doubling = 0; doubling < 20; doubling++) {
    const size = Math.hypot(...blockSizes(power));
    if (size === 0) return 0;
    logarithm = 2 * (logarithm + Math.log(size));
    power = product(
      power.map((x) => x / size),
      power.map((x) => x / size),
      n,
    );
  }
  const size = Math.hypot(...blockSizes(power));
  return size === 0 ? 0 : Math.exp((logarithm + Math.log(size)) / 2 ** 20);
}

/** Norms of stretches, few enough to be handed to one call. */
function blockSizes(values: Float64Array): number[] {
  const sizes: number[] = [];
  for (let from = 0; from < values.length; from += 4096)
    sizes.push(Math.hypot(...values.subarray(from, from + 4096)));
  return sizes;
}

export function product(a: ArrayLike<number>, b: ArrayLike<number>, n: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k];
      for (let j = 0; j < n; j++) result[i * n + j] += factor * b[k * n + j];
    }
  return result;
}

/** An orthogonal matrix from a random one: modified Gram–Schmidt over its rows, twice for full precision. */
export function orthogonalised(matrix: ArrayLike<number>, n: number): Float64Array {
  const rows = Float64Array.from(matrix);
  for (let i = 0; i < n; i++) {
    const row = rows.subarray(i * n, (i + 1) * n);
    for (let pass = 0; pass < 2; pass++)
      for (let k = 0; k < i; k++) {
        const earlier = rows.subarray(k * n, (k + 1) * n);
        const share = row.reduce((sum, x, j) => sum + x * earlier[j], 0);
        row.forEach((_, j) => (row[j] -= share * earlier[j]));
      }
    const size = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    row.forEach((_, j) => (row[j] /= size));
  }
  return rows;
}
