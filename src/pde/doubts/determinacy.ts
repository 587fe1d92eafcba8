import { nodes, type Resolved } from '../../language';
import type { Doubt } from '../../run';
import { compile, upload, type DeviceTensor, type Executable } from '../../tensorflow';
import { sizeOf } from '../../program';
import type { Evaluator } from '../evaluator';
import type { DrawPoints } from '../drawing';
import { heldOutRows, spreadOver } from '../held-out';
import { livesAt, withinOf } from '../parts';
import { givenPoints, type PointColumns } from '../point-source';
import { hostArray, uploadSet } from '../point-tensors';
import { rowNames, termsOf, type PointSet, type Problem } from '../problem';
import { normalProgram } from '../rows';
import { cellsOf, rootMeanSquare } from './cells';
import { cholesky, largestRatio, type Triangle } from './dense';

/** Points of each set, and of the fields, at most. */
const mostPoints = 4096;
/** Parameters that are varied, at most: the last layers of larger networks. */
const mostParameters = 1500;
/** Changes of the parameters are kept below this share of their norm, where a linear view of the network holds. */
const trust = 0.1;
/** From this change of a field on, relative to its spread, its values are not known. */
const largeChange = 0.1;

const nowhere = { start: 0, end: 0 };

/** What parameters can do to the fields without doing more to the residuals than is left of them. */
export interface Indeterminacy {
  /** Root mean square over the domain, relative to the spread of the fields. */
  readonly change: number;
  readonly points: Readonly<Record<string, Float64Array>>;
  /** The same change point by point. */
  readonly differences: Float64Array;
  /** Share of each term in what is left of the loss on held-out points. */
  readonly shares: readonly number[];
}

/**
 * How far the loss determines the fields. To first order, a change δ of the parameters moves the residual rows by J δ
 * and the fields by F δ. Among all δ with |J δ|² no larger than the loss L itself on held-out points, and |δ| below a
 * tenth of the parameters, the one that moves the fields most is the first generalised eigenvector of
 * (FᵀF, JᵀJ + ridge): the fields may be off by √(L λ). A solution of a stable problem is moved by about as much as it is
 * wrong. Where small residuals are amplified, as by an instability from which a pattern grows, a field that is
 * altogether different leaves residuals that are no larger.
 */
export class Determinacy {
  private readonly executables = new Map<string, Executable>();
  private readonly firstSlot: number;
  private readonly fields: readonly string[];

  constructor(
    private readonly problem: Problem,
    private readonly seed: number,
    private readonly evaluator: Evaluator,
  ) {
    const sizes = problem.network.slots.map(({ shape }) => sizeOf(shape));
    const fits = sizes.map((_, k) => sizes.slice(k).reduce((sum, size) => sum + size, 0) <= mostParameters);
    this.firstSlot = fits.indexOf(true);
    this.fields = determinedFields(problem);
  }

  /**
   * @param unknowns parameters of the network and of the study
   * @param weights w_k of each term
   * @param fresh points of the equations that were never trained on, as dense as those in use where residuals are large
   * @returns null where no layer is small enough to be varied, or no field could be determined
   */
  at(
    unknowns: readonly DeviceTensor[],
    weights: readonly number[],
    fresh: PointColumns,
    drawPoints: DrawPoints,
  ): Indeterminacy | null {
    const { problem, firstSlot } = this;
    if (firstSlot < 0 || this.fields.length === 0) return null;
    const parameters = Float64Array.from(unknowns[0].read());
    const looked = this.heldOut(fresh, drawPoints);
    const counts = looked.sets.flatMap((set) => set.terms.map(() => set.count));
    const left = this.normal('residuals', looked, unknowns, (k) => weights[k] / counts[k]);
    const losses = left.sums.map((sum, k) => (sum * weights[k]) / counts[k]);
    const loss = losses.reduce((sum, value) => sum + value, 0);
    const probe = this.fieldProblem(unknowns, drawPoints);
    const moved = this.normal(
      'fields',
      probe.problem,
      unknowns,
      (k) => 1 / (probe.problem.sets[0].count * probe.spreads[k] ** 2),
    );
    const size = parameters.reduce((sum, value) => sum + value * value, 0);
    const factor = definite(left.gram, loss / (trust * trust * size), problem.element);
    if (!(loss > 0) || factor === null) return null;
    const { value, vector } = largestRatio(moved.gram, factor);
    const change = Math.sqrt(loss * value);
    const differences = this.differences(unknowns, parameters, vector, probe, change);
    return { change, points: probe.points, differences, shares: losses.map((one) => one / loss) };
  }

