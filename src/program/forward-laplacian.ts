import { emitAll } from './emit';
import { constantJet, formed, lazyJet, unscaled, type Jet } from './jet';
import * as op from './operations';
import type { Equation, EquationOf, Primitive, Program, Value } from './primitives';
import {
  combined,
  joinedRows,
  pickedRows,
  repeatedRows,
  takenRows,
  throughMatrix,
  times,
  weightedProduct,
  type Slopes,
} from './slopes';
import { taylorEquation } from './taylor';

/**
 * A value v [rows, points] on the way, with its slopes ∂v/∂x_d along every coordinate d and the sum Σ_d w_d ∂²v/∂x_d²;
 * null stands for zero. What does not move may have any shape.
 */
interface Moving {
  readonly value: Value;
  readonly slopes: Slopes | null;
  readonly sum: Value | null;
}

/** Null where the way that an input moves, or the shape of it, is not one of those that are known. */
type Rule<P extends Primitive> = (
  equation: EquationOf<P>,
  inputs: readonly Moving[],
  weights: Value,
) => Moving | null;

const applied = ({ primitive, parameters }: Equation, inputs: readonly Value[]) =>
  emitAll(primitive, parameters as never, inputs);
const values = (inputs: readonly Moving[]) => inputs.map(({ value }) => value);
const still = (value: Value): Moving => ({ value, slopes: null, sum: null });
const plus = (a: Value | null, b: Value | null): Value | null => (a && b ? op.add(a, b) : (a ?? b));

/** Each element as the only direction: the jet of F then holds F′ and F″/2. */
const ofItsElements = (value: Value): Jet =>
  lazyJet(
    ([order]) => {
      if (order > 1) return null;
      return unscaled(order === 0 ? value : op.constant(1, value.element, value.shape));
    },
    () => null,
  );

/** F(u) element by element: Σ w ∂²F = F′ Σ w ∂²u + F″ Σ w (∂u)². */
const ofOne: Rule<Primitive> = (equation, inputs, weights) => {
  const moving = inputs.filter(({ slopes }) => slopes);
  const [u] = moving;
  if (moving.some((other) => other !== u)) return null;
  const jet = ofItsElements(u.value);
  const [result] = taylorEquation(
    equation as Equation,
    inputs.map((input) => (input.slopes ? jet : constantJet(input.value))),
    { directions: 1, sums: [] },
  );
  const [first, half] = [result.at([1]), result.at([2])];
  const slope = first && formed(first);
  const bent =
    half &&
    op.multiply(weightedProduct(u.slopes!, u.slopes!, weights), op.multiply(half.value, 2 * half.factor));
  return {
    value: formed(result.at([0])!),
    slopes: slope && times(u.slopes!, slope),
    sum: plus(u.sum && slope && op.multiply(u.sum, slope), bent),
  };
};

/** The rule for two different inputs that both move. */
const ofTwo =
  <P extends Primitive>(
    rule: (value: Value, a: Required<Moving>, b: Moving, weights: Value) => Moving,
  ): Rule<P> =>
  (equation, inputs, weights) => {
    const [a, b] = inputs;
    if (a === b || !a.slopes || !b.slopes) return ofOne(equation, inputs, weights);
    return rule(applied(equation as Equation, values(inputs))[0], a, b, weights);
  };

