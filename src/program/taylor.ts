import { emitAll } from './emit';
import {
  constantJet,
  degree,
  factorial,
  formed,
  lazyJet,
  mapped,
  mappedTogether,
  scaled,
  total,
  unscaled,
  weighted,
  type CollapsedSum,
  type Jet,
  type MultiIndex,
  type Term,
} from './jet';
import * as op from './operations';
import type { Equation, EquationOf, Primitive, Program, Value } from './primitives';
import {
  bilinear,
  circular,
  constantPower,
  elementwisePower,
  errorIntegral,
  exponential,
  inverseCircular,
  inverseTangent,
  logarithm,
  ofItself,
  onePlusSquare,
  quotient,
  squared,
  value,
  type Context,
} from './recurrences';
import { uniform } from './simplify';
import { isFloat, sameType, typeText } from './types';

export type { CollapsedSum, MultiIndex } from './jet';

/** Highest total order of differentiation. */
export const highestOrder = 4;

type TaylorRule<P extends Primitive> = (
  jets: readonly Jet[],
  equation: EquationOf<P>,
  context: Context,
) => readonly Jet[];

/** The same for every coefficient and for the collapsed sums. */
const each = (jets: readonly Jet[], combine: (terms: readonly Term[]) => Term): Jet =>
  lazyJet(
    (index) => combine(jets.map((jet) => jet.at(index))),
    (k) => combine(jets.map((jet) => jet.sum(k))),
  );

/** The primitive is linear in one input and applied to each of its coefficients; the others do not move. */
const linearIn =
  (which: number): TaylorRule<Primitive> =>
  (jets, equation, context) => {
    const apply = (x: Value) =>
      emitAll(
        equation.primitive,
        equation.parameters,
        jets.map((jet, k) => (k === which ? x : value(jet, context))),
      )[0];
    return [each([jets[which]], ([term]) => mapped(term, apply))];
  };

const linear = linearIn(0);

/** Result by choice of one operand, coefficient by coefficient. */
function choice(condition: Value, a: Jet, b: Jet): Jet {
  return each([a, b], (terms) =>
    mappedTogether(terms, ([x, y]) => op.select(condition, x ?? op.zerosLike(y!), y ?? op.zerosLike(x!))),
  );
}

/** Piecewise constant: the value alone. */
const flat: TaylorRule<Primitive> = (jets, equation, context) =>
  emitAll(
    equation.primitive,
    equation.parameters,
    jets.map((jet) => value(jet, context)),
  ).map(constantJet);

const refused =
  (what: string): TaylorRule<Primitive> =>
  () => {
    throw new Error(`${what} has no Taylor rule: it can't be differentiated along a coordinate.`);
  };

