/** Square complex matrices of a few rows, row by row, real and imaginary parts in turns. */
export type Matrix = Float64Array;

export function identity(size: number): Matrix {
  const result = new Float64Array(2 * size * size);
  for (let i = 0; i < size; i++) result[2 * (i * size + i)] = 1;
  return result;
}

export function product(size: number, a: Matrix, b: Matrix): Matrix {
  const result = new Float64Array(2 * size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      const re = a[2 * (i * size + k)];
      const im = a[2 * (i * size + k) + 1];
      for (let j = 0; j < size; j++) {
        const at = 2 * (k * size + j);
        const to = 2 * (i * size + j);
        result[to] += re * b[at] - im * b[at + 1];
        result[to + 1] += re * b[at + 1] + im * b[at];
      }
    }
  return result;
}

/** Σ weight · matrix. */
export function combination(...terms: readonly (readonly [number, Matrix])[]): Matrix {
  const result = new Float64Array(terms[0][1].length);
  for (const [weight, matrix] of terms)
    for (let i = 0; i < result.length; i++) result[i] += weight * matrix[i];
  return result;
}

/** The largest sum of moduli in a row. */
export function norm(size: number, a: Matrix): number {
  let most = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += Math.hypot(a[2 * (i * size + j)], a[2 * (i * size + j) + 1]);
    if (!(sum <= most)) most = sum;
  }
  return most;
}

const factorials = Array.from({ length: 24 }, (_, n) => {
  let result = 1;
  for (let k = 2; k <= n; k++) result *= k;
  return result;
});
/** Terms of the series: the first one left out is below rounding for a norm of ½. */
const terms = 15;

/**
 * φ₀(z) = e^z and φ_j(z) = Σ_n z^n/(n + j)! up to j = `highest`, by the
 * series of a small z and doubling (B. Skaflestad and W. M. Wright, Appl. Numer. Math. 59 (2009) 783).
 * @returns the functions of z/2 and of z
 */
export function phiFunctions(
  size: number,
  z: Matrix,
  highest: number,
): { readonly half: readonly Matrix[]; readonly whole: readonly Matrix[] } {
  const doublings = Math.max(1, Math.ceil(Math.log2(Math.max(norm(size, z), 1e-300))) + 1);
  const small = combination([2 ** -doublings, z]);
  const functions = Array.from({ length: highest + 1 }, () => new Float64Array(2 * size * size));
  let power = identity(size);
  for (let n = 0; n < terms; n++) {
    functions.forEach((own, j) => {
      for (let i = 0; i < own.length; i++) own[i] += power[i] / factorials[n + j];
    });
    power = product(size, power, small);
  }
  let half: Matrix[] = functions;
  let whole: Matrix[] = functions;
  for (let round = 0; round < doublings; round++) {
    half = whole;
    whole = half.map((own, j) => {
      const grown = product(size, half[0], own);
      const sum: (readonly [number, Matrix])[] = [[2 ** -j, grown]];
      for (let i = 1; i <= j; i++) sum.push([2 ** -j / factorials[j - i], half[i]]);
      return combination(...sum);
    });
  }
  return { half, whole };
}

/** e^z. */
export function exponential(size: number, z: Matrix): Matrix {
  if (size > 1) return phiFunctions(size, z, 0).whole[0];
  const modulus = Math.exp(z[0]);
  return Float64Array.of(modulus * Math.cos(z[1]), modulus * Math.sin(z[1]));
}
