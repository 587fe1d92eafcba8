import * as op from '../program';
import type { Value } from '../program';

/** New H = keep·H + [Hy s] [[imageImage, imageStep], [imageStep, stepStep]] [Hy s]ᵀ. */
export interface BroydenFactors {
  readonly keep: Value;
  readonly imageImage: Value;
  readonly imageStep: Value;
  readonly stepStep: Value;
}

/** What a method of the family chooses φ and τ by; s is the step, y the change of the gradient. */
interface Situation {
  /** s·H⁻¹s/(y·s) */
  readonly b: Value;
  /** y·Hy/(y·s) */
  readonly h: Value;
  /** H is still I (int32). */
  readonly identity: Value;
  readonly count: number;
}

/** φ and τ of H ← (H − Hy Hyᵀ/(y·Hy) + φ v vᵀ)/τ + s sᵀ/(y·s), v = √(y·Hy) (s/(y·s) − Hy/(y·Hy)). */
export type Method = (situation: Situation) => { readonly phi: Value | number; readonly tau: Value };

/**
 * BFGS: φ = 1, τ = 1 (Nocedal & Wright, Numerical Optimization, 2006, eq. 6.17). The first update scales I by
 * (y·s)/(y·y) before (eq. 6.20), which is τ = h there.
 */
export const bfgsMethod: Method = ({ h, identity }) => ({
  phi: 1,
  tau: op.select(op.equal(identity, 1), h, 1),
});

/**
 * Self-scaled BFGS: φ = 1, τ = min(1, 1/b) (Al-Baali, JOTA 96, 1998; Urbán, Stefanou & Pons, arXiv 2405.04230, 2024).
 */
export const selfScaledBfgsMethod: Method = ({ b }) => ({ phi: 1, tau: op.minimum(op.divide(1, b), 1) });

/**
 * Self-scaled Broyden (Al-Baali, "Numerical experience with a class of self-scaling quasi-Newton algorithms", JOTA 96,
 * 1998; as written for physics-informed networks by Urbán, Stefanou & Pons, arXiv 2405.04230, 2024):
 *
 *   a = hb − 1, c = √(a/(a+1)), ρ⁻ = min(1, h(1−c)), θ = max((ρ⁻−1)/a, min(1/ρ⁻, (1−b)/b)), σ = 1 + aθ,
 *   S = |σ|^{1/(1−n)}, ρ⁺ = min(1, 1/b), τ = min(ρ⁺S, σ) for θ ≤ 0, else ρ⁺ min(S, 1/θ), φ = (1−θ)/(1+aθ).
 */
export const selfScaledBroydenMethod: Method = ({ b, h, count }) => {
  const a = op.maximum(op.subtract(op.multiply(h, b), 1), 1e-14);
  const c = op.sqrt(op.divide(a, op.add(a, 1)));
  const lower = op.minimum(op.multiply(h, op.subtract(1, c)), 1);
  const theta = op.maximum(
    op.divide(op.subtract(lower, 1), a),
    op.minimum(op.divide(1, lower), op.divide(op.subtract(1, b), b)),
  );
  const sigma = op.add(op.multiply(a, theta), 1);
  const root = op.exp(op.multiply(op.log(op.absolute(sigma)), 1 / (1 - count)));
  const upper = op.minimum(op.divide(1, b), 1);
  const tau = op.select(
    op.lessEqual(theta, 0),
    op.minimum(op.multiply(upper, root), sigma),
    op.multiply(upper, op.minimum(root, op.divide(1, theta))),
  );
  return { phi: op.divide(op.subtract(1, theta), sigma), tau };
};

/**
 * One update of the inverse Hessian H by a method of Broyden's family. Where y·s or y·Hy is not positive (rounding at a
 * point where nothing changes), H stays as it is.
 *
 * @param s step taken [n]
 * @param y change of the gradient [n]
 * @param image H y [n]
 * @param stepSlope s·g with the gradient before the step; −α s·g is sᵀ H⁻¹ s
 * @param length α, the step along the direction
 * @param identity 1 where H is I (int32)
 */
export function broydenFactors(
  method: Method,
  s: Value,
  y: Value,
  image: Value,
  stepSlope: Value,
  length: Value,
  identity: Value,
): BroydenFactors {
  const ys = op.inner(y, s);
  const yHy = op.inner(y, image);
  const b = op.negate(op.divide(op.multiply(length, stepSlope), ys));
  const h = op.divide(yHy, ys);
  const { phi, tau } = method({ b, h, identity, count: s.shape[0] });
  const mixed = op.divide(phi, tau);
  // v vᵀ in s and Hy: √(y·Hy)/(y·s) and −1/√(y·Hy) are its components
  const [ofStep, ofImage] = [op.divide(op.sqrt(yHy), ys), op.negate(op.divide(1, op.sqrt(yHy)))];
  const keep = op.divide(1, tau);
  const imageImage = op.subtract(
    op.multiply(mixed, op.multiply(ofImage, ofImage)),
    op.divide(1, op.multiply(yHy, tau)),
  );
  const imageStep = op.multiply(mixed, op.multiply(ofImage, ofStep));
  const stepStep = op.add(op.divide(1, ys), op.multiply(mixed, op.multiply(ofStep, ofStep)));
  const sound = [keep, imageImage, imageStep, stepStep]
    .map(op.isFinite)
    .reduce(op.and, op.and(op.greater(ys, 0), op.greater(yHy, 0)));
  return {
    keep: op.select(sound, keep, 1),
    imageImage: op.select(sound, imageImage, 0),
    imageStep: op.select(sound, imageStep, 0),
    stepStep: op.select(sound, stepStep, 0),
  };
}
