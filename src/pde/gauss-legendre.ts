export interface Quadrature {
  /** In (−1, 1), rising. */
  readonly nodes: readonly number[];
  /** Sum 2. */
  readonly weights: readonly number[];
}

/**
 * The Gauss–Legendre rule with n nodes on (−1, 1), exact for polynomials of degree 2n − 1: the roots of P_n by Newton's
 * method from the usual first guess, weights 2 / ((1 − x²) P_n'(x)²) (Press et al., Numerical Recipes, 3rd edition,
 * section 4.6).
 */
export function gaussLegendre(n: number): Quadrature {
  const roots = Array.from({ length: n }, (_, k) => {
    let x = -Math.cos((Math.PI * (k + 0.75)) / (n + 0.5));
    for (let round = 0; round < 20; round++) {
      const { value, slope } = legendre(n, x);
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    return x;
  });
  return { nodes: roots, weights: roots.map((x) => 2 / ((1 - x * x) * legendre(n, x).slope ** 2)) };
}

/** P_n and its derivative by the three-term recurrence. */
function legendre(n: number, x: number): { value: number; slope: number } {
  let [before, value] = [0, 1];
  for (let k = 1; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, slope: (n * (x * value - before)) / (x * x - 1) };
}
