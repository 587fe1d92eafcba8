/**
 * ω = exp(−ε Σ_{j<i} L_j) for the points of chunk i of time, L_j the mean square of the residuals in chunk j: a time
 * counts only once all earlier ones are solved (Wang, Sankaran & Perdikaris, "Respecting causality is all you need for
 * training physics-informed neural networks", 2022, eq. 3.10).
 * @param times the time of each point
 * @param squares r² of each point
 * @param range first and last time
 */
export function causalWeights(
  times: Float64Array,
  squares: Float64Array,
  [low, high]: readonly [number, number],
  { strength, chunks }: { readonly strength: number; readonly chunks: number },
): Float64Array {
  const chunk = times.map((time) =>
    Math.min(chunks - 1, Math.max(0, Math.floor(((time - low) / (high - low)) * chunks))),
  );
  const sums = new Float64Array(chunks);
  const counts = new Float64Array(chunks);
  chunk.forEach((c, i) => {
    sums[c] += squares[i];
    counts[c]++;
  });
  let before = 0;
  const weights = sums.map((sum, c) => {
    const weight = Math.exp(-strength * before);
    before += counts[c] > 0 ? sum / counts[c] : 0;
    return weight;
  });
  return chunk.map((c) => weights[c]);
}
