import { additiveTerms, type Resolved } from '../language';
import { joinWeights, splitWeights } from '../network';
import * as op from '../program';
import { gradient, sizeOf, tensor, trace, type Program, type TensorType, type Value } from '../program';
import { collapseOf, type CollapsedResidual, type Operator } from './collapse';
import { expressionValue } from './expression';
import { withinPart } from './parts';
import { normalRow } from './point-source';
import {
  rowNames,
  studyLength,
  termsOf,
  type End,
  type PointSet,
  type Problem,
  type Residual,
  type Term,
} from './problem';
import { setTiling } from './tiles';
import { fieldEnvironment, type FieldEnvironment, type Unknowns } from './trial';

/**
 * Tensors of a point set that a loss program takes: points [tiles, rows, width] with the rows of `rowNames`, and
 * weights ω [tiles, width].
 */
export function setTypes(problem: Problem, set: PointSet): TensorType[] {
  const { tiles, width } = setTiling(problem, set);
  return [
    tensor(problem.element, [tiles, rowNames(problem, set).length, width]),
    tensor(problem.element, [tiles, width]),
  ];
}

export function unknownTypes(problem: Problem): TensorType[] {
  return [
    tensor(problem.element, [problem.network.parameterCount]),
    tensor(problem.element, [studyLength(problem)]),
  ];
}

/** What the names of a set's terms stand for at one tile [rows, n]. */
function tileEnvironment(
  problem: Problem,
  set: PointSet,
  unknowns: Unknowns,
  tile: Value,
  operators: readonly Operator[] = [],
): FieldEnvironment {
  return {
    ...fieldEnvironment(problem, unknowns, tilePoints(problem, tile), operators),
    normal: (name) => tileRow(problem, set, tile, normalRow(name)),
  };
}

/** The points of a tile: [coordinates, n]. */
function tilePoints({ coordinates }: Problem, tile: Value): Value {
  return op.slice(tile, [0, 0], [coordinates.length, tile.shape[1]]);
}

/** One row [1, n] of a tile, by its name in `rowNames`. */
function tileRow(problem: Problem, set: PointSet, tile: Value, name: string): Value {
  const row = rowNames(problem, set).indexOf(name, problem.coordinates.length);
  return op.slice(tile, [row, 0], [1, tile.shape[1]]);
}

/** Residual rows [1, n] of the terms of a set at one tile [rows, n]. */
export function residuals(problem: Problem, set: PointSet, unknowns: Unknowns, tile: Value): Value[] {
  const count = tile.shape[1];
  const plan = collapseOf(set);
  const environment = tileEnvironment(problem, set, unknowns, tile, plan.operators);
  const differenceOf = (residual: Residual, k: number): Value => {
    if ('measured' in residual)
      return op.subtract(
        expressionValue(residual.of, environment),
        tileRow(problem, set, tile, residual.measured),
      );
    if ('joined' in residual) {
      const [left, right] = [residual.left, residual.right].map((end) =>
        endValue(problem, unknowns, tilePoints(problem, tile), residual.joined, end),
      );
      return op.subtract(left, right);
    }
    const collapsed = plan.residuals[k];
    if (collapsed) return collapsedValue(collapsed, environment);
    return op.subtract(
      expressionValue(residual.left, environment),
      expressionValue(residual.right, environment),
    );
  };
  return set.terms.map((term, k) =>
    rowOf(term, op.broadcast(differenceOf(term.residual, k), [1, count]), environment),
  );
}

/** A row [1, n] of a term: as it is, or within its part of the region. */
function rowOf({ within }: Term, row: Value, { coordinate }: FieldEnvironment): Value {
  return within === undefined ? row : withinPart(row, within, coordinate);
}

/** An expression at points that are moved to an end of a coordinate. */
function endValue(problem: Problem, unknowns: Unknowns, points: Value, coordinate: string, end: End): Value {
  const count = points.shape[1];
  const moved = op.concat(
    problem.coordinates.map(({ name }, row) =>
      name === coordinate
        ? op.constant(end.value, problem.element, [1, count])
        : op.slice(points, [row, 0], [1, count]),
    ),
  );
  return expressionValue(end.tree, fieldEnvironment(problem, unknowns, moved));
}

