import * as op from '../program';
import { tensor, type Value } from '../program';
import { dampingAgain, judgeAttempt } from './damping';
import { emptyPairs, pairTypes, twoLoops, withPair } from './pairs';
import type { LeastSquaresOptimiser, State, SumOfSquares } from './optimiser';
import { elementOf, zeroState } from './state';

const firstDamping = 1e-2;
/** A solve ends where the residual of the normal equations has shrunk by this, in the norm of the preconditioner. */
const tolerance = 1e-3;
/** Pairs of a solve that precondition the next one. */
const keptPairs = 20;

/**
 * What is known at the parameters: nothing; the loss; the slope too, so that a solve can begin; a solve is going on; its
 * solution is to be tried.
 */
const knowledge = { nothing: 0, loss: 1, slope: 2, solving: 3, solved: 4 } as const;

/** Pairs of the present solve, under these names in the state; those of the last one have their own. */
const freshName = (name: string) => `fresh ${name}`;
const fresh = (state: State<Value>) =>
  Object.fromEntries(Object.keys(emptyPairs).map((name) => [name, state[freshName(name)]]));
const asFresh = <T>(pairs: State<T>) =>
  Object.fromEntries(Object.entries(pairs).map(([name, value]) => [freshName(name), value]));

/** What a piece of work gives back, in the order of its branches. */
const names = [
  ...['parameters', 'slope', 'solution', 'residual', 'direction', 'energy', 'firstEnergy'],
  ...['damping', 'growth', 'loss', 'terms', 'known', 'iteration', 'attempts', 'step', 'stalled'],
  ...Object.keys(emptyPairs),
  ...Object.keys(emptyPairs).map(freshName),
];

/** Runs a compiled region on a state and what else it needs; it gives some of the state anew. */
function compiled(
  name: string,
  state: State<Value>,
  given: readonly Value[],
  work: (state: State<Value>, given: readonly Value[]) => State<Value>,
): State<Value> {
  let changed: string[] = [];
  const results = op.call(
    name,
    [...names.map((key) => state[key]), ...given],
    (...values) => {
      const next = work(
        Object.fromEntries(names.map((key, k) => [key, values[k]])),
        values.slice(names.length),
      );
      changed = Object.keys(next);
      return changed.map((key) => next[key]);
    },
    'xla',
  );
  return { ...state, ...Object.fromEntries(changed.map((key, k) => [key, results[k]])) };
}

/** The beginning of a solve: no solution yet, the residual −Jᵀ r; the pairs of the last solve precondition it. */
function begin(state: State<Value>, problem: SumOfSquares): State<Value> {
  const [slope, loss, terms] = op.cond(
    op.less(state.known, knowledge.slope),
    () => {
      const found = problem.slope(state.parameters);
      // Two programs round differently: the loss that a step was accepted with stays the one to beat.
      const first = op.equal(state.known, knowledge.nothing);
      return [
        found.slope,
        op.select(first, found.loss, state.loss),
        op.select(first, found.terms, state.terms),
      ];
    },
    () => [state.slope, state.loss, state.terms],
  );
  return compiled('begin', { ...state, slope, loss, terms }, [], (now) => {
    const last = fresh(now);
    // A solve without a step leaves no pair behind.
    const any = op.greater(last.count, 0);
    const pairs = Object.fromEntries(
      Object.keys(emptyPairs).map((name) => [name, op.select(any, last[name], now[name])]),
    );
    const residual = op.negate(now.slope);
    const direction = twoLoops(pairs, residual);
    const energy = op.inner(residual, direction);
    const blank = Object.fromEntries(
      Object.entries(emptyPairs).map(([name, value]) => [
        name,
        op.broadcast(op.constant(value, last[name].element), last[name].shape),
      ]),
    );
    return {
      ...pairs,
      ...asFresh(blank),
      solution: op.zerosLike(residual),
      residual,
      direction,
      energy,
      firstEnergy: energy,
      iteration: op.constant(0, 'int32'),
      known: op.constant(knowledge.solving, 'int32'),
    };
  });
}

