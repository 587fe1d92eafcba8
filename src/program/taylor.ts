import { emitAll } from './emit';
import {
  below,
  constantJet,
  degree,
  difference,
  factorial,
  lazyJet,
  scaled,
  times,
  total,
  type CollapsedSum,
  type Jet,
  type MultiIndex,
} from './jet';
import * as op from './operations';
import type { EquationOf, Primitive, Program, Value } from './primitives';
import { uniform } from './simplify';

export type { CollapsedSum, MultiIndex } from './jet';

/** Highest total order of differentiation. */
export const highestOrder = 4;

interface Context {
  readonly directions: number;
  readonly sums: readonly CollapsedSum[];
}

type TaylorRule<P extends Primitive> = (
  jets: readonly Jet[],
  equation: EquationOf<P>,
  context: Context,
) => readonly Jet[];

const zero = ({ directions }: Context): MultiIndex => new Array<number>(directions).fill(0);
const value = (jet: Jet, context: Context): Value => jet.at(zero(context))!;

/** Every coefficient goes through the same linear map. */
const linear =
  <P extends Primitive>(map: (x: Value, equation: EquationOf<P>) => Value): TaylorRule<P> =>
  ([x], equation) => {
    const apply = (coefficient: Value | null) => coefficient && map(coefficient, equation);
    return [
      lazyJet(
        (index) => apply(x.at(index)),
        (k) => apply(x.sum(k)),
      ),
    ];
  };

/** The same primitive applied to each coefficient alone (moves of data, sums). */
const same: TaylorRule<Primitive> = linear(
  (x, equation) => emitAll(equation.primitive, equation.parameters, [x])[0],
);

const combined =
  (combine: (a: Value | null, b: Value | null) => Value | null): TaylorRule<Primitive> =>
  ([a, b]) => [
    lazyJet(
      (index) => combine(a.at(index), b.at(index)),
      (k) => combine(a.sum(k), b.sum(k)),
    ),
  ];

/** Σ over 0 < β < α of part(β, α − β): the terms of a product's coefficient in which both factors are differentiated. */
function cross(index: MultiIndex, part: (beta: MultiIndex, rest: MultiIndex) => Value | null): Value | null {
  const whole = degree(index);
  return total(
    below(index)
      .filter((beta) => degree(beta) > 0 && degree(beta) < whole)
      .map((beta) => part(beta, difference(index, beta))),
  );
}

/** Σ_k c_k α_k! rest(α_k) over the terms of a collapsed sum. */
function collapsed(context: Context, k: number, rest: (index: MultiIndex) => Value | null): Value | null {
  return total(
    context.sums[k].terms.map(({ weight, index }) => scaled(rest(index), weight * factorial(index))),
  );
}

/** (f∘g)_α = Σ_β f_β ∘ g_{α−β} for any product ∘. */
function bilinear(f: Jet, g: Jet, product: (a: Value, b: Value) => Value, context: Context): Jet {
  const join = (a: Value | null, b: Value | null) => a && b && product(a, b);
  const inner = (index: MultiIndex) => cross(index, (beta, rest) => join(f.at(beta), g.at(rest)));
  const origin = zero(context);
  return lazyJet(
    (index) => {
      if (degree(index) === 0) return join(f.at(origin), g.at(origin));
      return total([join(f.at(origin), g.at(index)), inner(index), join(f.at(index), g.at(origin))]);
    },
    (k) => total([join(f.at(origin), g.sum(k)), collapsed(context, k, inner), join(f.sum(k), g.at(origin))]),
  );
}

/** (f²)_α, each pair of different factors formed once. */
function squared(f: Jet, context: Context): Jet {
  const origin = zero(context);
  const inner = (index: MultiIndex) => {
    const pairs = below(index).filter((beta) => degree(beta) > 0 && degree(beta) < degree(index));
    return total(
      pairs.map((beta) => {
        const rest = difference(index, beta);
        const order = beta.join() < rest.join() ? 2 : beta.join() === rest.join() ? 1 : 0;
        return order === 0 ? null : scaled(times(f.at(beta), f.at(rest)), order);
      }),
    );
  };
  const outer = (top: Value | null) => times(scaled(f.at(origin), 2), top);
  return lazyJet(
    (index) =>
      degree(index) === 0 ? times(f.at(origin), f.at(origin)) : total([outer(f.at(index)), inner(index)]),
    (k) => total([outer(f.sum(k)), collapsed(context, k, inner)]),
  );
}