const taylorRules: { readonly [P in Primitive]: TaylorRule<P> } = {
  constant: flat,
  iota: flat,
  randomBits: flat,
  negate: ([x]) => [each([x], ([term]) => scaled(term, -1))],
  absolute: ([x], _equation, context) => {
    const signs = op.sign(value(x, context));
    return [each([x], ([term]) => mapped(term, (part) => op.multiply(part, signs)))];
  },
  sign: flat,
  exp: ([u], _equation, context) => [exponential(u, context)],
  log: ([u], _equation, context) => [logarithm(u, context)],
  sqrt: ([u], _equation, context) => [constantPower(u, 0.5, context)],
  sin: ([u], _equation, context) => [circular(u, op.sin, op.cos, -1, context)[0]],
  cos: ([u], _equation, context) => [circular(u, op.sin, op.cos, -1, context)[1]],
  tan: ([u], _equation, context) => [
    ofItself(op.tan(value(u, context)), u, (y) => onePlusSquare(y, 1, context), context),
  ],
  tanh: ([u], _equation, context) => [
    ofItself(op.tanh(value(u, context)), u, (y) => onePlusSquare(y, -1, context), context),
  ],
  sinh: ([u], _equation, context) => [circular(u, op.sinh, op.cosh, 1, context)[0]],
  cosh: ([u], _equation, context) => [circular(u, op.sinh, op.cosh, 1, context)[1]],
  asin: ([u], _equation, context) => [inverseCircular(u, op.asin, 1, context)],
  acos: ([u], _equation, context) => [inverseCircular(u, op.acos, -1, context)],
  atan: ([u], _equation, context) => [inverseTangent(u, context)],
  erf: ([u], _equation, context) => [errorIntegral(u, context)],
  floor: flat,
  isFinite: flat,
  not: flat,
  stopGradient: flat,
  // to and from whole numbers is a step function
  convert: (jets, equation, context) =>
    isFloat(equation.inputs[0].element) && isFloat(equation.parameters.element)
      ? linear(jets, equation, context)
      : flat(jets, equation, context),
  add: (jets) => [each(jets, total)],
  subtract: (jets) => [each(jets, ([a, b]) => total([a, scaled(b, -1)]))],
  multiply: ([a, b], _equation, context) => [
    a === b ? squared(a, context) : bilinear(a, b, op.multiply, context),
  ],
  divide: ([a, b], _equation, context) => {
    const divisor = value(b, context);
    if (!b.constant) return [quotient(a, b, op.divide(value(a, context), divisor), context)];
    return [each([a], ([term]) => mapped(term, (part) => op.divide(part, divisor)))];
  },
  power: ([a, b], _equation, context) => {
    if (!b.constant) {
      // y = uᵇ where the exponent moves: y' = y (b ln u)'
      const exponents = bilinear(b, logarithm(a, context), op.multiply, context);
      return [ofItself(op.power(value(a, context), value(b, context)), exponents, (y) => y, context)];
    }
    const exponent = uniform(value(b, context));
    return [
      exponent === null
        ? elementwisePower(a, value(b, context), context)
        : constantPower(a, exponent, context),
    ];
  },
  minimum: ([a, b], _equation, context) => [choice(op.lessEqual(value(a, context), value(b, context)), a, b)],
  maximum: ([a, b], _equation, context) => [
    choice(op.greaterEqual(value(a, context), value(b, context)), a, b),
  ],
  and: flat,
  or: flat,
  compare: flat,
  select: ([condition, a, b], _equation, context) => [choice(value(condition, context), a, b)],
  sum: linear,
  reduceMax: refused('reduceMax'),
  argmax: flat,
  reshape: linear,
  transpose: linear,
  broadcast: linear,
  slice: linear,
  pad: linear,
  concat: (jets, { parameters: { axis } }, context) => [
    each(jets, (terms) =>
      mappedTogether(terms, (parts) =>
        op.concat(
          parts.map((part, k) => part ?? op.zerosLike(value(jets[k], context))),
          axis,
        ),
      ),
    ),
  ],
  gather: linearIn(0),
  scatterAdd: linearIn(1),
  dynamicSlice: linearIn(0),
  dynamicUpdateSlice: ([x, update, starts], { parameters }, context) => [
    each([x, update], (terms) =>
      mappedTogether(
        terms,
        ([target, part]) =>
          emitAll('dynamicUpdateSlice', parameters, [
            target ?? op.zerosLike(value(x, context)),
            part ?? op.zerosLike(value(update, context)),
            value(starts, context),
          ])[0],
      ),
    ),
  ],
  topK: refused('topK'),
  dot: ([a, b], { parameters }, context) => [bilinear(a, b, (x, y) => op.dot(x, y, parameters), context)],
  cholesky: refused('cholesky'),
  // linear in the right side
  triangularSolve: (jets, equation, context) =>
    (jets[0].constant ? linearIn(1) : refused('triangularSolve with a moving matrix'))(
      jets,
      equation,
      context,
    ),
  // linear in both parts together
  fft: (jets, { parameters, outputs }, context) =>
    outputs.map((_, which) =>
      each(jets, (terms) =>
        mappedTogether(
          terms,
          (parts) =>
            emitAll(
              'fft',
              parameters,
              parts.map((part, k) => part ?? op.zerosLike(value(jets[k], context))),
            )[which],
        ),
      ),
    ),
  call: (jets, { parameters: { program } }, context) => run(program, jets, context),
  cond: refused('cond'),
  whileLoop: refused('whileLoop'),
  scan: refused('scan'),
};

