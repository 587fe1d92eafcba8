import type { SumOfSquares } from '../optimise';
import * as op from '../program';
import { call, callSideBySide, type Program, type Value } from '../program';
import { sumsProgram } from './loss';
import { lossRegion } from './tiles';
import type { Problem } from './problem';
import { assembled, curvatureProgram, normalProgram } from './rows';

/** What a chunk of steps is given beside the state. */
export interface LossInputs {
  readonly study: Value;
  /** c [terms] */
  readonly coefficients: Value;
  /** 1/N [terms] */
  readonly inverseCounts: Value;
  /** Points and weights of each set. */
  readonly sets: readonly Value[];
}

/** The programs behind a sum of squares, one for each lane: the engine runs one program only once at a time. */
export function leastSquaresPrograms(problem: Problem, lanes: number) {
  const each = (make: (lane: number) => Program) => Array.from({ length: lanes }, (_, lane) => make(lane));
  return {
    normal: each((lane) => normalProgram(problem, lane, lanes)),
    curvature: each((lane) => curvatureProgram(problem, lane, lanes)),
    sums: each((lane) => sumsProgram(problem, problem.sets, lane, lanes)),
    region: lossRegion(problem, lanes),
  };
}

/** Sums what the lanes made, result by result, and works on it in a compiled region. */
function combine(
  parts: readonly (readonly Value[])[],
  given: readonly Value[],
  finish: (totals: readonly Value[], given: readonly Value[]) => readonly Value[],
): readonly Value[] {
  const width = parts[0].length;
  return call(
    'combine',
    [...parts.flat(), ...given],
    (...values) => {
      const totals = parts[0].map((_, k) =>
        parts.map((_part, lane) => values[lane * width + k]).reduce((a, b) => op.add(a, b)),
      );
      return finish(totals, values.slice(parts.length * width));
    },
    'xla',
  );
}

/** The loss of a problem as a sum of squares: the lanes run side by side, each over its share of the tiles. */
export function sumOfSquares(
  problem: Problem,
  programs: ReturnType<typeof leastSquaresPrograms>,
  { study, coefficients, inverseCounts, sets }: LossInputs,
): SumOfSquares {
  const weighting = [coefficients, inverseCounts];
  const weighted = (sums: Value, [c, inverse]: readonly Value[]) => [
    op.inner(sums, c),
    op.multiply(sums, inverse),
  ];
  return {
    normal(parameters) {
      const parts = callSideBySide(
        programs.normal,
        [parameters, study, coefficients, ...sets],
        programs.region,
      );
      const [slope, gram, loss, terms] = combine(parts, weighting, ([sums, total, ...blocks], given) => [
        total,
        assembled(blocks, problem.network.parameterCount),
        ...weighted(sums, given),
      ]);
      return { slope, gram, loss, terms };
    },
    curvature(parameters, direction) {
      const parts = callSideBySide(
        programs.curvature,
        [parameters, direction, study, coefficients, ...sets],
        programs.region,
      );
      return combine(parts, [], (totals) => totals)[0];
    },
    loss(parameters) {
      const parts = callSideBySide(programs.sums, [parameters, study, ...sets], programs.region);
      const [loss, terms] = combine(parts, weighting, ([sums], given) => weighted(sums, given));
      return { loss, terms };
    },
  };
}
