import type { Resolved } from '../language';
import * as op from '../program';
import { taylor, tensor, trace, type Program, type TaylorResult, type Value } from '../program';
import type { Operator } from './collapse';
import { expressionValue, type Environment } from './expression';
import { gaussLegendre } from './gauss-legendre';
import { studyLength, type Problem } from './problem';
import { boxColumns } from './windows';
import { isAlongMany, sumAlongMany } from './many-directions';

/** What the fields depend on: all that is trained, slot by slot, and the study's parameters (one vector, in their order). */
export interface Unknowns {
  readonly weights: readonly Value[];
  readonly parameters: Value;
}

const trials = new WeakMap<Problem, Map<number, Program>>();

/**
 * The trial function as a program: (weights …, parameters, points [coordinates, n]) → one row [1, n] for each field, then
 * one for each unknown function.
 * Coordinates are mapped to [−1, 1] first, time from the present window; outputs are multiplied by the scales of the fields, and
 * hard conditions are built in (see `hardForm`).
 */
export function trialProgram(problem: Problem, count: number): Program {
  const bySize = trials.get(problem) ?? new Map<number, Program>();
  trials.set(problem, bySize);
  const known = bySize.get(count);
  if (known) return known;
  const { coordinates, element, network, hard, scales } = problem;
  const types = [
    ...network.slots.map((slot) => tensor(element, slot.shape)),
    tensor(element, [studyLength(problem)]),
    tensor(element, [coordinates.length, count]),
  ];
  const program = trace('trial', types, (...inputs) => {
    const trained = inputs.slice(0, network.slots.length);
    const [parameters, points] = inputs.slice(network.slots.length);
    const weights = network.all(trained, parameters);
    const { scale, shift } = boxColumns(problem, parameters);
    const mapped = op.add(op.multiply(points, scale), shift);
    const outputs = network.fields(weights, mapped);
    const environment = pointEnvironment(problem, { weights, parameters }, points);
    const fields = hard.map(({ lift, distance }, k) => {
      const output = op.slice(outputs, [k, 0], [1, count]);
      const raw = scales[k] === 1 ? output : op.multiply(output, scales[k]);
      const inside = distance ? op.multiply(expressionValue(distance, environment), raw) : raw;
      return lift ? op.add(expressionValue(lift, environment), inside) : inside;
    });
    return [...fields, ...network.functions.map((name) => network.functionValue(weights, mapped, name))];
  });
  bySize.set(count, program);
  return program;
}

function refuseFields(): never {
  throw new Error('A built-in value can depend on coordinates and parameters only.');
}

/** Coordinates and parameters alone. */
function pointEnvironment(problem: Problem, { weights, parameters }: Unknowns, points: Value): Environment {
  const names = Object.keys(problem.parameters);
  const rowOf = (name: string) => problem.coordinates.findIndex((coordinate) => coordinate.name === name);
  return {
    element: problem.element,
    coordinate: (name) => op.slice(points, [rowOf(name), 0], [1, points.shape[1]]),
    coordinates: (several) => op.takenRows(points, several.map(rowOf)),
    parameter: (name) =>
      problem.network.unknowns.includes(name)
        ? problem.network.unknown(weights, name)
        : op.element(parameters, names.indexOf(name)),
    field: refuseFields,
    derivative: refuseFields,
    differentiate: refuseFields,
  };
}

/** Unit vectors of the coordinates, repeated over the points. */
function directions(problem: Problem, count: number): Value[] {
  const size = problem.coordinates.length;
  return problem.coordinates.map((_, k) => {
    const unit = Array.from({ length: size }, (_unused, row) => (row === k ? 1 : 0));
    return op.broadcast(op.constant(unit, problem.element, [size, 1]), [size, count]);
  });
}

/** An environment that also applies operators to fields. */
export interface FieldEnvironment extends Environment {
  /** Operator number k applied to a field: [1, points]. */
  operator(k: number, field: string): Value;
}