/** One step of preconditioned conjugate gradients on (Jᵀ J + λ) x = −Jᵀ r. */
function iterate(state: State<Value>, problem: SumOfSquares, iterations: Value): State<Value> {
  const product = problem.product(state.parameters, state.direction);
  return compiled('iterate', state, [product, iterations], (now, [gram, most]) => {
    const { direction, damping, energy } = now;
    const image = op.add(gram, op.multiply(direction, damping));
    const curvature = op.inner(direction, image);
    const sound = op.and(op.isFinite(curvature), op.greater(curvature, 0));
    const length = op.select(sound, op.divide(energy, curvature), 0);
    const solution = op.add(now.solution, op.multiply(direction, length));
    const residual = op.subtract(now.residual, op.multiply(image, length));
    const preconditioned = twoLoops(now, residual);
    const left = op.inner(residual, preconditioned);
    const iteration = op.add(now.iteration, 1);
    const small = op.lessEqual(left, op.multiply(now.firstEnergy, tolerance ** 2));
    const exhausted = op.greaterEqual(op.convert(iteration, most.element), most);
    const ends = op.or(op.not(sound), op.or(small, exhausted));
    return {
      ...asFresh(withPair(fresh(now), direction, image, sound)),
      solution,
      residual,
      direction: op.add(preconditioned, op.multiply(direction, op.divide(left, energy))),
      energy: left,
      iteration,
      known: op.select(ends, op.constant(knowledge.solved, 'int32'), knowledge.solving),
    };
  });
}

/** Tries the solution as a step. */
function attempt(state: State<Value>, problem: SumOfSquares): State<Value> {
  const { parameters, slope, solution, residual, damping } = state;
  const [candidate, predicted] = op.call(
    'move',
    [parameters, slope, solution, residual, damping],
    (theta, g, x, left, lambda) => [
      op.add(theta, x),
      // −2 g·x − xᵀ Jᵀ J x, with (Jᵀ J + λ) x = −g − left
      op.add(op.inner(op.subtract(left, g), x), op.multiply(op.inner(x, x), lambda)),
    ],
    'xla',
  );
  const found = problem.loss(candidate);
  const { accepted, ...judged } = judgeAttempt(state, { candidate, predicted, ...found });
  const known = op.select(accepted, op.constant(knowledge.loss, 'int32'), knowledge.slope);
  return { ...state, ...judged, known };
}

/**
 * Matrix-free Gauss–Newton: the damped normal equations (Jᵀ J + λ) x = −Jᵀ r are solved by conjugate gradients, which need
 * products Jᵀ J v only (Martens, Deep learning via Hessian-free optimization, ICML 2010; for physics-informed networks
 * Jnini, Vella & Zeinhofer, arXiv 2402.03864, 2024). With the loss r·r this is the natural gradient of the residuals,
 * damped as in Levenberg–Marquardt. Each solve is preconditioned by the L-BFGS matrix of pairs (p, A p) of the one before
 * (Morales & Nocedal, SIAM J. Optim. 10, 2000). Memory O(n), one product for each iteration: for networks that are too
 * large for a matrix. An iteration is one piece of work, so that a run can be stopped within a solve.
 */
export const gaussNewton: LeastSquaresOptimiser = {
  kind: 'least-squares',
  name: 'gauss-newton',
  settings: ['iterations'],
  state(count, terms, element) {
    const vector = tensor(element, [count]);
    const scalar = tensor(element);
    const pairs = pairTypes(keptPairs, count, element);
    const types: State<ReturnType<typeof tensor>> = {
      ...Object.fromEntries(
        ['parameters', 'slope', 'solution', 'residual', 'direction'].map((name) => [name, vector]),
      ),
      ...Object.fromEntries(
        ['energy', 'firstEnergy', 'damping', 'growth', 'loss'].map((name) => [name, scalar]),
      ),
      terms: tensor(element, [terms]),
      ...Object.fromEntries(
        ['known', 'iteration', 'attempts', 'step', 'stalled'].map((name) => [name, tensor('int32')]),
      ),
      ...pairs,
      ...asFresh(pairs),
    };
    return Object.fromEntries(names.map((name) => [name, types[name]]));
  },
  initial(parameters, terms) {
    const state = zeroState(gaussNewton.state(parameters.length, terms, elementOf(parameters)));
    state.damping[0] = firstDamping;
    state.growth[0] = 2;
    for (const [name, value] of Object.entries(emptyPairs)) {
      state[name].fill(value);
      state[freshName(name)].fill(value);
    }
    return { ...state, parameters };
  },
  advance(state, problem, { iterations }) {
    const list = (next: State<Value>) => names.map((name) => next[name]);
    const results = op.cond(
      op.lessEqual(state.known, knowledge.slope),
      () => list(begin(state, problem)),
      () =>
        op.cond(
          op.equal(state.known, knowledge.solving),
          () => list(iterate(state, problem, iterations)),
          () => list(attempt(state, problem)),
        ),
    );
    return Object.fromEntries(names.map((name, k) => [name, results[k]]));
  },
  lossChanged: (state) => ({
    ...state,
    ...dampingAgain(state),
    known: Int32Array.of(knowledge.nothing),
  }),
};