/** What adds up to a residual of an equation or a condition, signs left out. */
function partTrees(residual: { left: Resolved; right: Resolved }): Resolved[] {
  return additiveTerms({ kind: 'equation', span: { start: 0, end: 0 }, ...residual }).map(({ tree }) => tree);
}

/** How many parts add up to a residual. */
export function partCount(residual: Residual): number {
  return 'measured' in residual || 'joined' in residual ? 2 : partTrees(residual).length;
}

/** For each term of a set its residual, then the parts that add up to it: rows [1, n] at one tile [rows, n]. */
export function residualParts(problem: Problem, set: PointSet, unknowns: Unknowns, tile: Value): Value[][] {
  const environment = tileEnvironment(problem, set, unknowns, tile);
  const points = tilePoints(problem, tile);
  const value = (tree: Resolved) => expressionValue(tree, environment);
  const parts = (residual: Residual): Value[] => {
    if ('measured' in residual) return [value(residual.of), tileRow(problem, set, tile, residual.measured)];
    if (!('joined' in residual)) return partTrees(residual).map(value);
    const ends = [residual.left, residual.right];
    return ends.map((end) => endValue(problem, unknowns, points, residual.joined, end));
  };
  const whole = residuals(problem, set, unknowns, tile);
  return set.terms.map((term, k) => [
    whole[k],
    ...parts(term.residual).map((part) => rowOf(term, op.broadcast(part, [1, tile.shape[1]]), environment)),
  ]);
}

function collapsedValue({ parts, rest }: CollapsedResidual, environment: FieldEnvironment): Value {
  const applied = parts.map(({ sign, operator, field }) => {
    const value = environment.operator(operator, field);
    return sign === 1 ? value : op.negate(value);
  });
  const terms = rest ? [...applied, expressionValue(rest, environment)] : applied;
  return terms.reduce((sum, term) => op.add(sum, term));
}

/** Σ_i ω_i r_ki² of each term over one tile: [terms]. */
function squareSums(problem: Problem, set: PointSet, unknowns: Unknowns, tile: Value, weights: Value): Value {
  const rows = residuals(problem, set, unknowns, tile);
  const omega = op.reshape(weights, [1, weights.shape[0]]);
  const sums = rows.map((r) => op.reshape(op.sum(op.multiply(op.multiply(r, r), omega)), [1]));
  return op.concat(sums);
}

/** Adds to each accumulator what `work` makes of tiles first … last − 1. */
export function overTiles(
  first: Value,
  last: Value,
  accumulators: readonly Value[],
  work: (tile: Value) => readonly Value[],
): readonly Value[] {
  const [, ...sums] = op.whileLoop(
    [first, ...accumulators],
    (k) => op.less(k, last),
    (k, ...before) => [op.add(k, 1), ...work(k).map((part, j) => op.add(before[j], part))],
  );
  return sums;
}

/** First tile of a lane's share, and the first behind it. */
export function share(tiles: number, lane: number, lanes: number): [number, number] {
  return [Math.floor((tiles * lane) / lanes), Math.floor((tiles * (lane + 1)) / lanes)];
}

export function takeTile(tiles: Value, k: Value): Value {
  const rest = tiles.shape.slice(1);
  return op.reshape(op.dynamicSlice(tiles, [k, ...rest.map(() => 0)], [1, ...rest]), rest);
}

/**
 * Unweighted square sums of every term, and the gradient of Σ_k c_k Σ_i ω_i r_ki², over a share of the tiles.
 *
 * Inputs: parameters [P], study parameters, c [terms], for each set its points and its weights. Outputs: sums [terms],
 * gradient [P]. With c_k = w_k / Σω the total over all tiles is the gradient of the
 * loss L = Σ_k w_k/N_k Σ_i ω_i r_ki².
 */
