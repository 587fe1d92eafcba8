import * as op from '../program';
import { tensor, type Value } from '../program';
import {
  bfgsMethod,
  broydenFactors,
  selfScaledBfgsMethod,
  selfScaledBroydenMethod,
  type Method,
} from './broyden-family';
import { digest, judge, searchAgain, searchState, searchTrial, verdicts, type Memory } from './descent';
import type { Optimiser, State } from './optimiser';
import { elementOf, zeroState } from './state';

/** The first trial step along a direction: with 0.6 a step needs fewer evaluations than with 1. */
const firstTrial = 0.6;

/**
 * Updates after which the low-rank part of H is folded into the full matrix. Between folds H is read once a step and
 * never written: its memory traffic, not arithmetic, is what a dense update costs.
 */
const foldEvery = 16;

const column = (v: Value) => op.reshape(v, [v.shape[0], 1]);
const row = (v: Value) => op.reshape(v, [1, v.shape[0]]);
const matrixTimes = (m: Value, v: Value) => op.reshape(op.dot(m, column(v)), [m.shape[0]]);
const cell = (a: Value, b: Value) => op.reshape(op.inner(a, b), [1, 1]);

/** H v with H = scale·inverse + basisᵀ core basis. */
function inverseTimes(inverse: Value, { scale, basis, core }: State<Value>, v: Value): Value {
  const low = op.dot(basis, column(v));
  const lifted = op.dot(basis, op.dot(core, low), { transposeLeft: true });
  return op.add(op.multiply(matrixTimes(inverse, v), scale), op.reshape(lifted, [v.shape[0]]));
}

/**
 * The low-rank part with one more update, and H g for the new H.
 * @param product H g with the H before
 */
function update(method: Method, state: State<Value>, gradient: Value, product: Value) {
  const { direction, scale, basis, core, pending, trialStep: length, gradient: before } = state;
  const s = op.multiply(direction, length);
  // H y = H g₁ − H g₀ = H g₁ + d, since d = −H g₀
  const image = op.add(product, direction);
  const y = op.subtract(gradient, before);
  const factors = broydenFactors(method, s, y, image, op.inner(s, before), length, state.identity);
  const block = op.reshape(
    op.concat(
      [factors.imageImage, factors.imageStep, factors.imageStep, factors.stepStep].map((x) =>
        op.reshape(x, [1]),
      ),
    ),
    [2, 2],
  );
  const at = op.multiply(pending, 2);
  const pair = op.dot(block, op.concat([cell(image, gradient), cell(s, gradient)]));
  const ofPair = op.add(
    op.multiply(image, op.element(op.reshape(pair, [2]), 0)),
    op.multiply(s, op.element(op.reshape(pair, [2]), 1)),
  );
  return {
    scale: op.multiply(scale, factors.keep),
    basis: op.dynamicUpdateSlice(basis, op.concat([row(image), row(s)]), [at, 0]),
    core: op.dynamicUpdateSlice(op.multiply(core, factors.keep), block, [at, at]),
    pending: op.add(pending, 1),
    product: op.add(op.multiply(product, factors.keep), ofPair),
  };
}

/** @param product H g where the verdict needed it */
function denseMemory(method: Method, product: Value): Memory {
  return {
    firstTrial,
    next(state, gradient, stepped) {
      const updated = update(method, state, gradient, product);
      const choose = (name: 'scale' | 'basis' | 'core' | 'pending') =>
        op.select(stepped, updated[name], state[name]);
      return {
        remembered: {
          scale: choose('scale'),
          basis: choose('basis'),
          core: choose('core'),
          pending: choose('pending'),
        },
        product: op.select(stepped, updated.product, product),
      };
    },
    empty: { scale: 1, basis: 0, core: 0, pending: 0 },
  };
}

/**
 * A quasi-Newton method that keeps the inverse Hessian as a full matrix, with a bracketing weak Wolfe line search. O(n²)
 * memory and work for each step. `scale`, `basis` and `core` hold H = scale·inverse + basisᵀ core basis; `pending` counts
 * the updates in it.
 */
