import {
  below,
  constantJet,
  degree,
  difference,
  factorial,
  formed,
  lazyJet,
  mapped,
  scaled,
  times,
  total,
  unscaled,
  weighted,
  type CollapsedSum,
  type Jet,
  type MultiIndex,
  type Term,
} from './jet';
import * as op from './operations';
import type { Value } from './primitives';

/** What one Taylor pass has in common: the number of directions and the collapsed sums that are wanted. */
export interface Context {
  readonly directions: number;
  readonly sums: readonly CollapsedSum[];
}

export const zero = ({ directions }: Context): MultiIndex => new Array<number>(directions).fill(0);
export const value = (jet: Jet, context: Context): Value => formed(jet.at(zero(context))!);

/** part(β, α − β) for 0 < β < α: the terms of a product's coefficient in which both factors are differentiated. */
function cross(index: MultiIndex, part: (beta: MultiIndex, rest: MultiIndex) => Term): Term[] {
  const whole = degree(index);
  return below(index)
    .filter((beta) => degree(beta) > 0 && degree(beta) < whole)
    .map((beta) => part(beta, difference(index, beta)));
}

/** Terms of Σ c α! rest(α) over the terms c, α of collapsed sum k. */
function collapsed(context: Context, k: number, rest: (index: MultiIndex) => readonly Term[]): Term[] {
  return context.sums[k].terms.flatMap(({ weight, index }) =>
    rest(index).map((term) => weighted(scaled(term, factorial(index)), weight)),
  );
}

/** (f∘g)_α = Σ_β f_β ∘ g_{α−β} for any bilinear product ∘. */
export function bilinear(f: Jet, g: Jet, product: (a: Value, b: Value) => Value, context: Context): Jet {
  const join = (a: Term, b: Term) => times(a, b, product);
  const inner = (index: MultiIndex) => cross(index, (beta, rest) => join(f.at(beta), g.at(rest)));
  const origin = zero(context);
  return lazyJet(
    (index) => {
      if (degree(index) === 0) return join(f.at(origin), g.at(origin));
      return total([join(f.at(origin), g.at(index)), ...inner(index), join(f.at(index), g.at(origin))]);
    },
    (k) =>
      total([join(f.at(origin), g.sum(k)), ...collapsed(context, k, inner), join(f.sum(k), g.at(origin))]),
  );
}

/** (f²)_α, each pair of different factors formed once. */
export function squared(f: Jet, context: Context): Jet {
  const origin = zero(context);
  const inner = (index: MultiIndex) =>
    cross(index, (beta, rest) => {
      const count = beta.join() < rest.join() ? 2 : beta.join() === rest.join() ? 1 : 0;
      return count === 0 ? null : scaled(times(f.at(beta), f.at(rest)), count);
    });
  const outer = (top: Term) => scaled(times(f.at(origin), top), 2);
  return lazyJet(
    (index) =>
      degree(index) === 0 ? times(f.at(origin), f.at(origin)) : total([outer(f.at(index)), ...inner(index)]),
    (k) => total([outer(f.sum(k)), ...collapsed(context, k, inner)]),
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
    return below(index)
      .filter((beta) => beta[axis] > 0 && degree(beta) < degree(index))
      .map((beta) => scaled(times(u.at(beta), h().at(difference(index, beta))), beta[axis] / index[axis]));
  };
  return lazyJet(
    (index) =>
      degree(index) === 0 ? unscaled(y0) : total([times(h().at(origin), u.at(index)), ...lower(index)]),
    (k) => total([times(h().at(origin), u.sum(k)), ...collapsed(context, k, lower)]),
  );
}

/** The axis with the smallest order above 0: fewest terms. */
function smallestAxis(index: MultiIndex): number {
  return index.reduce(
    (best, order, axis) => (order > 0 && (index[best] === 0 || order < index[best]) ? axis : best),
    0,
  );
}

