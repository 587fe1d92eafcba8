import { joinWeights, splitWeights } from '../network';
import * as op from '../program';
import { gradient, sizeOf, taylor, tensor, trace, vmap, type Program, type Value } from '../program';
import { overTiles, residuals, setTypes, share, takeTile, unknownTypes } from './loss';
import { termsOf, type PointSet, type Problem } from './problem';

/** Rows of the lower triangle of Jᵀ J that one product makes: it also makes what lies right of them in their block. */
const blockRows = 224;

/** First rows of the blocks of an n × n matrix, and n. */
function blockEdges(n: number): number[] {
  const blocks = Math.max(1, Math.round(n / blockRows));
  return Array.from({ length: blocks + 1 }, (_, k) => Math.floor((n * k) / blocks));
}

/**
 * Residuals of a set at one point and their gradients: (weights of the network …, study parameters, point [rows, 1],
 * factors [terms, 1]) → for each term the residual [1, 1], then its gradient times its factor for each weight.
 * @param from the first slot of the network of which gradients are formed
 */
function pointProgram(problem: Problem, set: PointSet, from: number): Program {
  const { element, network } = problem;
  const [, study] = unknownTypes(problem);
  const rows = setTypes(problem, set)[0].shape[1];
  const types = [
    ...network.slots.map(({ shape }) => tensor(element, shape)),
    study,
    tensor(element, [rows, 1]),
    tensor(element, [set.terms.length, 1]),
  ];
  return trace('point', types, (...inputs) => {
    const weights = inputs.slice(0, network.slots.length);
    const [parameters, point, factors] = inputs.slice(network.slots.length);
    return residuals(problem, set, { weights, parameters }, point).flatMap((residual, k) => {
      const factor = op.slice(factors, [k, 0], [1, 1]);
      return [residual, ...gradient([residual], [factor], weights.slice(from))];
    });
  });
}

/**
 * Rows √(c_k ω_i) r_ki of one tile [rows, n] and their derivatives, term by term: `residual` r [n · terms], `jacobian`
 * J [n · terms, P], and `transposed` Jᵀ, a tensor of its own since J's products with itself are quicker so. `squares`
 * are the unweighted Σ_i ω_i r_ki² [terms]. Reverse mode at one point, mapped over the points of the tile.
 */
export function jacobianRows(
  problem: Problem,
  set: PointSet,
  parameters: Value,
  study: Value,
  coefficients: Value,
  tile: Value,
  weights: Value,
  from = 0,
): Readonly<Record<'squares' | 'residual' | 'jacobian' | 'transposed', Value>> {
  const { slots } = problem.network;
  const [count] = weights.shape;
  const terms = set.terms.length;
  const mapped = vmap(pointProgram(problem, set, from), [...slots.map(() => null), null, 0, 0], count);
  const points = op.reshape(op.transpose(tile), [count, tile.shape[0], 1]);
  const factors = op.sqrt(op.multiply(op.reshape(weights, [count, 1]), op.reshape(coefficients, [1, terms])));
  const results = op.inline(mapped, [
    ...splitWeights(parameters, slots),
    study,
    points,
    op.reshape(factors, [count, terms, 1]),
  ]);
  const each = slots.length - from + 1;
  const ofTerm = set.terms.map((_, k) => results.slice(k * each, (k + 1) * each));
  const rows = ofTerm.map(([, ...parts]) =>
    parts.map((part) => op.reshape(part, [count, sizeOf(part.shape) / count])),
  );
  const values = op.reshape(op.concat(ofTerm.map(([residual]) => residual)), [terms, count]);
  return {
    squares: op.sum(op.multiply(op.multiply(values, values), weights), [1]),
    residual: op.reshape(op.multiply(values, op.transpose(factors)), [count * terms]),
    jacobian: op.concat(rows.map((parts) => op.concat(parts, 1))),
    transposed: op.concat(
      rows.map((parts) => op.concat(parts.map((part) => op.transpose(part)))),
      1,
    ),
  };
}

/**
 * The normal equations over a share of the tiles; J is made tile by tile and never kept.
 *
 * Inputs: as of `gradientProgram`. Outputs: unweighted square sums [terms], Jᵀ r [P], then the lower triangle of Jᵀ J in
 * blocks of rows (see `assembled`). With rows √(c_k ω_i) r_ki the loss is r·r, and its gradient 2 Jᵀ r.
 * @param firstSlot the first slot of the network that J is formed for; those before it count as fixed
 * @param gram false: Jᵀ J is left out
 */
