import { joinWeights, splitWeights } from '../../src/network';
import { overTiles, setTypes, takeTile, unknownTypes } from '../../src/pde/loss';
import type { Problem } from '../../src/pde/problem';
import * as op from '../../src/program';
import { gradient, taylor, tensor, trace, type Program, type Value } from '../../src/program';

/** A tanh network of the problem's own sizes: (weights, biases …, inputs [2, n]) → [1, n]. */
function layers(problem: Problem, weights: readonly Value[], inputs: Value): Value {
  const depth = problem.network.slots.length / 2;
  let x = inputs;
  for (let k = 0; k < depth; k++) {
    x = op.add(op.dot(weights[2 * k], x), weights[2 * k + 1]);
    if (k + 1 < depth) x = op.tanh(x);
  }
  return x;
}

/**
 * The residual u_t + u u_x − ν u_xx of a trial function as a specialist writes it over the tensor language: u_t − ν u_xx
 * as one stream, beside u and u_x. Coordinates are x and t, and ν is the first parameter.
 * @param trial (weights …, points [2, n]) → u [1, n]
 */
export function writtenResidual(
  trial: Program,
  weights: readonly Value[],
  parameters: Value,
  points: Value,
): Value {
  const count = points.shape[1];
  const unit = (row: number) =>
    op.broadcast(op.constant(row === 0 ? [1, 0] : [0, 1], points.element as 'float64', [2, 1]), [2, count]);
  const terms = [
    { weight: 1, index: [0, 1] },
    { weight: op.negate(op.element(parameters, 0)), index: [2, 0] },
  ];
  const inputs = [...weights, points];
  const [u] = taylor(trial, inputs, inputs.length - 1, [unit(0), unit(1)], [{ terms }]);
  return op.add(u.sum(0), op.multiply(u.value, u.derivative([1, 0])));
}

/** The network alone as a trial function. */
export function plainTrial(problem: Problem, count: number): Program {
  const shapes = problem.network.slots.map(({ shape }) => tensor(problem.element, shape));
  return trace('network', [...shapes, tensor(problem.element, [2, count])], (...inputs) => [
    layers(problem, inputs, inputs[inputs.length - 1]),
  ]);
}

/** u = −sin πx + t (1 − x²) N(x, 2t − 1) for x in [−1, 1] and t in [0, 1]. */
function wallsAndStart(problem: Problem, count: number): Program {
  const { element } = problem;
  const shapes = problem.network.slots.map(({ shape }) => tensor(element, shape));
  return trace('trial', [...shapes, tensor(element, [2, count])], (...inputs) => {
    const points = inputs[inputs.length - 1];
    const [x, t] = [0, 1].map((row) => op.slice(points, [row, 0], [1, count]));
    const mapped = op.add(
      op.multiply(points, op.constant([1, 2], element, [2, 1])),
      op.constant([0, -1], element, [2, 1]),
    );
    const inside = op.multiply(t, op.subtract(op.constant(1, element), op.multiply(x, x)));
    const start = op.negate(op.sin(op.multiply(x, Math.PI)));
    return [op.add(start, op.multiply(inside, layers(problem, inputs, mapped)))];
  });
}

/**
 * The training step's work, the loss and its gradient over all points, of the study with walls and start built in. Inputs
 * and results are those of `gradientProgram`.
 */
export function writtenGradient(problem: Problem): Program {
  const { element, network } = problem;
  const [set] = problem.sets;
  const types = [...unknownTypes(problem), tensor(element, [1]), ...setTypes(problem, set)];
  return trace('written', types, (flat, parameters, coefficient, points, omega) => {
    const weights = splitWeights(flat, network.slots);
    const trial = wallsAndStart(problem, points.shape[2]);
    const zeros = weights.map((weight) => op.zerosLike(weight));
    const start = [op.constant(0, element), ...zeros];
    const ends = [0, points.shape[0]].map((k) => op.constant(k, 'int32'));
    const [sum, ...slopes] = overTiles(ends[0], ends[1], start, (k) => {
      const r = writtenResidual(trial, weights, parameters, takeTile(points, k));
      const square = op.sum(op.multiply(op.multiply(r, r), op.reshape(takeTile(omega, k), r.shape)));
      const loss = op.multiply(square, op.element(coefficient, 0));
      return [square, ...gradient([loss], [op.scalarLike(1, loss)], weights)];
    });
    return [op.reshape(sum, [1]), joinWeights(slopes)];
  });
}