/** The results of one equation as jets, from jets of its inputs. */
export function taylorEquation(equation: Equation, inputs: readonly Jet[], context: Context) {
  const rule = (
    inputs.every((jet) => jet.constant) ? flat : taylorRules[equation.primitive]
  ) as TaylorRule<Primitive>;
  return rule(inputs, equation as never, context);
}

/** The outputs of a program as jets, from jets of its inputs. */
export function run(program: Program, inputs: readonly Jet[], context: Context): Jet[] {
  const jets = new Map<Value, Jet>(program.inputs.map((input, k) => [input, inputs[k]]));
  for (const equation of program.equations) {
    const given = equation.inputs.map((input) => jets.get(input)!);
    taylorEquation(equation, given, context).forEach((jet, k) => jets.set(equation.outputs[k], jet));
  }
  return program.outputs.map((output) => jets.get(output)!);
}

/** Value, partial derivatives and collapsed sums of one output. Zero ones are tensors of zeros. */
export interface TaylorResult {
  readonly value: Value;
  derivative(index: MultiIndex): Value;
  sum(k: number): Value;
}

/**
 * Taylor mode: the outputs of `program` at `inputs` and their partial derivatives along `directions`, by one pass.
 *
 * Input number `active` moves along the directions; a direction is a tensor of that input's shape (a unit vector
 * repeated over the points, or data such as normals). Derivatives are formed when asked for, each from the smallest
 * down-closed set of lower ones; a collapsed sum needs only derivatives strictly below its terms.
 * Errors: an order above 4, and a direction of another type than the input, are refused.
 */
export function taylor(
  program: Program,
  inputs: readonly Value[],
  active: number,
  directions: readonly Value[],
  sums: readonly CollapsedSum[] = [],
): TaylorResult[] {
  const context: Context = { directions: directions.length, sums };
  directions.forEach((direction) => {
    if (!sameType(direction.type, inputs[active].type))
      throw new Error(
        `A direction is ${typeText(direction.type)}; the input that moves is ${typeText(inputs[active].type)}.`,
      );
  });
  const check = (index: MultiIndex) => {
    if (index.length !== directions.length || index.some((order) => !Number.isInteger(order) || order < 0))
      throw new Error(
        `[${index.join(',')}] must give a whole order for each of ${directions.length} directions.`,
      );
    if (degree(index) > highestOrder)
      throw new Error(`Derivatives are taken up to order ${highestOrder}; ${degree(index)} was asked for.`);
  };
  sums.forEach((sum) =>
    sum.terms.forEach(({ index }) => {
      check(index);
      if (degree(index) === 0) throw new Error('A collapsed sum holds derivatives only, not the value.');
    }),
  );
  const first = (index: MultiIndex) => unscaled(directions[index.findIndex((order) => order === 1)]);
  const moving = lazyJet(
    (index) => (degree(index) === 0 ? unscaled(inputs[active]) : degree(index) === 1 ? first(index) : null),
    (k) =>
      total(
        sums[k].terms.map(({ weight, index }) =>
          degree(index) === 1 ? weighted(first(index), weight) : null,
        ),
      ),
  );
  const jets = run(
    program,
    inputs.map((input, k) => (k === active ? moving : constantJet(input))),
    context,
  );
  return jets.map((jet) => {
    const point = value(jet, context);
    const plain = (term: Term) => (term ? formed(term) : op.zerosLike(point));
    return {
      value: point,
      derivative: (index) => {
        check(index);
        return plain(scaled(jet.at(index), factorial(index)));
      },
      sum: (k) => {
        if (!sums[k]) throw new Error(`Collapsed sum ${k} was not asked for.`);
        return plain(jet.sum(k));
      },
    };
  });
}
