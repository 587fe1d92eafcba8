import type { ConstantName, FunctionName } from './tree';

export interface FunctionEntry {
  /** How many arguments it takes. */
  arity: 1 | 2;
  /** One line for completion and help. */
  help: string;
  evaluate: (x: number, y: number) => number;
}

/** Every function of the language. Angles are in radians. */
export const functions: { readonly [F in FunctionName]: FunctionEntry } = {
  sin: { arity: 1, help: 'sine', evaluate: Math.sin },
  cos: { arity: 1, help: 'cosine', evaluate: Math.cos },
  tan: { arity: 1, help: 'tangent', evaluate: Math.tan },
  exp: { arity: 1, help: 'exponential', evaluate: Math.exp },
  log: { arity: 1, help: 'natural logarithm', evaluate: Math.log },
  sqrt: { arity: 1, help: 'square root', evaluate: Math.sqrt },
  tanh: { arity: 1, help: 'hyperbolic tangent', evaluate: Math.tanh },
  sinh: { arity: 1, help: 'hyperbolic sine', evaluate: Math.sinh },
  cosh: { arity: 1, help: 'hyperbolic cosine', evaluate: Math.cosh },
  abs: { arity: 1, help: 'absolute value', evaluate: Math.abs },
  erf: {
    arity: 1,
    help: 'error function, 2/sqrt(pi) times the integral of exp(-s^2) from 0 to x',
    evaluate: erf,
  },
  min: { arity: 2, help: 'the smaller of two', evaluate: Math.min },
  max: { arity: 2, help: 'the larger of two', evaluate: Math.max },
};

export const constants: { readonly [C in ConstantName]: { value: number; help: string } } = {
  pi: { value: Math.PI, help: 'the circle number, 3.14159…' },
};

/** Words with a meaning now or later: no coordinate, field or parameter can take them. */
export const reservedWords: readonly string[] = [
  ...Object.keys(functions),
  ...Object.keys(constants),
  ...[
    'd',
    'dt',
    'dn',
    'grad',
    'div',
    'curl',
    'laplacian',
    'dot',
    'cross',
    'norm',
    'advect',
    'integral',
    'sum',
  ],
];

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