/**
 * y = F(u) where y' = h(u) u' and h is itself a jet: α_i y_α = Σ_{0<β≤α} β_i u_β h_{α−β} for any i with α_i > 0
 * (Griewank & Walther, Evaluating Derivatives, ch. 13, in several directions).
 */
function solvesEquation(y0: Value, u: Jet, h: () => Jet, context: Context): Jet {
  const origin = zero(context);
  const lower = (index: MultiIndex) => {
    const axis = smallestAxis(index);
    return scaledSum(
      below(index)
        .filter((beta) => beta[axis] > 0 && degree(beta) < degree(index))
        .map((beta) => [beta[axis] / index[axis], times(u.at(beta), h().at(difference(index, beta)))]),
    );
  };
  return lazyJet(
    (index) => (degree(index) === 0 ? y0 : total([times(h().at(origin), u.at(index)), lower(index)])),
    (k) => total([times(h().at(origin), u.sum(k)), collapsed(context, k, lower)]),
  );
}

function scaledSum(terms: readonly (readonly [number, Value | null])[]): Value | null {
  return total(terms.map(([factor, term]) => scaled(term, factor)));
}

/** The axis with the smallest order above 0: fewest terms. */
function smallestAxis(index: MultiIndex): number {
  return index.reduce(
    (best, order, axis) => (order > 0 && (index[best] === 0 || order < index[best]) ? axis : best),
    0,
  );
}

/** q = f/g: q_α = (f_α − Σ_{0<β≤α} g_β q_{α−β}) / g_0. */
function quotient(f: Jet, g: Jet, q0: Value, context: Context): Jet {
  const origin = zero(context);
  const over = (numerator: Value | null) => numerator && op.divide(numerator, g.at(origin)!);
  const negated = (x: Value | null) => x && op.negate(x);
  const jet: Jet = lazyJet(
    (index) => {
      if (degree(index) === 0) return q0;
      const inner = cross(index, (beta, rest) => times(g.at(beta), jet.at(rest)));
      return over(total([f.at(index), negated(inner), negated(times(g.at(index), q0))]));
    },
    (k) => {
      const inner = collapsed(context, k, (index) =>
        cross(index, (beta, rest) => times(g.at(beta), jet.at(rest))),
      );
      return over(total([f.sum(k), negated(inner), negated(times(g.sum(k), q0))]));
    },
  );
  return jet;
}

/** 1 + factor·y² as a jet: the derivative of tanh (factor −1) and tan (factor 1). */
function onePlusSquare(y: Jet, factor: number, context: Context): Jet {
  const square = squared(y, context);
  return lazyJet(
    (index) => {
      if (degree(index) > 0) return scaled(square.at(index), factor);
      return factor < 0 ? op.subtract(1, square.at(index)!) : op.add(1, square.at(index)!);
    },
    (k) => scaled(square.sum(k), factor),
  );
}

function scaledJet(jet: Jet, factor: number): Jet {
  return lazyJet(
    (index) => scaled(jet.at(index), factor),
    (k) => scaled(jet.sum(k), factor),
  );
}

/** y = F(u) whose derivative is a function of y alone. */
function ofItself(y0: Value, u: Jet, derivative: (y: Jet) => Jet, context: Context): Jet {
  let h: Jet | undefined;
  const y: Jet = solvesEquation(y0, u, () => (h ??= derivative(y)), context);
  return y;
}

/** Pairs of functions that are each other's derivative up to sign: (sin, cos) and (sinh, cosh). */
function circular(
  u: Jet,
  first: (x: Value) => Value,
  second: (x: Value) => Value,
  sign: number,
  context: Context,
) {
  const point = value(u, context);
  const s: Jet = solvesEquation(first(point), u, () => c, context);
  const c: Jet = solvesEquation(second(point), u, () => (signed ??= scaledJet(s, sign)), context);
  let signed: Jet | undefined;
  return [s, c] as const;
}

