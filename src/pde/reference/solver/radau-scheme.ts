/** A complex number. */
type Complex = readonly [number, number];

const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const over = (x: Complex, [c, d]: Complex): Complex => {
  const norm = c * c + d * d;
  return times(x, [c / norm, -d / norm]);
};
const minus = ([a, b]: Complex, [c, d]: Complex): Complex => [a - c, b - d];

/** One decoupled part of the stage equations: a real eigenvalue of A⁻¹, or one of a conjugate pair. */
export interface Mode {
  readonly value: Complex;
  /** Row of T⁻¹: what the mode takes of each stage. */
  readonly take: readonly Complex[];
  /** Column of T: what each stage takes of the mode; for a pair twice its real part. */
  readonly give: readonly Complex[];
}

/** The Radau IIA method of order 2s − 1 with s stages (s odd), with what its implementation needs. */
export interface RadauScheme {
  readonly stages: number;
  /** Places of the stages in (0, 1]; the last is 1. */
  readonly nodes: readonly number[];
  /** A⁻¹: slopes of the stages from their increments, times the step. */
  readonly slopes: readonly (readonly number[])[];
  /** The real mode first, then one of each pair. */
  readonly modes: readonly Mode[];
  /** Weights of increments in the error estimate: E. Hairer and G. Wanner, Solving ODEs II, IV.8 (8.19). */
  readonly estimate: readonly number[];
}

/** E. Hairer and G. Wanner, J. Comput. Appl. Math. 111 (1999) 93. @param stages odd */
export function radauScheme(stages: number): RadauScheme {
  const nodes = radauNodes(stages);
  // The derivative of the polynomial through 0 at 0 and the increments: K = (1/h) D Z, so A⁻¹ = D.
  const all = [0, ...nodes];
  const slopes = nodes.map((x, i) => nodes.map((_, j) => lagrangeSlope(all, j + 1, i + 1, x)));
  const values = eigenvalues(slopes);
  const real = values.reduce((a, b) => (Math.abs(a[1]) < Math.abs(b[1]) ? a : b));
  const pairs = values.filter((value) => value !== real && value[1] > 0);
  const chosen: Complex[] = [[real[0], 0], ...pairs];
  const columns: Complex[][] = [];
  const where: number[] = [];
  for (const value of chosen) {
    const vector = eigenvector(slopes, value);
    where.push(columns.length);
    columns.push(vector);
    if (value[1] !== 0) columns.push(vector.map(([a, b]): Complex => [a, -b]));
  }
  const inverse = invert(nodes.map((_, i) => columns.map((column) => column[i])));
  const modes = chosen.map((value, k): Mode => {
    const twice = value[1] === 0 ? 1 : 2;
    return {
      value,
      take: inverse[where[k]],
      give: columns[where[k]].map(([a, b]): Complex => [twice * a, twice * b]),
    };
  });
  // Σ d_i c_i^{q−1} = −1/λ for q = 1, else 0: the embedded formula's weights less those of the method.
  const vandermonde = nodes.map((_, q) => nodes.map((x): Complex => [x ** q, 0]));
  const d = invert(vandermonde).map((row) => -row[0][0] / real[0]);
  const estimate = nodes.map((_, j) => real[0] * d.reduce((sum, w, i) => sum + w * slopes[i][j], 0));
  return { stages, nodes, slopes, modes, estimate };
}

/** Roots of P_s − P_{s−1} on [−1, 1], mapped to (0, 1]. */
function radauNodes(stages: number): number[] {
  const f = (x: number) => {
    let [before, now] = [1, x];
    for (let j = 1; j < stages; j++) [before, now] = [now, ((2 * j + 1) * x * now - j * before) / (j + 1)];
    return stages === 1 ? x - 1 : now - before;
  };
  const roots: number[] = [];
  const count = 400;
  for (let k = 0; k < count; k++) {
    let [low, high] = [k, k + 1].map((i) => -Math.cos((Math.PI * i) / count) * (1 - 1e-12));
    if (f(low) * f(high) > 0) continue;
    for (let round = 0; round < 100; round++) {
      const middle = (low + high) / 2;
      if (f(low) * f(middle) <= 0) high = middle;
      else low = middle;
    }
    roots.push((low + high) / 2);
  }
  return [...roots.slice(0, stages - 1).map((x) => (x + 1) / 2), 1];
}