export function normalProgram(problem: Problem, lane = 0, lanes = 1, firstSlot = 0, gram = true): Program {
  const { element, network } = problem;
  const types = [
    ...unknownTypes(problem),
    tensor(element, [termsOf(problem).length]),
    ...problem.sets.flatMap((set) => setTypes(problem, set)),
  ];
  const n = network.slots.slice(firstSlot).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const edges = gram ? blockEdges(n) : [];
  return trace('normal', types, (parameters, study, coefficients, ...sets) => {
    let total: readonly Value[] = [
      op.constant(0, element, [n]),
      ...edges.slice(1).map((end, k) => op.constant(0, element, [end - edges[k], end])),
    ];
    const sums: Value[] = [];
    let from = 0;
    problem.sets.forEach((set, s) => {
      const [points, omega] = sets.slice(2 * s, 2 * s + 2);
      const [first, last] = share(points.shape[0], lane, lanes).map((k) => op.constant(k, 'int32'));
      const terms = set.terms.length;
      const own = op.slice(coefficients, [from], [terms]);
      from += terms;
      const results = overTiles(first, last, [op.constant(0, element, [terms]), ...total], (k) => {
        const [tile, weights] = [takeTile(points, k), takeTile(omega, k)];
        const { squares, residual, jacobian, transposed } = jacobianRows(
          problem,
          set,
          parameters,
          study,
          own,
          tile,
          weights,
          firstSlot,
        );
        const rows = jacobian.shape[0];
        const slope = op.dot(op.reshape(residual, [1, rows]), jacobian);
        const blocks = edges.slice(1).map((end, b) => {
          const left = op.slice(transposed, [edges[b], 0], [end - edges[b], rows]);
          return op.dot(left, op.slice(jacobian, [0, 0], [rows, end]));
        });
        return [squares, op.reshape(slope, [n]), ...blocks];
      });
      sums.push(results[0]);
      total = results.slice(1);
    });
    return [op.concat(sums), ...total];
  });
}

/**
 * Σ_i ω_i ‖∇r_ki‖² of each term: the trace of its neural tangent kernel. Inputs: parameters [P], study parameters, for
 * each set its points and its weights. Output: [terms].
 */
export function kernelProgram(problem: Problem): Program {
  const { element } = problem;
  const types = [...unknownTypes(problem), ...problem.sets.flatMap((set) => setTypes(problem, set))];
  return trace('kernel', types, (parameters, study, ...sets) => {
    const traces = problem.sets.map((set, s) => {
      const [points, omega] = sets.slice(2 * s, 2 * s + 2);
      const [first, last] = [0, points.shape[0]].map((k) => op.constant(k, 'int32'));
      const terms = set.terms.length;
      const ones = op.constant(new Array<number>(terms).fill(1), element, [terms]);
      const zero = op.constant(0, element, [terms]);
      return overTiles(first, last, [zero], (k) => {
        const [tile, weights] = [takeTile(points, k), takeTile(omega, k)];
        const { jacobian } = jacobianRows(problem, set, parameters, study, ones, tile, weights);
        const squares = op.sum(op.multiply(jacobian, jacobian), [1]);
        return [op.sum(op.reshape(squares, [terms, weights.shape[0]]), [1])];
      })[0];
    });
    return [op.concat(traces)];
  });
}

/** The lower triangle of an n × n matrix from its blocks of rows; the diagonal blocks are whole, the rest is zero. */
export function assembled(blocks: readonly Value[], n: number): Value {
  return op.concat(blocks.map((block) => op.pad(block, [0, 0], [0, n - block.shape[1]])));
}

/**
 * Jᵀ r⁽ᵏ⁾ over a share of the tiles, r⁽ᵏ⁾ the derivative of order k of the rows r along a direction v of the parameters:
 * Jᵀ J v for k = 1. J itself is never formed.
 * Inputs: parameters [P], direction [P], study parameters, c [terms], for each set its points and its weights.
 */
export function alongProgram(problem: Problem, order: 1 | 2, lane = 0, lanes = 1): Program {
  const { element, network } = problem;
  const [flat, studyType] = unknownTypes(problem);
  const types = [
    flat,
    flat,
    studyType,
    tensor(element, [termsOf(problem).length]),
    ...problem.sets.flatMap((set) => setTypes(problem, set)),
  ];
  return trace(
    order === 1 ? 'product' : 'curvature',
    types,
    (parameters, direction, study, coefficients, ...sets) => {
      let total: readonly Value[] = network.slots.map(({ shape }) => op.constant(0, element, shape));
      let from = 0;
      problem.sets.forEach((set, s) => {
        const [points, omega] = sets.slice(2 * s, 2 * s + 2);
        const [first, last] = share(points.shape[0], lane, lanes).map((k) => op.constant(k, 'int32'));
        const own = op.slice(coefficients, [from], [set.terms.length]);
        from += set.terms.length;
        const tileType = tensor(element, points.shape.slice(1));
        const rows = trace('rows', [flat, studyType, tileType], (theta, given, tile) =>
          residuals(problem, set, { weights: splitWeights(theta, network.slots), parameters: given }, tile),
        );
        total = overTiles(first, last, total, (k) => {
          const weights = splitWeights(parameters, network.slots);
          const squared = op.reshape(takeTile(omega, k), [1, omega.shape[1]]);
          const jets = taylor(rows, [parameters, study, takeTile(points, k)], 0, [direction]);
          const cotangents = jets.map((jet, term) =>
            op.multiply(op.multiply(jet.derivative([order]), squared), op.element(own, term)),
          );
          return gradient(
            jets.map((jet) => jet.value),
            cotangents,
            weights,
          );
        });
      });
      return [joinWeights(total)];
    },
  );
}
