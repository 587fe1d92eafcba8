import { philox } from '../../program';
import { streams } from '../streams';
import { softmax, type Weighting } from './weighting';

/** Share of the former factors that is kept each time. */
const keep = 0.95;
/** How often it looks back to the last time it acted; else to the first. */
const recent = 0.99;
/** Divides the ratios of losses: a low temperature makes the weights differ more. */
const temperature = 1;

/**
 * Relative loss balancing with random lookback (Bischof & Kraus, "Multi-objective loss balancing for physics-informed
 * deep learning", 2021, eq. 10 to 12): with λ̂_k(t') = m exp(L_k/(T L_k(t'))) / Σ_j exp(L_j/(T L_j(t'))),
 * λ ← α (ρ λ + (1 − ρ) λ̂(0)) + (1 − α) λ̂(last), ρ 1 or 0 by chance.
 */
export const reLoBRaLo: Weighting = {
  remembers: ['factors', 'first', 'before'],
  next({ factors, first, before }, { losses, seed, step }) {
    if (first.length === 0) return { factors, first: losses, before: losses };
    const against = (then: readonly number[]) => {
      const ratios = losses.map((loss, k) => loss / (temperature * Math.max(then[k], Number.MIN_VALUE)));
      return softmax(ratios).map((part) => part * losses.length);
    };
    const [fromFirst, fromLast] = [against(first), against(before)];
    const [word] = philox([seed | 0, Math.floor(seed / 2 ** 32) | 0], [0, 0, step, streams.lookback], 1);
    const rho = (word >>> 0) / 2 ** 32 < recent ? 1 : 0;
    return {
      factors: factors.map(
        (factor, k) => keep * (rho * factor + (1 - rho) * fromFirst[k]) + (1 - keep) * fromLast[k],
      ),
      first,
      before: losses,
    };
  },
};
