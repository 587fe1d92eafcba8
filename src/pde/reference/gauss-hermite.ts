/** Nodes z and logarithms of weights for ∫ e^(−z²) f(z) dz ≈ Σ w f(z). */
export interface GaussHermite {
  nodes: Float64Array;
  logWeights: Float64Array;
}

/**
 * The Gauss–Hermite rule with `count` nodes, in increasing order.
 *
 * Nodes: Newton's method on the orthonormal Hermite polynomial p_n, from the Plancherel–Rotach
 * estimate x = √(2n+1) cos θ with (2n+1)/4 (2θ − sin 2θ) = (k − 1/4) π for the k-th largest.
 * Weights: w = 1 / (n p_{n−1}(x)²). They are kept as logarithms, with full relative accuracy, because
 * an integrand may be large exactly where they are tiny.
 */
export function gaussHermite(count: number): GaussHermite {
  const nodes = new Float64Array(count);
  const logWeights = new Float64Array(count);
  for (let k = 1; 2 * k <= count + 1; k++) {
    const middle = 2 * k === count + 1;
    let x = middle ? 0 : firstEstimate(count, k);
    for (let iteration = 0; iteration < 20 && !middle; iteration++) {
      const { last, previous } = hermite(count, x);
      // p_n′ = √(2n) p_{n−1}
      const step = last / (Math.sqrt(2 * count) * previous);
      x -= step;
      if (Math.abs(step) <= 2 * Number.EPSILON * Math.abs(x)) break;
    }
    const { previous, logScale } = hermite(count, x);
    const logWeight = -Math.log(count) - 2 * (Math.log(Math.abs(previous)) + logScale);
    nodes[count - k] = x;
    nodes[k - 1] = middle ? 0 : -x;
    logWeights[count - k] = logWeight;
    logWeights[k - 1] = logWeight;
  }
  return { nodes, logWeights };
}

function firstEstimate(count: number, k: number): number {
  const phase = ((k - 0.25) * Math.PI * 4) / (2 * count + 1);
  // 2θ − sin 2θ grows steadily on [0, π/2]: halve the interval, which no start can spoil.
  let [low, high] = [0, Math.PI / 2];
  for (let round = 0; round < 50; round++) {
    const theta = (low + high) / 2;
    if (2 * theta - Math.sin(2 * theta) < phase) low = theta;
    else high = theta;
  }
  return Math.sqrt(2 * count + 1) * Math.cos((low + high) / 2);
}

/**
 * p_n and p_{n−1} at x, both divided by e^logScale: the polynomials themselves overflow.
 * p_{j+1} = x √(2/(j+1)) p_j − √(j/(j+1)) p_{j−1}, p_0 = π^(−1/4).
 */
function hermite(count: number, x: number): { last: number; previous: number; logScale: number } {
  let previous = 0;
  let last = Math.pow(Math.PI, -0.25);
  let logScale = 0;
  for (let j = 0; j < count; j++) {
    const next = x * Math.sqrt(2 / (j + 1)) * last - Math.sqrt(j / (j + 1)) * previous;
    previous = last;
    last = next;
    const size = Math.abs(last) + Math.abs(previous);
    if (size > 1e100) {
      last /= size;
      previous /= size;
      logScale += Math.log(size);
    }
  }
  return { last, previous, logScale };
}
