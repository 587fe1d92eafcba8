import * as op from '../program';
import { tensor, type Value } from '../program';
import { dampingAgain, judgeAttempt } from './damping';
import type { LeastSquaresOptimiser } from './optimiser';
import { elementOf, zeroState } from './state';

const firstDamping = 1e-2;
/** The acceleration is taken where 2|a|/|d| is below this; beyond it the second-order model is not to be trusted. */
const longestAcceleration = 0.75;

/** What is known at the parameters: nothing; the loss; the normal equations too. */
const knowledge = { nothing: 0, loss: 1, equations: 2 } as const;

const column = (v: Value) => op.reshape(v, [v.shape[0], 1]);

/** G + λ D with D = √(diag G + 10⁻¹² max diag G), and the diagonal of D. */
function damp(gram: Value, damping: Value): [Value, Value] {
  const [n] = gram.shape;
  const onDiagonal = op.equal(op.iota('int32', [n, n], 0), op.iota('int32', [n, n], 1));
  const squares = op.sum(op.select(onDiagonal, gram, 0), [1]);
  const scale = op.sqrt(op.add(squares, op.multiply(op.reduceMax(squares), 1e-12)));
  return [op.add(gram, op.select(onDiagonal, column(op.multiply(scale, damping)), 0)), scale];
}

/** −(L Lᵀ)⁻¹ v */
function solve(factor: Value, v: Value): Value {
  const half = op.triangularSolve(factor, column(v));
  return op.negate(op.reshape(op.triangularSolve(factor, half, { transpose: true }), [v.shape[0]]));
}

/**
 * Levenberg–Marquardt with geodesic acceleration (Transtrum & Sethna, arXiv 1201.5885, 2012) and the damping of Nielsen
 * (Damping parameter in Marquardt's method, IMM-REP-1999-05). With rows r, f = r·r, G = Jᵀ J and g = Jᵀ r, an attempt is
 *
 *   L Lᵀ = G + λ D, d = −(L Lᵀ)⁻¹ g, a = −½ (L Lᵀ)⁻¹ Jᵀ r_dd, s = d + a where 2|a|/|d| < 0.75, else d,
 *
 * and ρ is the gain in f over the predicted one, d·(λ D d − g). It is accepted if f falls: λ ← λ max(1/10, 1 − (2ρ−1)³),
 * ν = 2; else, also where there is no Cholesky factor, λ ← λ ν, ν ← 2 ν. D holds the square roots of the diagonal of G,
 * not the diagonal itself. Memory O(n²), work O(n³) a step: for up to about 1500 parameters.
 */
export const levenbergMarquardt: LeastSquaresOptimiser = {
  kind: 'least-squares',
  name: 'levenberg-marquardt',
  settings: [],
  state: (count, terms, element) => ({
    parameters: tensor(element, [count]),
    gram: tensor(element, [count, count]),
    slope: tensor(element, [count]),
    damping: tensor(element),
    growth: tensor(element),
    loss: tensor(element),
    terms: tensor(element, [terms]),
    known: tensor('int32'),
    attempts: tensor('int32'),
    step: tensor('int32'),
    stalled: tensor('int32'),
  }),
  initial(parameters, terms) {
    const state = zeroState(levenbergMarquardt.state(parameters.length, terms, elementOf(parameters)));
    state.damping[0] = firstDamping;
    state.growth[0] = 2;
    return { ...state, parameters };
  },
  advance(state, problem) {
    const { parameters, damping } = state;
    const [gram, slope, loss, terms] = op.cond(
      op.equal(state.known, knowledge.equations),
      () => [state.gram, state.slope, state.loss, state.terms],
      () => {
        const normal = problem.normal(parameters);
        // Two programs round differently: the loss that a step was accepted with stays the one to beat.
        const fresh = op.equal(state.known, knowledge.nothing);
        return [
          normal.gram,
          normal.slope,
          op.select(fresh, normal.loss, state.loss),
          op.select(fresh, normal.terms, state.terms),
        ];
      },
    );
    const [damped, scale] = op.call('damp', [gram, damping], damp, 'xla');
    const factor = op.cholesky(damped);
    const last = parameters.shape[0] - 1;
    const definite = op.isFinite(op.reshape(op.slice(factor, [last, last], [1, 1]), []));
    const [candidate, predicted, found, foundTerms] = op.cond(
      definite,
      () => {
        const first = solve(factor, slope);
        const second = solve(factor, problem.curvature(parameters, first));
        const [moved, gain] = op.call(
          'move',
          [parameters, first, second, slope, scale, damping],
          move,
          'xla',
        );
        const trial = problem.loss(moved);
        return [moved, gain, trial.loss, trial.terms];
      },
      () => [parameters, op.zerosLike(loss), op.scalarLike(NaN, loss), terms],
    );
    const attempt = { candidate, predicted, loss: found, terms: foundTerms };
    const { accepted, ...judged } = judgeAttempt({ ...state, loss, terms }, attempt);
    const known = op.select(accepted, op.constant(knowledge.loss, 'int32'), knowledge.equations);
    return { ...judged, gram, slope, known };
  },
  lossChanged: (state) => ({
    ...state,
    ...dampingAgain(state),
    known: Int32Array.of(knowledge.nothing),
  }),
};

/** θ + s and the predicted gain d·(λ D d − g); `half` is −(L Lᵀ)⁻¹ Jᵀ r_dd, twice the acceleration. */
function move(parameters: Value, d: Value, half: Value, slope: Value, scale: Value, damping: Value): Value[] {
  const lengths = [half, d].map((v) => op.sqrt(op.inner(v, v)));
  const bound = op.multiply(lengths[1], longestAcceleration);
  const accelerated = op.less(lengths[0], bound);
  const step = op.add(d, op.select(accelerated, op.multiply(half, 0.5), 0));
  const damped = op.multiply(op.multiply(scale, d), damping);
  return [op.add(parameters, step), op.inner(d, op.subtract(damped, slope))];
}
