import { softmax, total, type Weighting } from './weighting';

/** Above 0 the terms that fall slowest count most. */
const beta = 0.1;

/**
 * λ_k = m exp(β s_k) / Σ_j exp(β s_j) with m terms and s_k the change of L_k since it last acted, over Σ_j |change of
 * L_j|: a term that grows, or falls less than others, counts more (Heydari, Thompson & Mehmood, "SoftAdapt: techniques
 * for adaptive loss weighting of neural networks with multi-part loss functions", 2019, the normalised variant).
 */
export const softAdapt: Weighting = {
  remembers: ['factors', 'before'],
  next({ factors, before }, { losses }) {
    if (before.length === 0) return { factors, before: losses };
    const changes = losses.map((loss, k) => loss - before[k]);
    const size = total(changes.map(Math.abs));
    const shares = changes.map((change) => (size > 0 ? change / size : 0));
    return {
      factors: softmax(shares.map((share) => beta * share)).map((part) => part * losses.length),
      before: losses,
    };
  },
};
