import * as op from '../program';
import { finishNow, type Work } from '../run';
import { compile, upload, type DeviceTensor, type Executable } from '../tensorflow';
import { expressionValue } from './expression';
import { interiorOf } from './interior';
import { residuals, rowsProgram } from './loss';
import { hostArray } from './point-tensors';
import type { Problem } from './problem';
import { readValues, type Reading } from './quantities';
import { tiled, untiled } from './tiles';
import { fieldEnvironment } from './trial';

/** Points of one call: one program serves every grid and list of points. */
const callTiling = { tiles: 16, width: 256 } as const;

export type Columns = Record<string, Float64Array>;

/** Evaluates fields, derivatives, residuals and expressions at any points, in calls of one fixed size. */
export class Evaluator {
  private readonly executables = new Map<string, Executable>();

  constructor(private readonly problem: Problem) {}

  /**
   * @param quantities a field ("u"), a derivative ("u_xx"), any expression of them, a vector of them (see
   * `readQuantity`), or the residual of an equation ("residual 1", "residual:equation 1")
   * @param unknowns parameters of the network and of the study
   * @returns one array for each quantity, in float64
   * Errors: a quantity that can't be read, as a sentence.
   */
  at(points: Readonly<Columns>, quantities: readonly string[], unknowns: readonly DeviceTensor[]): Columns {
    return finishNow(this.work(points, readValues(this.problem, quantities), unknowns));
  }

  /** As `at`, call by call: the caller may do other things in between. Of an error it gives the solution's part. */
  *work(
    points: Readonly<Columns>,
    readings: readonly Reading[],
    unknowns: readonly DeviceTensor[],
  ): Work<Columns> {
    const { coordinates, element } = this.problem;
    const rows = coordinates.map(({ name }) => {
      if (!points[name]) throw new Error(`The points have no coordinate "${name}".`);
      return points[name];
    });
    const count = rows[0].length;
    coordinates.forEach(({ name }, k) => {
      if (rows[k].length === count) return;
      const given = `${rows[k].length} values of "${name}" and ${count} of "${coordinates[0].name}"`;
      throw new Error(`Points need as many values of each coordinate; there are ${given}.`);
    });
    const result = Object.fromEntries(readings.map(({ name }) => [name, new Float64Array(count)]));
    const executable = this.executable(readings);
    const size = callTiling.tiles * callTiling.width;
    for (let from = 0; from < count; from += size) {
      if (from > 0) yield;
      const part = rows.map((row) => row.subarray(from, Math.min(from + size, count)));
      const shape = [callTiling.tiles, coordinates.length, callTiling.width];
      const given = upload({ element, shape }, hostArray(element, tiled(part, callTiling)));
      const [values] = executable.run([...unknowns, given]);
      const columns = untiled(values.read(), readings.length, callTiling, part[0].length);
      readings.forEach(({ name }, k) => result[name].set(columns[k], from));
      [given, values].forEach((tensor) => tensor.dispose());
    }
    return result;
  }

  /** The program of a set of quantities, compiled when first asked for and kept. */
  private executable(readings: readonly Reading[]): Executable {
    const key = JSON.stringify(readings.map(({ kind, name }) => [kind, name]));
    const known = this.executables.get(key);
    if (known) return known;
    const { problem } = this;
    const { tiles, width } = callTiling;
    const interior = interiorOf(problem);
    // Values as they are; where they mean something is told by `withMeaning`.
    const everywhere = { ...interior, terms: interior.terms.map((term) => ({ ...term, within: undefined })) };
    const program = rowsProgram(problem, tiles, width, 'rows', (unknowns, points) => {
      const environment = fieldEnvironment(problem, unknowns, points);
      const needsResiduals = readings.some(({ kind }) => kind === 'residual');
      const terms = needsResiduals ? residuals(problem, everywhere, unknowns, points) : [];
      return readings.map((reading) =>
        reading.kind === 'residual'
          ? terms[reading.term]
          : op.broadcast(expressionValue(reading.tree, environment), [1, width]),
      );
    });
    const executable = compile(program);
    this.executables.set(key, executable);
    return executable;
  }
}
