import { balanced, moved, type Weighting } from './weighting';

/** Share of the former factors that is kept each time. */
const keep = 0.9;

/**
 * λ̂_k = Σ_j tr K_j / tr K_k with K_k the neural tangent kernel of a term, so that all terms fall at one rate under
 * gradient descent (Wang, Yu & Perdikaris, "When and why PINNs fail to train: a neural tangent kernel perspective",
 * JCP 449, 2022, eq. 6.5; traces as means over the points, averaged over time as by Wang, Sankaran, Wang & Perdikaris
 * 2023).
 */
export const ntk: Weighting = {
  remembers: ['factors'],
  next: ({ factors }, measures) => ({ factors: moved(factors, balanced(measures.kernelTraces()), keep) }),
};