/** Fields and their derivatives at points, each formed when an expression first asks for it. */
export function fieldEnvironment(
  problem: Problem,
  unknowns: Unknowns,
  points: Value,
  operators: readonly Operator[] = [],
): FieldEnvironment {
  const count = points.shape[1];
  const inputs = [...unknowns.weights, unknowns.parameters, points];
  const seeds = directions(problem, count);
  const active = inputs.length - 1;
  const surroundings = pointEnvironment(problem, unknowns, points);
  const index = (orders: Readonly<Record<string, number>>) =>
    problem.coordinates.map((c) => orders[c.name] ?? 0);
  const weightOf = (weight: Resolved) =>
    weight.kind === 'number' ? weight.value : expressionValue(weight, surroundings);
  // Second derivatives along many coordinates are mapped over the coordinates, in place of a stream for each.
  const many = operators.map(isAlongMany);
  const sums = operators
    .filter((_, k) => !many[k])
    .map(({ terms }) => ({
      terms: terms.map(({ weight, orders }) => ({
        weight: weightOf(weight),
        index: index(orders),
      })),
    }));
  const names = [...problem.fields, ...problem.network.functions];
  const values: TaylorResult[] = taylor(trialProgram(problem, count), inputs, active, seeds, sums);
  const found: (readonly Value[])[] = [];
  const at = (name: string) => values[names.indexOf(name)];
  const environment: FieldEnvironment = {
    ...surroundings,
    operator(k, field) {
      if (!many[k]) return at(field).sum(many.slice(0, k).filter((own) => !own).length);
      found[k] ??= sumAlongMany(
        trialProgram(problem, count),
        inputs,
        active,
        problem,
        operators[k],
        weightOf,
      );
      return found[k][names.indexOf(field)];
    },
    field: (name) => at(name).value,
    derivative: (name, orders) => at(name).derivative(index(orders)),
    differentiate(operand: Resolved, coordinate, order) {
      const types = inputs.map((input) => input.type);
      const whole = trace('operand', types, (...values) => {
        const weights = values.slice(0, unknowns.weights.length);
        const [parameters, where] = values.slice(unknowns.weights.length);
        const environment = fieldEnvironment(problem, { weights, parameters }, where);
        return [op.broadcast(expressionValue(operand, environment), [1, count])];
      });
      const axis = problem.coordinates.findIndex((c) => c.name === coordinate);
      return taylor(whole, inputs, active, [seeds[axis]])[0].derivative([order]);
    },
    integrate: (node) => integralValue(problem, unknowns, points, node, environment),
  };
  return environment;
}

/**
 * ∫ operand d(coordinate) at each point: Gauss–Legendre between the bounds there. The operand is evaluated at all nodes
 * of all points in one go.
 */
function integralValue(
  problem: Problem,
  unknowns: Unknowns,
  points: Value,
  { operand, coordinate, low, high }: Extract<Resolved, { kind: 'integral' }>,
  here: Environment,
): Value {
  const count = points.shape[1];
  const { nodes, weights } = gaussLegendre(problem.quadrature);
  const [from, to] = [low, high].map((bound) => op.broadcast(expressionValue(bound, here), [1, count]));
  const half = op.multiply(op.subtract(to, from), 0.5);
  const middle = op.multiply(op.add(to, from), 0.5);
  const rows = problem.coordinates.map(({ name }, row) => {
    const own = op.slice(points, [row, 0], [1, count]);
    const parts = nodes.map((node) => (name === coordinate ? op.add(middle, op.multiply(half, node)) : own));
    return op.concat(parts, 1);
  });
  const moved = op.concat(rows);
  const inside = fieldEnvironment(problem, unknowns, moved);
  const values = op.broadcast(expressionValue(operand, inside), [1, nodes.length * count]);
  const table = op.reshape(values, [nodes.length, count]);
  const sum = op.sum(op.multiply(table, op.constant(weights, problem.element, [nodes.length, 1])), [0]);
  return op.multiply(op.reshape(sum, [1, count]), half);
}