export function gradientProgram(problem: Problem, lane = 0, lanes = 1): Program {
  const { element, network } = problem;
  const count = termsOf(problem).length;
  const types = [
    ...unknownTypes(problem),
    tensor(element, [count]),
    ...problem.sets.flatMap((set) => setTypes(problem, set)),
  ];
  return trace('gradient', types, (parameters, studyParameters, coefficients, ...sets) => {
    const weights = splitWeights(parameters, network.slots);
    let total = weights.map((weight) => op.zerosLike(weight));
    const sums: Value[] = [];
    let from = 0;
    problem.sets.forEach((set, s) => {
      const [points, omega] = sets.slice(2 * s, 2 * s + 2);
      const [first, last] = share(points.shape[0], lane, lanes).map((k) => op.constant(k, 'int32'));
      const own = op.slice(coefficients, [from], [set.terms.length]);
      from += set.terms.length;
      const zero = op.constant(0, element, [set.terms.length]);
      const results = overTiles(first, last, [zero, ...total], (k) => {
        const unknowns = { weights, parameters: studyParameters };
        const squares = squareSums(problem, set, unknowns, takeTile(points, k), takeTile(omega, k));
        const loss = op.inner(squares, own);
        return [squares, ...gradient([loss], [op.scalarLike(1, loss)], weights)];
      });
      sums.push(results[0]);
      total = [...results.slice(1)];
    });
    return [op.concat(sums), joinWeights(total)];
  });
}

/**
 * Square sums of every term alone, over a share of the tiles: (parameters, study parameters, points and weights …) →
 * [terms].
 */
export function sumsProgram(
  problem: Problem,
  sets: readonly PointSet[] = problem.sets,
  lane = 0,
  lanes = 1,
): Program {
  const types = [...unknownTypes(problem), ...sets.flatMap((set) => setTypes(problem, set))];
  return trace('sums', types, (parameters, studyParameters, ...given) => {
    const unknowns = {
      weights: splitWeights(parameters, problem.network.slots),
      parameters: studyParameters,
    };
    return [
      op.concat(
        sets.map((set, s) => {
          const [points, omega] = given.slice(2 * s, 2 * s + 2);
          const zero = op.constant(0, problem.element, [set.terms.length]);
          const [first, last] = share(points.shape[0], lane, lanes).map((k) => op.constant(k, 'int32'));
          const work = (k: Value) => [
            squareSums(problem, set, unknowns, takeTile(points, k), takeTile(omega, k)),
          ];
          return overTiles(first, last, [zero], work)[0];
        }),
      ),
    ];
  });
}

/**
 * Rows of values at tiles of points: (parameters, study parameters, points [tiles, given, width]) →
 * [tiles, rows, width].
 * @param given how many rows the points have
 */
export function rowsProgram(
  problem: Problem,
  tiles: number,
  width: number,
  name: string,
  rows: (unknowns: Unknowns, points: Value) => readonly Value[],
  given = problem.coordinates.length,
): Program {
  const points = tensor(problem.element, [tiles, given, width]);
  return trace(name, [...unknownTypes(problem), points], (parameters, studyParameters, where) => {
    const unknowns = {
      weights: splitWeights(parameters, problem.network.slots),
      parameters: studyParameters,
    };
    const one = (k: Value) => op.concat(rows(unknowns, takeTile(where, k)));
    const height = countRows(problem, given, width, rows);
    const empty = op.constant(0, problem.element, [tiles, height, width]);
    const [, filled] = op.whileLoop(
      [op.constant(0, 'int32'), empty],
      (k) => op.less(k, tiles),
      (k, result) => [
        op.add(k, 1),
        op.dynamicUpdateSlice(result, op.reshape(one(k), [1, height, width]), [k, 0, 0]),
      ],
    );
    return [filled];
  });
}

/** How many rows a function gives, found by tracing it once. */
function countRows(
  problem: Problem,
  given: number,
  width: number,
  rows: (unknowns: Unknowns, points: Value) => readonly Value[],
): number {
  const types = [...unknownTypes(problem), tensor(problem.element, [given, width])];
  const probe = trace('probe', types, (parameters, studyParameters, points) => {
    const weights = splitWeights(parameters, problem.network.slots);
    return rows({ weights, parameters: studyParameters }, points);
  });
  return probe.outputs.reduce((sum, output) => sum + sizeOf(output.shape) / width, 0);
}
