import { balanced, moved, type Weighting } from './weighting';

/** Share of the former factors that is kept each time. */
const keep = 0.9;

/**
 * λ̂_k = Σ_j ‖∇L_j‖ / ‖∇L_k‖, so that every term pulls on the parameters with the same force; averaged over time
 * (Wang, Sankaran, Wang & Perdikaris, "An expert's guide to training physics-informed neural networks", 2023,
 * algorithm 1).
 */
export const gradientNorm: Weighting = {
  remembers: ['factors'],
  next: ({ factors }, measures) => ({ factors: moved(factors, balanced(measures.gradientNorms()), keep) }),
};