function denseQuasiNewton(name: string, method: Method): Optimiser {
  const optimiser: Optimiser = {
    kind: 'gradient',
    name,
    settings: [],
    compiledWhole: false,
    state(count, terms, element) {
      const rank = 2 * foldEvery;
      return {
        ...searchState(count, terms, element),
        scale: tensor(element),
        pending: tensor('int32'),
        basis: tensor(element, [rank, count]),
        core: tensor(element, [rank, rank]),
        inverse: tensor(element, [count, count]),
      };
    },
    initial(parameters, terms) {
      const count = parameters.length;
      const state = zeroState(optimiser.state(count, terms, elementOf(parameters)));
      for (let k = 0; k < count; k++) state.inverse[k * count + k] = 1;
      state.scale[0] = 1;
      state.identity[0] = 1;
      return { ...state, parameters };
    },
    trial: searchTrial,
    advance(state, { loss, terms, gradient }) {
      const { inverse, ...rest } = state;
      const names = Object.keys(rest);
      const named = (values: readonly Value[]) => Object.fromEntries(names.map((key, k) => [key, values[k]]));
      const small = names.map((key) => rest[key]);
      const [verdict] = op.call(
        'judge',
        [...small, loss, gradient],
        (...inputs) => [judge(named(inputs), inputs[names.length], inputs[names.length + 1]).verdict],
        'xla',
      );
      const is = (kind: number) => op.equal(verdict, kind);
      // H is read only where a new direction is due.
      const [product] = op.cond(
        op.or(is(verdicts.stepped), is(verdicts.arrived)),
        () =>
          op.call(
            'multiply',
            [inverse, gradient, rest.scale, rest.basis, rest.core],
            (h, g, scale, basis, core) => [inverseTimes(h, { scale, basis, core }, g)],
            'xla',
          ),
        () => [op.zerosLike(gradient)],
      );
      const digested = op.call(
        'digest',
        [...small, verdict, loss, terms, gradient, product],
        (...inputs) => {
          const known = named(inputs);
          const [told, ...found] = inputs.slice(names.length);
          const evaluation = { loss: found[0], terms: found[1], gradient: found[2] };
          const next = digest(denseMemory(method, found[3]), known, told, evaluation);
          return names.map((key) => next[key] ?? known[key]);
        },
        'xla',
      );
      const next = named(digested);
      const [folded, scale, core, pending] = op.cond(
        op.notEqual(next.resets, rest.resets),
        () => [
          ...op.call('reset', [gradient], (g) => [identity(g)], 'xla'),
          next.scale,
          next.core,
          next.pending,
        ],
        () =>
          op.cond(
            op.equal(next.pending, foldEvery),
            () =>
              op.call(
                'fold',
                [inverse, next.scale, next.basis, next.core],
                (h, factor, basis, middle) => [
                  op.add(
                    op.multiply(h, factor),
                    op.dot(op.dot(basis, middle, { transposeLeft: true }), basis),
                  ),
                  op.scalarLike(1, factor),
                  op.zerosLike(middle),
                  op.constant(0, 'int32'),
                ],
                'xla',
              ),
            () => [inverse, next.scale, next.core, next.pending],
          ),
      );
      return { ...next, scale, core, pending, inverse: folded };
    },
    lossChanged: (state) => ({ ...state, ...searchAgain }),
  };
  return optimiser;
}

function identity(like: Value): Value {
  const n = like.shape[0];
  const shape = [n, n];
  return op.convert(op.equal(op.iota('int32', shape, 0), op.iota('int32', shape, 1)), like.element);
}

export const bfgs = denseQuasiNewton('bfgs', bfgsMethod);
export const selfScaledBfgs = denseQuasiNewton('self-scaled-bfgs', selfScaledBfgsMethod);
export const selfScaledBroyden = denseQuasiNewton('self-scaled-broyden', selfScaledBroydenMethod);
