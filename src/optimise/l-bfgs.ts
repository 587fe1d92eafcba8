import * as op from '../program';
import { digest, judge, searchAgain, searchState, searchTrial, type Memory } from './descent';
import type { Optimiser } from './optimiser';
import { emptyPairs, pairTypes, twoLoops, withPair } from './pairs';
import { elementOf, zeroState } from './state';

/** Pairs (s, y) that are remembered. */
const remembered = 30;

const memory: Memory = {
  firstTrial: 1,
  next(state, gradient, stepped) {
    const s = op.multiply(state.direction, state.trialStep);
    const pairs = withPair(state, s, op.subtract(gradient, state.gradient), stepped);
    return { remembered: pairs, product: twoLoops(pairs, gradient) };
  },
  empty: emptyPairs,
};

/**
 * Limited-memory BFGS (Liu & Nocedal, Math. Program. 45, 1989) with a bracketing weak Wolfe line search. Memory and work
 * O(n) for each step: for networks that are too large for a full matrix.
 */
export const lBfgs: Optimiser = {
  kind: 'gradient',
  name: 'l-bfgs',
  settings: [],
  compiledWhole: true,
  state: (count, terms, element) => ({
    ...searchState(count, terms, element),
    ...pairTypes(remembered, count, element),
  }),
  initial(parameters, terms) {
    const state = zeroState(lBfgs.state(parameters.length, terms, elementOf(parameters)));
    state.gamma[0] = 1;
    state.identity[0] = 1;
    return { ...state, parameters };
  },
  trial: searchTrial,
  advance(state, evaluation) {
    const { verdict } = judge(state, evaluation.loss, evaluation.gradient);
    return { ...state, ...digest(memory, state, verdict, { ...evaluation }) };
  },
  lossChanged: (state) => ({ ...state, ...searchAgain }),
};