/** uᵖ for a constant p: h = p uᵖ⁻¹, by u itself for whole p > 0, else as p y/u. */
function constantPower(u: Jet, exponent: number, context: Context): Jet {
  if (exponent === 0) return constantJet(op.power(value(u, context), 0));
  if (exponent === 1) return u;
  const y0 = op.power(value(u, context), exponent);
  const whole = Number.isInteger(exponent) && exponent > 0;
  let h: Jet | undefined;
  const y: Jet = solvesEquation(
    y0,
    u,
    () => {
      h ??= scaledJet(
        whole
          ? constantPower(u, exponent - 1, context)
          : quotient(y, u, op.divide(y0, value(u, context)), context),
        exponent,
      );
      return h;
    },
    context,
  );
  return y;
}

function exponential(u: Jet, context: Context): Jet {
  const y: Jet = solvesEquation(op.exp(value(u, context)), u, () => y, context);
  return y;
}

/** y' = u'/u. */
function logarithm(u: Jet, context: Context): Jet {
  const one = constantJet(op.power(value(u, context), 0));
  let reciprocal: Jet | undefined;
  const h = () => (reciprocal ??= quotient(one, u, op.divide(1, value(u, context)), context));
  return solvesEquation(op.log(value(u, context)), u, h, context);
}

