import type { SumOfSquares } from '../optimise';
import * as op from '../program';
import { call, callSideBySide, type Program, type Value } from '../program';
import { gradientProgram, sumsProgram } from './loss';
import { lossRegion } from './tiles';
import type { Problem } from './problem';
import { alongProgram, assembled, normalProgram } from './rows';
import type { LossPrograms } from './step-parts';

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
export class LeastSquaresPrograms {
  private readonly made = new Map<string, Program[]>();
  readonly region: 'xla' | 'native';

  constructor(
    private readonly problem: Problem,
    private readonly lanes: number,
  ) {
    this.region = lossRegion(problem, lanes);
  }

  get normal(): readonly Program[] {
    return this.each('normal', (lane) => normalProgram(this.problem, lane, this.lanes));
  }

  get gradient(): readonly Program[] {
    return this.each('gradient', (lane) => gradientProgram(this.problem, lane, this.lanes));
  }

  get sums(): readonly Program[] {
    return this.each('sums', (lane) => sumsProgram(this.problem, this.problem.sets, lane, this.lanes));
  }

  along(order: 1 | 2): readonly Program[] {
    return this.each(`along ${order}`, (lane) => alongProgram(this.problem, order, lane, this.lanes));
  }

  /** Those that the optimiser asks for, and the rows of the Jacobian alone where it asks for the normal equations. */
  get parts(): LossPrograms {
    if (!this.made.has('normal')) return this.made;
    const jacobian = Array.from({ length: this.lanes }, (_, lane) =>
      normalProgram(this.problem, lane, this.lanes, 0, false),
    );
    return new Map([['jacobian', jacobian], ...this.made]);
  }

  /** Made when an optimiser first asks for them. */
  private each(key: string, make: (lane: number) => Program): readonly Program[] {
    const known = this.made.get(key);
    if (known) return known;
    const programs = Array.from({ length: this.lanes }, (_, lane) => make(lane));
    this.made.set(key, programs);
    return programs;
  }
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
  programs: LeastSquaresPrograms,
  { study, coefficients, inverseCounts, sets }: LossInputs,
): SumOfSquares {
  const weighting = [coefficients, inverseCounts];
  const weighted = (sums: Value, [c, inverse]: readonly Value[]) => [
    op.inner(sums, c),
    op.multiply(sums, inverse),
  ];
  const along = (order: 1 | 2, parameters: Value, direction: Value) => {
    const given = [parameters, direction, study, coefficients, ...sets];
    return combine(callSideBySide(programs.along(order), given, programs.region), [], (totals) => totals)[0];
  };
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
    slope(parameters) {
      const parts = callSideBySide(
        programs.gradient,
        [parameters, study, coefficients, ...sets],
        programs.region,
      );
      const [slope, loss, terms] = combine(parts, weighting, ([sums, gradient], given) => [
        op.multiply(gradient, 0.5),
        ...weighted(sums, given),
      ]);
      return { slope, loss, terms };
    },
    product: (parameters, direction) => along(1, parameters, direction),
    curvature: (parameters, direction) => along(2, parameters, direction),
    loss(parameters) {
      const parts = callSideBySide(programs.sums, [parameters, study, ...sets], programs.region);
      const [loss, terms] = combine(parts, weighting, ([sums], given) => weighted(sums, given));
      return { loss, terms };
    },
  };
}
