/**
 * Residual-based attention: λ_i ← (1 − η) λ_i + η |r_i| / max_j |r_j|, and ω_i = λ_i² (Anagnostopoulos, Toscano,
 * Stergiopulos & Karniadakis, "Residual-based attention in physics-informed neural networks", 2023, eq. 5 and 6), here
 * over their mean, so that the weight of the term keeps its meaning. Equations share the points, and so the λ: |r| is
 * the root of the sum of their squares.
 * @param before λ of each point; 1 at the start
 * @param squares r² of each point
 */
export function attended(before: Float64Array, squares: Float64Array, rate: number): Float64Array {
  const most = Math.sqrt(squares.reduce((a, b) => Math.max(a, b), 0));
  if (most === 0) return before;
  return before.map((value, i) => (1 - rate) * value + (rate * Math.sqrt(squares[i])) / most);
}

/** ω of each point from its λ. */
export function attentionWeights(lambda: Float64Array): Float64Array {
  const mean = lambda.reduce((sum, value) => sum + value * value, 0) / lambda.length;
  return lambda.map((value) => (value * value) / mean);
}