/** ℓ_j′ at the node i. */
function lagrangeSlope(nodes: readonly number[], j: number, i: number, x: number): number {
  if (i === j) return nodes.reduce((sum, node, k) => (k === j ? sum : sum + 1 / (x - node)), 0);
  let product = 1 / (nodes[j] - nodes[i]);
  nodes.forEach((node, k) => {
    if (k !== i && k !== j) product *= (x - node) / (nodes[j] - node);
  });
  return product;
}

/** All eigenvalues of a small real matrix: roots of its characteristic polynomial, by Durand and Kerner's method. */
function eigenvalues(matrix: readonly (readonly number[])[]): Complex[] {
  const n = matrix.length;
  // Faddeev and LeVerrier: λⁿ + c₁ λⁿ⁻¹ + …
  const coefficients = [1];
  let power = matrix.map((row) => row.map(() => 0));
  for (let k = 1; k <= n; k++) {
    const shifted = power.map((row, i) => row.map((x, j) => x + (i === j ? coefficients[k - 1] : 0)));
    power = matrix.map((row) => row.map((_, j) => row.reduce((sum, a, m) => sum + a * shifted[m][j], 0)));
    coefficients.push(-power.reduce((sum, row, i) => sum + row[i], 0) / k);
  }
  const size = Math.abs(coefficients[n]) ** (1 / n);
  let roots = Array.from({ length: n }, (_, k): Complex => {
    const angle = (2 * Math.PI * k) / n + 0.4;
    return [size * Math.cos(angle), size * Math.sin(angle)];
  });
  for (let round = 0; round < 500; round++) {
    roots = roots.map((root, i) => {
      const value = coefficients.reduce<Complex>(
        (sum, c) => [times(sum, root)[0] + c, times(sum, root)[1]],
        [0, 0],
      );
      const product = roots.reduce<Complex>(
        (all, other, j) => (j === i ? all : times(all, minus(root, other))),
        [1, 0],
      );
      return minus(root, over(value, product));
    });
  }
  return roots;
}

/** By inverse iteration. */
function eigenvector(matrix: readonly (readonly number[])[], value: Complex): Complex[] {
  const shift: Complex = [value[0] * (1 + 1e-9), value[1] * (1 + 1e-9)];
  const inverse = invert(
    matrix.map((row, i) => row.map((x, j): Complex => (i === j ? minus([x, 0], shift) : [x, 0]))),
  );
  let vector = matrix.map((_, i): Complex => [1, value[1] === 0 ? 0 : i / 3]);
  for (let round = 0; round < 5; round++) {
    vector = inverse.map((row) =>
      row.reduce<Complex>(
        (sum, x, j) => {
          const [a, b] = times(x, vector[j]);
          return [sum[0] + a, sum[1] + b];
        },
        [0, 0],
      ),
    );
    const largest = vector.reduce((a, b) => (Math.hypot(...a) > Math.hypot(...b) ? a : b));
    vector = vector.map((x) => over(x, largest));
  }
  return vector;
}

/** Gauss and Jordan. */
function invert(matrix: readonly (readonly Complex[])[]): Complex[][] {
  const n = matrix.length;
  const work = matrix.map((row, i) => [
    ...row,
    ...matrix.map((_, j): Complex => (i === j ? [1, 0] : [0, 0])),
  ]);
  for (let k = 0; k < n; k++) {
    let at = k;
    for (let i = k; i < n; i++) if (Math.hypot(...work[i][k]) > Math.hypot(...work[at][k])) at = i;
    [work[k], work[at]] = [work[at], work[k]];
    const pivot = work[k][k];
    work[k] = work[k].map((x) => over(x, pivot));
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = work[i][k];
      work[i] = work[i].map((x, j) => minus(x, times(factor, work[k][j])));
    }
  }
  return work.map((row) => row.slice(n));
}
