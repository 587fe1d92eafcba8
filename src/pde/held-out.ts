import { plainPoints, type DrawPoints } from './drawing';
import { compile, upload, type DeviceTensor, type Executable } from '../tensorflow';
import { partCount, residualParts, rowsProgram } from './loss';
import { hostArray } from './point-tensors';
import { rowNames, type PointSet, type Problem } from './problem';
import { tiled, untiled, type Tiling } from './tiles';

/** Points at which the terms of a set are looked at. */
const samples: Tiling = { tiles: 16, width: 256 };

/** A step that no run reaches: its points are never trained on. */
const heldOutStep = 2 ** 32 - 1;

/** A term of the loss at points that were not trained on. */
export interface HeldOutTerm {
  readonly name: string;
  readonly residual: Float64Array;
  /** What adds up to the residual, signs left out. */
  readonly parts: readonly Float64Array[];
}

export interface HeldOutSet {
  readonly kind: PointSet['kind'];
  readonly points: Readonly<Record<string, Float64Array>>;
  readonly terms: readonly HeldOutTerm[];
  /** The standard deviation of the measured values at each point, where it is stated. */
  readonly deviations?: Float64Array;
}

/** Rows of points of a set that are never trained on; of too many given ones, some that are spread over all. */
export function heldOutRows(
  problem: Problem,
  set: PointSet,
  draw: { readonly seed: number; readonly part: number },
  most: number,
  drawPoints: DrawPoints = plainPoints,
): Float64Array[] {
  const box = problem.coordinates;
  const columns = drawPoints(set, { ...draw, step: heldOutStep, box, count: most });
  return rowNames(problem, set).map((name) => spreadOver(columns[name], most));
}

/** At most so many of all values, spread over them. */
export function spreadOver(all: ArrayLike<number>, most: number): Float64Array {
  const count = Math.min(most, all.length);
  return Float64Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);
}

/** Looks at every term on points of its own: held-out ones where points are drawn, the given ones where they are not. */
export class HeldOut {
  private readonly executables = new Map<PointSet, Executable>();

  constructor(
    private readonly problem: Problem,
    private readonly seed: number,
  ) {}

  /**
   * @param unknowns parameters of the network and of the study
   * @param asked which sets are looked at
   */
  at(
    unknowns: readonly DeviceTensor[],
    drawPoints: DrawPoints,
    asked: (set: PointSet) => boolean = () => true,
  ): HeldOutSet[] {
    return this.problem.sets.flatMap((set, part) =>
      asked(set) ? [this.look(set, part, unknowns, drawPoints)] : [],
    );
  }

  private look(
    set: PointSet,
    part: number,
    unknowns: readonly DeviceTensor[],
    drawPoints: DrawPoints,
  ): HeldOutSet {
    const { element, coordinates } = this.problem;
    const names = rowNames(this.problem, set);
    const most = samples.tiles * samples.width;
    const rows = heldOutRows(this.problem, set, { seed: this.seed, part }, most, drawPoints);
    const shape = [samples.tiles, names.length, samples.width];
    const given = upload({ element, shape }, hostArray(element, tiled(rows, samples)));
    const [values] = this.executable(set, names.length).run([...unknowns, given]);
    const counts = set.terms.map(({ residual }) => 1 + partCount(residual));
    const height = counts.reduce((sum, count) => sum + count, 0);
    const columns = untiled(values.read(), height, samples, rows[0].length);
    [given, values].forEach((tensor) => tensor.dispose());
    const terms = set.terms.map(({ name }, k) => {
      const [residual, ...parts] = columns.splice(0, counts[k]);
      return { name, residual, parts };
    });
    const points = Object.fromEntries(coordinates.map(({ name }, k) => [name, rows[k]]));
    const deviations = set.deviations && spreadOver(set.deviations, most);
    return { kind: set.kind, points, terms, ...(deviations && { deviations }) };
  }

  private executable(set: PointSet, given: number): Executable {
    const known = this.executables.get(set);
    if (known) return known;
    const { problem } = this;
    const program = rowsProgram(
      problem,
      samples.tiles,
      samples.width,
      'held_out',
      (unknowns, tile) => residualParts(problem, set, unknowns, tile).flat(),
      given,
    );
    const executable = compile(program);
    this.executables.set(set, executable);
    return executable;
  }
}