const rules: { readonly [P in Primitive]?: Rule<P> } = {
  add: ofTwo((value, a, b, weights) => ({
    value,
    slopes: combined(a.slopes!, b.slopes!, op.add, weights.shape[0]),
    sum: plus(a.sum, b.sum),
  })),
  subtract: ofTwo((value, a, b, weights) => ({
    value,
    slopes: combined(a.slopes!, b.slopes!, op.subtract, weights.shape[0]),
    sum: plus(a.sum, b.sum && op.negate(b.sum)),
  })),
  multiply: ofTwo((value, a, b, weights) => ({
    value,
    slopes: combined(times(a.slopes!, b.value), times(b.slopes!, a.value), op.add, weights.shape[0]),
    sum: plus(
      plus(a.sum && op.multiply(a.sum, b.value), b.sum && op.multiply(b.sum, a.value)),
      op.multiply(weightedProduct(a.slopes!, b.slopes!, weights), 2),
    ),
  })),
  // q = a/b: b Σ w ∂²q = Σ w ∂²a − q Σ w ∂²b − 2 Σ w ∂q ∂b
  divide: ofTwo((value, a, b, weights) => {
    const slopes = times(
      combined(a.slopes!, times(b.slopes!, value), op.subtract, weights.shape[0]),
      op.divide(1, b.value),
    );
    const both = op.multiply(weightedProduct(slopes, b.slopes!, weights), -2);
    const sum = plus(plus(both, a.sum), b.sum && op.negate(op.multiply(b.sum, value)));
    return { value, slopes, sum: sum && op.divide(sum, b.value) };
  }),
  slice: (equation, [x]) => {
    const { start, extent } = equation.parameters;
    if (extent[1] !== x.value.shape[1]) return null;
    const take = (part: Value) => applied(equation, [part])[0];
    return {
      value: take(x.value),
      slopes: takenRows(x.slopes!, start[0], extent[0]),
      sum: x.sum && take(x.sum),
    };
  },
  concat: (equation, inputs, weights) => {
    if (equation.parameters.axis !== 0) return null;
    const sums = inputs.map(({ value, sum }) => sum ?? op.zerosLike(value));
    return {
      value: applied(equation, values(inputs))[0],
      slopes: joinedRows(inputs, weights.shape[0]),
      sum: inputs.some(({ sum }) => sum) ? applied(equation, sums)[0] : null,
    };
  },
  broadcast: (equation, [x]) => {
    const { shape } = equation.parameters;
    if (shape.length !== 2 || shape[1] !== x.value.shape[1]) return null;
    const repeat = (part: Value) => applied(equation, [part])[0];
    return {
      value: repeat(x.value),
      slopes: repeatedRows(x.slopes!, shape[0]),
      sum: x.sum && repeat(x.sum),
    };
  },
  gather: (equation, [x, indices]) => {
    const slopes = x.slopes && pickedRows(x.slopes, indices.value);
    const pick = (part: Value) => applied(equation, [part, indices.value])[0];
    return slopes && { value: pick(x.value), slopes, sum: x.sum && pick(x.sum) };
  },
  dot: (equation, [a, b], weights) => {
    const { transposeLeft, transposeRight } = equation.parameters;
    if (a.slopes || transposeRight) return null;
    const matrix = transposeLeft ? op.transpose(a.value) : a.value;
    return {
      value: applied(equation, [a.value, b.value])[0],
      slopes: throughMatrix(matrix, b.slopes!, weights.shape[0]),
      sum: b.sum && op.dot(matrix, b.sum),
    };
  },
};

/** Done to each element alone, whatever its neighbours are. */
const elementwise: ReadonlySet<Primitive> = new Set<Primitive>([
  ...(['negate', 'absolute', 'sign', 'exp', 'log', 'sqrt', 'sin', 'cos', 'tan', 'tanh', 'sinh'] as const),
  ...(['cosh', 'asin', 'acos', 'atan', 'erf', 'floor', 'convert', 'stopGradient'] as const),
  ...(['power', 'minimum', 'maximum', 'select'] as const),
]);

function outputsOf(program: Program, inputs: readonly Moving[], weights: Value): readonly Moving[] | null {
  const known = new Map<Value, Moving>(program.inputs.map((input, k) => [input, inputs[k]]));
  for (const equation of program.equations) {
    const given = equation.inputs.map((input) => known.get(input)!);
    const results = stepOf(equation, given, weights);
    if (!results) return null;
    equation.outputs.forEach((output, k) => known.set(output, results[k]));
  }
  return program.outputs.map((output) => known.get(output)!);
}

function stepOf(equation: Equation, inputs: readonly Moving[], weights: Value): readonly Moving[] | null {
  if (inputs.every(({ slopes }) => !slopes)) return applied(equation, values(inputs)).map(still);
  if (equation.primitive === 'call') return outputsOf(equation.parameters.program, inputs, weights);
  const own = rules[equation.primitive] as Rule<Primitive> | undefined;
  const rule = own ?? (elementwise.has(equation.primitive) ? ofOne : null);
  const result = rule?.(equation, inputs, weights);
  return result ? [result] : null;
}

/**
 * Σ_d w_d ∂²f/∂x_d² of every output f [rows, points] of a program, in one pass that carries the value, all first
 * derivatives as one tensor, and the sum (Li et al., "A computational framework for neural network-based variational
 * Monte Carlo with Forward Laplacian", Nat. Mach. Intell. 6, 2024). The program does not grow with the number of
 * coordinates, and up to the first layer of a network only those first derivatives are formed that are not zero.
 * @param inputs of the program; number `active` are the points [coordinates, points]
 * @param weights w [coordinates, 1]
 * @returns null where the program does with its points what this pass has no rule for
 */
export function forwardLaplacian(
  program: Program,
  inputs: readonly Value[],
  active: number,
  weights: Value,
): Value[] | null {
  const { shape, element } = inputs[active];
  const owners = Array.from({ length: shape[0] }, (_, k) => k);
  const slopes: Slopes = { kind: 'own', owners, value: op.constant(1, element, shape) };
  const given = inputs.map((value, k) => (k === active ? { value, slopes, sum: null } : still(value)));
  const outputs = outputsOf(program, given, weights);
  return outputs && outputs.map(({ value, sum }) => sum ?? op.zerosLike(value));
}
