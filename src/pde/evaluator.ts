import { parseExpression, resolve } from '../language';
import * as op from '../program';
import { compile, upload, type DeviceTensor, type Executable } from '../tensorflow';
import { expressionValue } from './expression';
import { residuals, rowsProgram } from './loss';
import { hostArray } from './point-tensors';
import { interiorOf } from './interior';
import type { Problem } from './problem';
import { fieldEnvironment } from './trial';
import { tiled, untiled } from './tiles';

/** Points of one call: one program serves every grid and list of points. */
const callTiling = { tiles: 16, width: 256 } as const;

/** Evaluates fields, derivatives, residuals and expressions at any points, in calls of one fixed size. */
export class Evaluator {
  private readonly executables = new Map<string, Executable>();

  constructor(private readonly problem: Problem) {}

  /**
   * @param quantities a field ("u"), a derivative ("u_xx"), any expression of them, or "residual 1" for an equation
   * @param unknowns parameters of the network and of the study
   * @returns one array for each quantity, in float64
   * Errors: a quantity that can't be read, as a sentence.
   */
  at(
    points: Readonly<Record<string, Float64Array>>,
    quantities: readonly string[],
    unknowns: readonly DeviceTensor[],
  ): Record<string, Float64Array> {
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
    const executable = this.executable(quantities);
    const result = Object.fromEntries(quantities.map((name) => [name, new Float64Array(count)]));
    const size = callTiling.tiles * callTiling.width;
    for (let from = 0; from < count; from += size) {
      const part = rows.map((row) => row.subarray(from, Math.min(from + size, count)));
      const shape = [callTiling.tiles, coordinates.length, callTiling.width];
      const given = upload({ element, shape }, hostArray(element, tiled(part, callTiling)));
      const [values] = executable.run([...unknowns, given]);
      const columns = untiled(values.read(), quantities.length, callTiling, part[0].length);
      quantities.forEach((name, k) => result[name].set(columns[k], from));
      [given, values].forEach((tensor) => tensor.dispose());
    }
    return result;
  }

  private executable(quantities: readonly string[]): Executable {
    const key = quantities.join('\n');
    const known = this.executables.get(key);
    if (known) return known;
    const { problem } = this;
    const { tiles, width } = callTiling;
    const readers = quantities.map((quantity) => this.reader(quantity));
    const program = rowsProgram(problem, tiles, width, 'rows', (unknowns, points) => {
      const environment = fieldEnvironment(problem, unknowns, points);
      return readers.map((read) =>
        typeof read === 'number'
          ? residuals(problem, interiorOf(problem), unknowns, points)[read]
          : op.broadcast(expressionValue(read, environment), [1, width]),
      );
    });
    const executable = compile(program);
    this.executables.set(key, executable);
    return executable;
  }

  /** The number of an equation whose residual is meant, or the tree of an expression. */
  private reader(quantity: string) {
    const residual = /^residual (\d+)$/.exec(quantity);
    if (residual) {
      const number = Number(residual[1]) - 1;
      if (number in interiorOf(this.problem).terms) return number;
      throw new Error(`There is no equation ${residual[1]}, so "${quantity}" can't be evaluated.`);
    }
    const parsed = parseExpression(quantity);
    const resolved = parsed.ok ? resolve(parsed.tree, this.problem.names) : parsed;
    if (resolved.ok) return resolved.tree;
    throw new Error(`"${quantity}" can't be evaluated: ${resolved.problems[0].message}`);
  }
}