  /** The problem on fewer points, that were never trained on. */
  private heldOut(fresh: PointColumns, drawPoints: DrawPoints): Problem {
    const { problem, seed } = this;
    const sets = problem.sets.map((set, part): PointSet => {
      const rows =
        set.kind === 'interior'
          ? problem.coordinates.map(({ name }) => spreadOver(fresh[name], mostPoints))
          : heldOutRows(problem, set, { seed, part }, Math.min(mostPoints, set.count), drawPoints);
      const columns = Object.fromEntries(rowNames(problem, set).map((name, k) => [name, rows[k]]));
      return { ...set, count: rows[0].length, source: givenPoints(columns), weights: undefined };
    });
    return { ...problem, sets };
  }

  /** The fields themselves as residuals, with the spread of each. */
  private fieldProblem(unknowns: readonly DeviceTensor[], drawPoints: DrawPoints) {
    const { problem, seed } = this;
    const interior = problem.sets.findIndex(({ kind }) => kind === 'interior');
    const bare: PointSet = { ...problem.sets[interior], terms: [] };
    const rows = heldOutRows(problem, bare, { seed, part: interior }, mostPoints, drawPoints);
    const points = Object.fromEntries(problem.coordinates.map(({ name }, k) => [name, rows[k]]));
    const values = this.evaluator.at(points, this.fields, unknowns);
    const trees = this.fields.map((name): Resolved => ({ kind: 'field', name, span: nowhere }));
    const lives = trees.map((tree) => livesAt(problem.parts, [tree], points));
    const terms = this.fields.map((name, k) => ({
      name,
      group: 'data' as const,
      weight: 1,
      residual: { of: trees[k], measured: name },
      ...withinOf(problem.parts, [trees[k]]),
    }));
    const set: PointSet = {
      kind: 'data',
      terms,
      count: rows[0].length,
      source: givenPoints({ ...points, ...values }),
    };
    const spreads = this.fields.map((name, k) => spread(values[name].filter((_, i) => lives[k]?.[i] !== 0)));
    return { problem: { ...problem, sets: [set] }, points, values, spreads, lives };
  }

  /** JᵀJ of the rows √c_k r_ki, and the sums of the r². */
  private normal(
    name: string,
    problem: Problem,
    unknowns: readonly DeviceTensor[],
    coefficient: (term: number) => number,
  ): { sums: readonly number[]; gram: Triangle } {
    const { element } = problem;
    const count = termsOf(problem).length;
    const executable =
      this.executables.get(name) ?? compile(normalProgram(problem, 0, 1, this.firstSlot), 'native');
    this.executables.set(name, executable);
    const coefficients = upload(
      { element, shape: [count] },
      hostArray(
        element,
        Array.from({ length: count }, (_, k) => coefficient(k)),
      ),
    );
    const sets = problem.sets.flatMap((set, part) => Object.values(uploadSet(problem, set, part, this.seed)));
    const results = executable.run([...unknowns, coefficients, ...(sets as DeviceTensor[])]);
    const [sums, , ...blocks] = results.map((tensor) => ({
      shape: tensor.type.shape,
      values: tensor.read(),
    }));
    [coefficients, ...(sets as DeviceTensor[]), ...results].forEach((tensor) => tensor.dispose());
    const gram: Float64Array[] = [];
    for (const { shape, values } of blocks)
      for (let row = 0; row < shape[0]; row++) {
        const from = row * shape[1];
        gram.push(Float64Array.from(values.subarray(from, from + gram.length + 1)));
      }
    return { sums: Array.from(sums.values), gram };
  }

