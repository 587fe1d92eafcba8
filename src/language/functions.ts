import type { ConstantName, FunctionName } from './tree';

export interface FunctionEntry {
  /** How many arguments it takes. */
  arity: 1 | 2 | 3;
  /** One line for completion and help. */
  help: string;
  evaluate: (x: number, y: number, z: number) => number;
}

/** Every function of the language. Angles are in radians. */
export const functions: { readonly [F in FunctionName]: FunctionEntry } = {
  sin: { arity: 1, help: 'sine', evaluate: Math.sin },
  cos: { arity: 1, help: 'cosine', evaluate: Math.cos },
  tan: { arity: 1, help: 'tangent', evaluate: Math.tan },
  exp: { arity: 1, help: 'exponential', evaluate: Math.exp },
  log: { arity: 1, help: 'natural logarithm', evaluate: Math.log },
  log10: { arity: 1, help: 'logarithm to base 10', evaluate: Math.log10 },
  sqrt: { arity: 1, help: 'square root', evaluate: Math.sqrt },
  tanh: { arity: 1, help: 'hyperbolic tangent', evaluate: Math.tanh },
  sinh: { arity: 1, help: 'hyperbolic sine', evaluate: Math.sinh },
  cosh: { arity: 1, help: 'hyperbolic cosine', evaluate: Math.cosh },
  asin: { arity: 1, help: 'angle from -pi/2 to pi/2 with this sine', evaluate: Math.asin },
  acos: { arity: 1, help: 'angle from 0 to pi with this cosine', evaluate: Math.acos },
  atan: { arity: 1, help: 'angle from -pi/2 to pi/2 with this tangent', evaluate: Math.atan },
  abs: { arity: 1, help: 'absolute value', evaluate: Math.abs },
  sign: { arity: 1, help: '-1, 0 or 1 by the sign', evaluate: Math.sign },
  heaviside: { arity: 1, help: 'step: 1 from zero on, 0 below', evaluate: (x) => (x >= 0 ? 1 : 0) },
  erf: {
    arity: 1,
    help: 'error function, 2/sqrt(pi) times the integral of exp(-s^2) from 0 to x',
    evaluate: erf,
  },
  min: { arity: 2, help: 'the smaller of two', evaluate: (x, y) => Math.min(x, y) },
  max: { arity: 2, help: 'the larger of two', evaluate: (x, y) => Math.max(x, y) },
  if: {
    arity: 3,
    help: 'if(x < 0, a, b): the first value where the comparison holds, else the second',
    evaluate: (x, y, z) => (x >= 0 ? y : z),
  },
};

export const constants: { readonly [C in ConstantName]: { value: number; help: string } } = {
  pi: { value: Math.PI, help: 'the circle number, 3.14159…' },
};

export interface OperatorEntry {
  /** How many arguments it takes. */
  arity: 1 | 2 | 4;
  help: string;
  /** How it is written, for completion and errors. */
  example: string;
}

export type OperatorName =
  | ('grad' | 'div' | 'curl' | 'laplacian' | 'dot' | 'cross' | 'norm' | 'dt' | 'advect' | 'dn')
  | ('sum' | 'prod' | 'integral');

/** What is written out before anything is computed: vector calculus, sums over an index, integrals. */
export const vectorOperators: { readonly [O in OperatorName]: OperatorEntry } = {
  grad: { arity: 1, help: 'gradient of a scalar', example: 'grad(p)' },
  div: { arity: 1, help: 'divergence of a vector', example: 'div(B)' },
  curl: { arity: 1, help: 'curl of a vector; in two dimensions also of a scalar', example: 'curl(B)' },
  laplacian: { arity: 1, help: 'Laplacian of a scalar or vector', example: 'laplacian(u)' },
  dot: { arity: 2, help: 'inner product of two vectors', example: 'dot(u, B)' },
  cross: { arity: 2, help: 'vector product', example: 'cross(u, B)' },
  norm: { arity: 1, help: 'length of a vector', example: 'norm(B)' },
  dt: { arity: 1, help: 'derivative by time', example: 'dt(u)' },
  advect: { arity: 2, help: '(u · ∇) w: w carried along by u', example: 'advect(u, w)' },
  dn: { arity: 1, help: 'derivative along the outward normal of a boundary', example: 'dn(u)' },
  sum: { arity: 2, help: 'sum over the index of a coordinate', example: 'sum(i, d(u, x[i], 2))' },
  prod: { arity: 2, help: 'product over the index of a coordinate', example: 'prod(i, sin(pi*x[i]))' },
  integral: {
    arity: 4,
    help: 'integral over a coordinate, from one bound to another; the coordinate itself is the point',
    example: 'integral(u, x, 0, 1)',
  },
};

/** The outward unit normal of a boundary; its components are this and the name of a coordinate. */
export const normalName = 'normal';

/** Words with a meaning now or later: no coordinate, field or parameter can take them. */
export const reservedWords: readonly string[] = [
  ...Object.keys(functions),
  ...Object.keys(constants),
  ...Object.keys(vectorOperators),
  ...['d', normalName],
];

export function isOperator(name: string): name is OperatorName {
  return Object.hasOwn(vectorOperators, name);
}

export function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}

export function isConstant(name: string): name is ConstantName {
  return Object.hasOwn(constants, name);
}

/**
 * The error function to a few units in the last place. Near zero its series
 * erf x = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1)/(2n+1)!!, whose terms all have one sign; beyond, the continued
 * fraction of erfc, evaluated from its tail (Abramowitz and Stegun 7.1.6 and 7.1.14).
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x) || size === 0) return x;
  if (size > 6) return Math.sign(x);
  const scale = Math.exp(-size * size) / Math.sqrt(Math.PI);
  if (size < 2) {
    let term = size;
    let sum = size;
    for (let n = 1; term > sum * 1e-18; n++) {
      term *= (2 * size * size) / (2 * n + 1);
      sum += term;
    }
    return Math.sign(x) * 2 * scale * sum;
  }
  let fraction = size;
  for (let k = 60; k > 0; k--) fraction = size + k / 2 / fraction;
  return Math.sign(x) * (1 - scale / fraction);
}
