/**
 * The steady flow in a square whose lid moves with speed 1, by second-order finite differences of the stream function:
 * ψ_y (∇²ψ)_x − ψ_x (∇²ψ)_y = ∇⁴ψ / Re with ψ = 0 on all walls, ψ_y = 1 on the lid and ψ_n = 0 elsewhere, by Newton's
 * method with a band matrix.
 * @param {number} n cells along each side
 * @param {number} re Reynolds number
 * @returns velocity at the nodes: u(i, j) and v(i, j) at x = i/n, y = j/n
 */
export function cavityFlow(n, re) {
  const h = 1 / n;
  const inner = n - 1;
  const size = inner * inner;
  const band = 2 * inner;
  /** @type {(i: number, j: number) => number} number of the unknown at a node; −1 where ψ is 0 */
  const at = (i, j) => {
    // The slope at a wall reflects what lies behind it.
    const [a, b] = [i, j].map((k) => (k < 0 ? -k : k > n ? 2 * n - k : k));
    return a > 0 && a < n && b > 0 && b < n ? (b - 1) * inner + a - 1 : -1;
  };
  const psi = new Float64Array(size);
  /** @type {(i: number, j: number) => number} */
  const value = (i, j) => (at(i, j) < 0 ? 0 : psi[at(i, j)]) + (j > n ? 2 * h : 0);
  const laplacian = [
    [0, 0, -4],
    [1, 0, 1],
    [-1, 0, 1],
    [0, 1, 1],
    [0, -1, 1],
  ].map(([a, b, c]) => [a, b, c / h ** 2]);
  /** @type {(i: number, j: number) => number} */
  const curl = (i, j) => laplacian.reduce((sum, [a, b, c]) => sum + c * value(i + a, j + b), 0);
  const alongX = [
    [1, 0, 1 / (2 * h)],
    [-1, 0, -1 / (2 * h)],
  ];
  const alongY = [
    [0, 1, 1 / (2 * h)],
    [0, -1, -1 / (2 * h)],
  ];
  /** @type {(stencil: number[][], of: (i: number, j: number) => number, i: number, j: number) => number} */
  const apply = (stencil, of, i, j) => stencil.reduce((sum, [a, b, c]) => sum + c * of(i + a, j + b), 0);
  for (let round = 0; round < 20; round++) {
    const rows = Array.from({ length: size }, () => new Float64Array(2 * band + 1));
    const right = new Float64Array(size);
    for (let j = 1; j < n; j++)
      for (let i = 1; i < n; i++) {
        const row = at(i, j);
        const [u, v] = [apply(alongY, value, i, j), -apply(alongX, value, i, j)];
        const [curlX, curlY] = [apply(alongX, curl, i, j), apply(alongY, curl, i, j)];
        right[row] = u * curlX + v * curlY - apply(laplacian, curl, i, j) / re;
        /** @type {(a: number, b: number, c: number) => void} */
        const add = (a, b, c) => {
          const column = at(i + a, j + b);
          if (column >= 0) rows[row][column - row + band] += c;
        };
        for (const [a, b, c] of alongY) add(a, b, c * curlX);
        for (const [a, b, c] of alongX) add(a, b, -c * curlY);
        const outer = [
          ...alongX.map(([a, b, c]) => [a, b, c * u]),
          ...alongY.map(([a, b, c]) => [a, b, c * v]),
          ...laplacian.map(([a, b, c]) => [a, b, -c / re]),
        ];
        for (const [a, b, c] of outer) for (const [d, e, f] of laplacian) add(a + d, b + e, c * f);
      }
    solveBand(rows, right, band);
    let most = 0;
    right.forEach((change, k) => {
      psi[k] -= change;
      most = Math.max(most, Math.abs(change));
    });
    if (most < 1e-13) break;
  }
  const wall = (/** @type {number} */ i, /** @type {number} */ j) => i === 0 || i === n || j === 0 || j === n;
  return {
    u: (/** @type {number} */ i, /** @type {number} */ j) =>
      j === n ? 1 : wall(i, j) ? 0 : apply(alongY, value, i, j),
    v: (/** @type {number} */ i, /** @type {number} */ j) => (wall(i, j) ? 0 : -apply(alongX, value, i, j)),
  };
}

/**
 * Velocities at the nodes of n cells, from n, 2 n: what second order leaves is extrapolated away (Richardson).
 * @param {number} n
 * @param {number} re
 */
export function extrapolatedCavity(n, re) {
  const [coarse, fine] = [cavityFlow(n, re), cavityFlow(2 * n, re)];
  /** @type {(part: 'u' | 'v') => (i: number, j: number) => number} */
  const both = (part) => (i, j) => (4 * fine[part](2 * i, 2 * j) - coarse[part](i, j)) / 3;
  return { u: both('u'), v: both('v') };
}

/**
 * Solves a band system in place, without pivoting: the diagonal dominates.
 * @param {Float64Array[]} rows from `band` columns before the diagonal to as many behind it
 * @param {Float64Array} right becomes the solution
 * @param {number} band
 */
function solveBand(rows, right, band) {
  const size = right.length;
  for (let k = 0; k < size; k++) {
    const pivot = rows[k];
    for (let i = k + 1; i <= Math.min(size - 1, k + band); i++) {
      const row = rows[i];
      const factor = row[k - i + band] / pivot[band];
      if (factor === 0) continue;
      const shift = k - i + band;
      for (let j = 1; j <= band; j++) row[shift + j] -= factor * pivot[band + j];
      right[i] -= factor * right[k];
    }
  }
  for (let k = size - 1; k >= 0; k--) {
    let sum = right[k];
    for (let j = 1; j <= band && k + j < size; j++) sum -= rows[k][band + j] * right[k + j];
    right[k] = sum / rows[k][band];
  }
}