/** q = f/g: q_α = (f_α − Σ_{0<β≤α} g_β q_{α−β}) / g_0. */
export function quotient(f: Jet, g: Jet, q0: Value, context: Context): Jet {
  const divisor = value(g, context);
  const over = (numerator: Term) => mapped(numerator, (x) => op.divide(x, divisor));
  const negated = (term: Term) => scaled(term, -1);
  const inner = (index: MultiIndex) => cross(index, (beta, rest) => negated(times(g.at(beta), jet.at(rest))));
  const outer = (top: Term) => negated(times(top, unscaled(q0)));
  const jet: Jet = lazyJet(
    (index) =>
      degree(index) === 0 ? unscaled(q0) : over(total([f.at(index), ...inner(index), outer(g.at(index))])),
    (k) => over(total([f.sum(k), ...collapsed(context, k, inner), outer(g.sum(k))])),
  );
  return jet;
}

/** 1 + factor·y² as a jet: the derivative of tanh (factor −1) and tan (factor 1). */
export function onePlusSquare(y: Jet, factor: number, context: Context): Jet {
  const square = squared(y, context);
  return lazyJet(
    (index) => {
      if (degree(index) > 0) return scaled(square.at(index), factor);
      const squares = value(square, context);
      return unscaled(factor < 0 ? op.subtract(1, squares) : op.add(1, squares));
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
export function ofItself(y0: Value, u: Jet, derivative: (y: Jet) => Jet, context: Context): Jet {
  let h: Jet | undefined;
  const y: Jet = solvesEquation(y0, u, () => (h ??= derivative(y)), context);
  return y;
}

/** Pairs of functions that are each other's derivative up to sign: (sin, cos) and (sinh, cosh). */
export function circular(
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

/**
 * uᵖ for a constant p: h = p uᵖ⁻¹, whose own jet is formed likewise where p > 1 (so that whole powers and the
 * derivatives that exist at u = 0 hold there), else as p y/u.
 */
export function constantPower(u: Jet, exponent: number, context: Context): Jet {
  const point = value(u, context);
  if (exponent === 0) return constantJet(op.power(point, 0));
  if (exponent === 1) return u;
  if (exponent === 2) return squared(u, context);
  const derivative = (y: Jet) =>
    scaledJet(
      exponent > 1
        ? constantPower(u, exponent - 1, context)
        : quotient(y, u, op.divide(value(y, context), point), context),
      exponent,
    );
  return ofItself(op.power(point, exponent), u, derivative, context);
}

/** uᵖ for exponents p that differ from element to element but do not move: h = p y/u. */
export function elementwisePower(u: Jet, exponents: Value, context: Context): Jet {
  const point = value(u, context);
  const derivative = (y: Jet) => {
    const slope = quotient(y, u, op.divide(value(y, context), point), context);
    return lazyJet(
      (index) => times(slope.at(index), unscaled(exponents)),
      (k) => times(slope.sum(k), unscaled(exponents)),
    );
  };
  return ofItself(op.power(point, exponents), u, derivative, context);
}

export function exponential(u: Jet, context: Context): Jet {
  return ofItself(op.exp(value(u, context)), u, (y) => y, context);
}

/** y' = u'/u. */
export function logarithm(u: Jet, context: Context): Jet {
  const point = value(u, context);
  const one = constantJet(op.power(point, 0));
  const derivative = () => quotient(one, u, op.divide(1, point), context);
  return ofItself(op.log(point), u, derivative, context);
}

/** y' = 2/√π exp(−u²) u'. */
export function errorIntegral(u: Jet, context: Context): Jet {
  const derivative = () =>
    scaledJet(exponential(scaledJet(squared(u, context), -1), context), 2 / Math.sqrt(Math.PI));
  return ofItself(op.erf(value(u, context)), u, derivative, context);
}

/** asin u, with h = (1 − u²)^(−1/2), or acos u, with −h. */
export function inverseCircular(u: Jet, meaning: (x: Value) => Value, sign: 1 | -1, context: Context): Jet {
  const slope = scaledJet(constantPower(onePlusSquare(u, -1, context), -0.5, context), sign);
  return solvesEquation(meaning(value(u, context)), u, () => slope, context);
}

/** atan u, with h = 1/(1 + u²). */
export function inverseTangent(u: Jet, context: Context): Jet {
  const slope = constantPower(onePlusSquare(u, 1, context), -1, context);
  return solvesEquation(op.atan(value(u, context)), u, () => slope, context);
}