/** Result by choice of one operand, coefficient by coefficient. */
function choice(condition: Value, a: Jet, b: Jet): Jet {
  const pick = (x: Value | null, y: Value | null) =>
    x || y ? op.select(condition, x ?? op.zerosLike(y!), y ?? op.zerosLike(x!)) : null;
  return lazyJet(
    (index) => pick(a.at(index), b.at(index)),
    (k) => pick(a.sum(k), b.sum(k)),
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
  (primitive: Primitive): TaylorRule<Primitive> =>
  () => {
    throw new Error(`${primitive} has no Taylor rule: it can't be differentiated along a coordinate.`);
  };

const taylorRules: { readonly [P in Primitive]: TaylorRule<P> } = {
  constant: flat,
  iota: flat,
  randomBits: flat,
  negate: same,
  absolute: ([x], _equation, context) => {
    const signs = op.sign(value(x, context));
    return [
      lazyJet(
        (index) => times(x.at(index), signs),
        (k) => times(x.sum(k), signs),
      ),
    ];
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
  // y' = 2/√π exp(−u²) u'
  erf: ([u], _equation, context) => {
    let h: Jet | undefined;
    const make = () =>
      (h ??= scaledJet(exponential(scaledJet(squared(u, context), -1), context), 2 / Math.sqrt(Math.PI)));
    return [solvesEquation(op.erf(value(u, context)), u, make, context)];
  },
  floor: flat,
  isFinite: flat,
  not: flat,
  stopGradient: flat,
  convert: linear((x, { parameters }) => op.convert(x, parameters.element)),
  add: combined((a, b) => total([a, b])),
  subtract: combined((a, b) => (a && b ? op.subtract(a, b) : (a ?? (b && op.negate(b))))),
  multiply: ([a, b], _equation, context) => [
    a === b ? squared(a, context) : bilinear(a, b, op.multiply, context),
  ],
  divide: ([a, b], _equation, context) => {
    const q0 = op.divide(value(a, context), value(b, context));
    if (!b.constant) return [quotient(a, b, q0, context)];
    const over = (x: Value | null) => x && op.divide(x, value(b, context));
    return [
      lazyJet(
        (index) => over(a.at(index)),
        (k) => over(a.sum(k)),
      ),
    ];
  },
  power: ([a, b], _equation, context) => {
    const exponent = b.constant ? uniform(value(b, context)) : null;
    if (exponent !== null) return [constantPower(a, exponent, context)];
    return [exponential(bilinear(b, logarithm(a, context), op.multiply, context), context)];
  },
  minimum: ([a, b], _equation, context) => [choice(op.lessEqual(value(a, context), value(b, context)), a, b)],
  maximum: ([a, b], _equation, context) => [
    choice(op.greaterEqual(value(a, context), value(b, context)), a, b),
  ],
  and: flat,
  or: flat,
  compare: flat,
  select: ([condition, a, b], _equation, context) => [choice(value(condition, context), a, b)],
  sum: same,
  reduceMax: refused('reduceMax'),
  argmax: flat,
  reshape: same,
  transpose: same,
  broadcast: same,
  slice: same,
  pad: same,
  concat: (jets, { parameters: { axis } }, context) => {
    const join = (parts: readonly (Value | null)[]) =>
      parts.every((part) => part === null)
        ? null
        : op.concat(
            parts.map((part, k) => part ?? op.zerosLike(value(jets[k], context))),
            axis,
          );
    return [
      lazyJet(
        (index) => join(jets.map((jet) => jet.at(index))),
        (k) => join(jets.map((jet) => jet.sum(k))),
      ),
    ];
  },
  gather: ([x, indices], _equation, context) => {
    const pick = (part: Value | null) => part && op.gather(part, value(indices, context));
    return [
      lazyJet(
        (index) => pick(x.at(index)),
        (k) => pick(x.sum(k)),
      ),
    ];
  },
  scatterAdd: ([indices, rows], { parameters: { extent } }, context) => {
    const put = (part: Value | null) => part && op.scatterAdd(value(indices, context), part, extent);
    return [
      lazyJet(
        (index) => put(rows.at(index)),
        (k) => put(rows.sum(k)),
      ),
    ];
  },
  dynamicSlice: ([x, starts], { parameters }, context) => {
    const pick = (part: Value | null) =>
      part && emitAll('dynamicSlice', parameters, [part, value(starts, context)])[0];
    return [
      lazyJet(
        (index) => pick(x.at(index)),
        (k) => pick(x.sum(k)),
      ),
    ];
  },
  dynamicUpdateSlice: ([x, update, starts], { parameters }, context) => {
    const put = (target: Value | null, part: Value | null) =>
      target || part
        ? emitAll('dynamicUpdateSlice', parameters, [
            target ?? op.zerosLike(value(x, context)),
            part ?? op.zerosLike(value(update, context)),
            value(starts, context),
          ])[0]
        : null;
    return [
      lazyJet(
        (index) => put(x.at(index), update.at(index)),
        (k) => put(x.sum(k), update.sum(k)),
      ),
    ];
  },
  topK: refused('topK'),
  dot: ([a, b], { parameters }, context) => [bilinear(a, b, (x, y) => op.dot(x, y, parameters), context)],
  call: (jets, { parameters: { program } }, context) => run(program, jets, context),
  cond: refused('cond'),
  whileLoop: refused('whileLoop'),
};

function run(program: Program, inputs: readonly Jet[], context: Context): Jet[] {
  const jets = new Map<Value, Jet>(program.inputs.map((input, k) => [input, inputs[k]]));
  for (const equation of program.equations) {
    const given = equation.inputs.map((input) => jets.get(input)!);
    const rule = (
      given.every((jet) => jet.constant) ? flat : taylorRules[equation.primitive]
    ) as TaylorRule<Primitive>;
    rule(given, equation as never, context).forEach((jet, k) => jets.set(equation.outputs[k], jet));
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
 * Errors: an order above 4 is refused.
 */
export function taylor(
  program: Program,
  inputs: readonly Value[],
  active: number,
  directions: readonly Value[],
  sums: readonly CollapsedSum[] = [],
): TaylorResult[] {
  const context: Context = { directions: directions.length, sums };
  const check = (index: MultiIndex) => {
    if (degree(index) > highestOrder)
      throw new Error(`Derivatives are taken up to order ${highestOrder}; ${degree(index)} was asked for.`);
  };
  sums.forEach((sum) => sum.terms.forEach((term) => check(term.index)));
  const unit = (index: MultiIndex) => index.findIndex((order) => order === 1);
  const moving = lazyJet(
    (index) => (degree(index) === 0 ? inputs[active] : degree(index) === 1 ? directions[unit(index)] : null),
    (k) =>
      total(
        sums[k].terms.map(({ weight, index }) =>
          degree(index) === 1 ? scaled(directions[unit(index)], weight) : null,
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
    return {
      value: point,
      derivative: (index) => {
        check(index);
        return scaled(jet.at(index), factorial(index)) ?? op.zerosLike(point);
      },
      sum: (k) => jet.sum(k) ?? op.zerosLike(point),
    };
  });
}
