import type { AnyOptimiser, LeastSquaresOptimiser, Optimiser, State } from '../optimise';
import * as op from '../program';
import {
  call,
  callSideBySide,
  tensor,
  trace,
  whileLoop,
  type Program,
  type TensorType,
  type Value,
} from '../program';
import { LeastSquaresPrograms, sumOfSquares, type LossInputs } from './least-squares';
import { gradientProgram, setTypes, unknownTypes } from './loss';
import { termsOf, type Problem } from './problem';
import type { LossPrograms } from './step-parts';
import { gradientRegion } from './tiles';

/** Rows of the history that one call can hold. */
export const historyRows = 512;

/** Inputs and results of a chunk of optimiser steps, by name and in the program's order. */
export interface StepProgram {
  readonly program: Program;
  readonly region: 'xla' | 'native';
  readonly stateNames: readonly string[];
  /** The programs of the loss that it calls, and where they run. */
  readonly parts: () => LossPrograms;
  readonly partsRegion: 'xla' | 'native';
}

/**
 * A chunk of optimiser steps as one program.
 *
 * Inputs: the state, the optimiser's settings, limit (int32: the step of the phase to stop at), budget (int32: most
 * evaluations), study parameters, coefficients c [terms] and 1/N [terms], then points and weights of each set.
 * Results: the state, the history [historyRows, 1 + terms] (loss and unweighted terms of each step done), and the
 * number of evaluations (int32).
 *
 * With more than one lane the tiles are shared out among compiled islands that run side by side.
 */
export function stepProgram(problem: Problem, optimiser: AnyOptimiser, lanes: number): StepProgram {
  const { element, network } = problem;
  const termCount = termsOf(problem).length;
  const stateTypes = optimiser.state(network.parameterCount, termCount, element);
  const stateNames = Object.keys(stateTypes);
  const { stepping, parts, partsRegion } =
    optimiser.kind === 'gradient'
      ? gradientSteps(problem, optimiser, stateNames, lanes)
      : leastSquaresSteps(problem, optimiser, stateNames, lanes);
  const whole = lanes === 1 && optimiser.kind === 'gradient' && optimiser.compiledWhole;
  const region = whole ? partsRegion : 'native';
  const scalar = tensor(element);
  const types: TensorType[] = [
    ...stateNames.map((name) => stateTypes[name]),
    ...optimiser.settings.map(() => scalar),
    tensor('int32'),
    tensor('int32'),
    unknownTypes(problem)[1],
    tensor(element, [termCount]),
    tensor(element, [termCount]),
    ...problem.sets.flatMap((set) => setTypes(problem, set)),
  ];
  const named = (values: readonly Value[]) => namedBy(stateNames, values);

  const program = trace(`steps_${optimiser.name}`, types, (...inputs) => {
    const take = (count: number) => inputs.splice(0, count);
    const state = take(stateNames.length);
    const settings = take(optimiser.settings.length);
    const [limit, budget, study, coefficients, inverseCounts] = take(5);
    const start = state[stateNames.indexOf('step')];

    const advance = stepping({ study, coefficients, inverseCounts, sets: inputs }, settings);

    const record = (history: Value, next: State<Value>): Value =>
      call(
        'record',
        [history, next.step, next.loss, next.terms, start],
        (rows, step, loss, terms, from) => {
          const row = op.reshape(op.concat([op.reshape(loss, [1]), terms]), [1, termCount + 1]);
          return [op.dynamicUpdateSlice(rows, row, [op.subtract(op.subtract(step, from), 1), 0])];
        },
        'xla',
      )[0];

    const history = op.constant(0, element, [historyRows, termCount + 1]);
    const results = whileLoop(
      [op.constant(0, 'int32'), history, ...state],
      (count, _rows, ...current) => {
        const now = named(current);
        const going = op.and(op.less(now.step, limit), op.less(count, budget));
        return op.and(going, op.equal(now.stalled, 0));
      },
      (count, rows, ...current) => {
        const next = advance(current);
        return [op.add(count, 1), record(rows, named(next)), ...next];
      },
    );
    return [...results.slice(2), results[1], results[0]];
  });
  return { program, region, stateNames, parts, partsRegion };
}

/** One evaluation and what the optimiser makes of it: the next state, in the order of its names. */
type Stepping = (
  inputs: LossInputs,
  settings: readonly Value[],
) => (current: readonly Value[]) => readonly Value[];

interface DrivenLoss {
  readonly stepping: Stepping;
  readonly parts: () => LossPrograms;
  readonly partsRegion: 'xla' | 'native';
}

function gradientSteps(
  problem: Problem,
  optimiser: Optimiser,
  stateNames: readonly string[],
  lanes: number,
): DrivenLoss {
  const gradients = Array.from({ length: lanes }, (_, lane) => gradientProgram(problem, lane, lanes));
  const partsRegion = gradientRegion(problem, gradients);
  const named = (values: readonly Value[]) => namedBy(stateNames, values);
  const stepping: Stepping = ({ study, coefficients, inverseCounts, sets }, settings) => {
    /** Evaluates the loss at the trial parameters: [loss, terms, gradient]. */
    const evaluation = (current: readonly Value[]): readonly Value[] => {
      const [at] = call('trial', current, (...values) => [optimiser.trial(named(values))], 'xla');
      // Each lane has a program of its own: the engine runs one program only once at a time.
      const parts = callSideBySide(gradients, [at, study, coefficients, ...sets], partsRegion);
      return call(
        'combine',
        parts.flat(),
        (...values) => {
          const total = (k: number) => values.filter((_, j) => j % 2 === k).reduce((a, b) => op.add(a, b));
          const [sums, gradient] = [total(0), total(1)];
          return [op.inner(sums, coefficients), op.multiply(sums, inverseCounts), gradient];
        },
        'xla',
      );
    };

    const advance = (current: readonly Value[], found: readonly Value[]): readonly Value[] => {
      const step = (
        state_: readonly Value[],
        [loss, terms, gradient]: readonly Value[],
        given: readonly Value[],
      ) => {
        const settingsByName = namedBy(optimiser.settings, given);
        const next = optimiser.advance(named(state_), { loss, terms, gradient }, settingsByName);
        return stateNames.map((name) => next[name]);
      };
      if (!optimiser.compiledWhole) return step(current, found, settings);
      const size = current.length;
      return call(
        'advance',
        [...current, ...found, ...settings],
        (...values) => step(values.slice(0, size), values.slice(size, size + 3), values.slice(size + 3)),
        'xla',
      );
    };

    return (current) => advance(current, evaluation(current));
  };
  return { stepping, parts: () => new Map([['gradient', gradients]]), partsRegion };
}

function leastSquaresSteps(
  problem: Problem,
  optimiser: LeastSquaresOptimiser,
  stateNames: readonly string[],
  lanes: number,
): DrivenLoss {
  const programs = new LeastSquaresPrograms(problem, lanes);
  const stepping: Stepping = (inputs, settings) => {
    const squares = sumOfSquares(problem, programs, inputs);
    return (current) => {
      const given = namedBy(optimiser.settings, settings);
      const next = optimiser.advance(namedBy(stateNames, current), squares, given);
      return stateNames.map((name) => next[name]);
    };
  };
  return { stepping, parts: () => programs.parts, partsRegion: programs.region };
}

function namedBy(names: readonly string[], values: readonly Value[]): State<Value> {
  return Object.fromEntries(names.map((name, k) => [name, values[k]]));
}
