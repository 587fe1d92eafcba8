import type { Comparison } from './primitives';
import type { ElementType } from './types';

/** Meaning of the elementwise primitives on numbers; bool is 0 or 1. Shared by the evaluator and constant folding. */
export const unaryMeaning = {
  negate: (x: number) => -x,
  absolute: Math.abs,
  sign: Math.sign,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  tanh: Math.tanh,
  sinh: Math.sinh,
  cosh: Math.cosh,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  erf: errorFunction,
  floor: Math.floor,
  isFinite: (x: number) => (Number.isFinite(x) ? 1 : 0),
  not: (x: number) => 1 - x,
  stopGradient: (x: number) => x,
} as const;

export const binaryMeaning = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  multiply: (a: number, b: number) => a * b,
  divide: (a: number, b: number) => a / b,
  power: Math.pow,
  minimum: Math.min,
  maximum: Math.max,
  and: (a: number, b: number) => a & b,
  or: (a: number, b: number) => a | b,
} as const;

export const comparisonMeaning: { readonly [C in Comparison]: (a: number, b: number) => boolean } = {
  less: (a, b) => a < b,
  lessEqual: (a, b) => a <= b,
  greater: (a, b) => a > b,
  greaterEqual: (a, b) => a >= b,
  equal: (a, b) => a === b,
  notEqual: (a, b) => a !== b,
};

/** Result of a binary primitive as the element type holds it; whole numbers wrap at 32 bits. */
export function binaryResult(primitive: BinaryPrimitive, element: ElementType, a: number, b: number): number {
  // a product of two int32 can need more than the 53 bits of a number
  if (primitive === 'multiply' && element === 'int32') return Math.imul(a, b);
  return stored(element, binaryMeaning[primitive](a, b));
}

export type UnaryPrimitive = keyof typeof unaryMeaning;
export type BinaryPrimitive = keyof typeof binaryMeaning;

export function isUnary(primitive: string): primitive is UnaryPrimitive {
  return Object.hasOwn(unaryMeaning, primitive);
}

export function isBinary(primitive: string): primitive is BinaryPrimitive {
  return Object.hasOwn(binaryMeaning, primitive);
}

/** The number as the element type holds it: rounded to float32, wrapped to int32, or 0/1 for bool. */
export function stored(element: ElementType, x: number): number {
  if (element === 'float32') return Math.fround(x);
  if (element === 'int32') return x | 0;
  if (element === 'bool') return x === 0 ? 0 : 1;
  return x;
}

/**
 * erf(x) to about 1e-15: for |x| < 2.5 the series 2/√π exp(−x²) Σ 2ⁿ x²ⁿ⁺¹/(2n+1)!! of positive terms (Abramowitz &
 * Stegun 7.1.6), else 1 − erfc(x) by the continued fraction 7.1.14, evaluated backward.
 */
export function errorFunction(x: number): number {
  const size = Math.abs(x);
  if (!(size < 6)) return Number.isNaN(x) ? x : Math.sign(x);
  if (size < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = size;
  for (let n = 120; n >= 1; n--) fraction = size + n / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-size * size) / Math.sqrt(Math.PI) / fraction);
}