  /** The change of the fields along a direction at each point, scaled to a root mean square of `change`. */
  private differences(
    unknowns: readonly DeviceTensor[],
    parameters: Float64Array,
    direction: Float64Array,
    { points, values, spreads, lives }: ReturnType<Determinacy['fieldProblem']>,
    change: number,
  ): Float64Array {
    const { element } = this.problem;
    const offset = parameters.length - direction.length;
    const length = Math.hypot(...direction);
    const step = (1e-4 * Math.hypot(...parameters)) / length;
    const moved = parameters.map((value, k) => (k < offset ? value : value + step * direction[k - offset]));
    const tensor = upload(unknowns[0].type, hostArray(element, moved));
    const after = this.evaluator.at(points, this.fields, [tensor, ...unknowns.slice(1)]);
    tensor.dispose();
    const squares = new Float64Array(values[this.fields[0]].length);
    this.fields.forEach((name, k) =>
      squares.forEach((_, i) => {
        if (lives[k]?.[i] !== 0) squares[i] += ((after[name][i] - values[name][i]) / spreads[k]) ** 2;
      }),
    );
    const size = Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / squares.length);
    return squares.map((value) => (size > 0 ? (Math.sqrt(value) * change) / size : 0));
  }
}

/** A doubt where fields that differ much from the solution would fit as well. */
export function determinacyDoubts(problem: Problem, found: Indeterminacy | null): Doubt[] {
  if (found === null || !(found.change > largeChange)) return [];
  const [worst] = cellsOf(problem.coordinates, found.points)
    .map(({ place, points }) => ({ place, size: rootMeanSquare(found.differences, points) }))
    .sort((a, b) => b.size - a.size);
  const term = termsOf(problem)[found.shares.indexOf(Math.max(...found.shares))].name;
  const where = worst.place === '' ? '' : `, most where ${worst.place}`;
  const message =
    `The loss does not determine the solution: fields that differ from it by ${percent(found.change)}${where}, leave no ` +
    `larger residuals, above all of ${term}. A small loss proves little here; train to a much lower ` +
    'loss, or add data.';
  return [{ term, place: worst.place, message }];
}

const percent = (share: number) => (share >= 1 ? '100 % and more' : `${(100 * share).toFixed(0)} %`);

/** Fields whose values somebody asks for: one that occurs in derivatives alone, such as a pressure, is free by a constant. */
function determinedFields({ fields, sets, hard }: Problem): string[] {
  const trees = sets.flatMap(({ terms }) =>
    terms.flatMap(({ residual }): Resolved[] => {
      if ('measured' in residual) return [residual.of];
      if ('joined' in residual) return [];
      return [residual.left, residual.right];
    }),
  );
  const named = new Set(
    trees.flatMap((tree) => [...nodes(tree)]).flatMap((node) => (node.kind === 'field' ? [node.name] : [])),
  );
  return fields.filter((name, k) => named.has(name) || hard[k]?.distance);
}

/** Standard deviation; of a constant its size, and 1 where that is 0. */
function spread(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return deviation > 1e-6 * Math.abs(mean) ? deviation : Math.abs(mean) || 1;
}

/** The factor of a Gram matrix and a ridge; rounding may ask for a larger ridge. */
function definite(gram: Triangle, ridge: number, element: 'float32' | 'float64'): Float64Array[] | null {
  const most = Math.max(...gram.map((row, k) => row[k]));
  const rounding = element === 'float64' ? 1e-14 : 1e-6;
  for (const more of [1, 1e2, 1e4]) {
    const factor = cholesky(gram, Math.max(ridge, rounding * more * most));
    if (factor !== null) return factor;
  }
  return null;
}
