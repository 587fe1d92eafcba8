import type { Equation, Primitive, Program, Value } from './primitives';
import { termsOf } from './fourier';
import { bytesOf, sizeOf } from './types';

/** Work of one evaluation of a program. Loops count `trips` times (see `cost`). */
export interface Cost {
  /** Floating-point additions and multiplications. */
  readonly flops: number;
  /** Of these, the ones in matrix products. */
  readonly productFlops: number;
  /** Bytes read and written if no operation were fused with another. */
  readonly bytes: number;
  /** exp, log, sin, cos, tan, tanh, sinh, cosh, asin, acos, atan, erf, power. */
  readonly transcendentals: number;
  /** Bytes alive at the widest place, inputs and results included. */
  readonly peakBytes: number;
}

const free: ReadonlySet<Primitive> = new Set([
  'constant',
  'reshape',
  'stopGradient',
  'call',
  'cond',
  'whileLoop',
  'scan',
]);
const moves: ReadonlySet<Primitive> = new Set([
  'iota',
  'transpose',
  'broadcast',
  'slice',
  'pad',
  'concat',
  'gather',
  'dynamicSlice',
  'dynamicUpdateSlice',
  'convert',
]);
const transcendental: ReadonlySet<Primitive> = new Set([
  'exp',
  'log',
  'sin',
  'cos',
  'tan',
  'tanh',
  'sinh',
  'cosh',
  'asin',
  'acos',
  'atan',
  'erf',
  'power',
]);

const bytes = (value: Value) => sizeOf(value.shape) * bytesOf(value.element);
const nothing: Cost = { flops: 0, productFlops: 0, bytes: 0, transcendentals: 0, peakBytes: 0 };

function plus(a: Cost, b: Cost, times = 1): Cost {
  return {
    flops: a.flops + times * b.flops,
    productFlops: a.productFlops + times * b.productFlops,
    bytes: a.bytes + times * b.bytes,
    transcendentals: a.transcendentals + times * b.transcendentals,
    peakBytes: Math.max(a.peakBytes, b.peakBytes),
  };
}

function costOf(equation: Equation, trips: (condition: Program) => number): Cost {
  switch (equation.primitive) {
    case 'call':
      return cost(equation.parameters.program, trips);
    case 'cond': {
      const [a, b] = [cost(equation.parameters.whenTrue, trips), cost(equation.parameters.whenFalse, trips)];
      return a.flops > b.flops ? a : b;
    }
    case 'whileLoop': {
      const { condition, body } = equation.parameters;
      const count = trips(condition);
      // the condition is asked once more than it holds
      return plus(plus(nothing, cost(condition, trips), count + 1), cost(body, trips), count);
    }
    case 'scan':
      return plus(nothing, cost(equation.parameters.body, trips), equation.parameters.length);
    default:
  }
  const [output] = equation.outputs;
  const traffic = free.has(equation.primitive)
    ? 0
    : [...equation.inputs, ...equation.outputs].reduce((sum, v) => sum + bytes(v), 0);
  const size = sizeOf(output.shape);
  if (equation.primitive === 'dot') {
    const { shape } = equation.inputs[0];
    const inner = shape[shape.length - (equation.parameters.transposeLeft ? 2 : 1)];
    const flops = 2 * size * inner;
    return { ...nothing, flops, productFlops: flops, bytes: traffic };
  }
  if (equation.primitive === 'cholesky' || equation.primitive === 'triangularSolve') {
    // n³/3 for a factor, n² for each column of a solution
    const n = equation.inputs[0].shape[equation.inputs[0].shape.length - 1];
    const flops = equation.primitive === 'cholesky' ? (size * n) / 3 : size * n;
    return { ...nothing, flops, bytes: traffic };
  }
  if (equation.primitive === 'fft') {
    // 5 n log₂ n for a complex transform of n elements, half of it for a real one (split radix counts a little less)
    const { real } = equation.parameters;
    const wide = Math.max(...[...equation.inputs, ...equation.outputs].map(({ shape }) => sizeOf(shape)));
    const terms = termsOf(equation.parameters, equation.inputs[0].shape);
    return { ...nothing, flops: (real ? 2.5 : 5) * wide * Math.log2(terms), bytes: traffic };
  }
  const reduction = equation.primitive === 'sum' || equation.primitive === 'reduceMax';
  const work =
    free.has(equation.primitive) || moves.has(equation.primitive)
      ? 0
      : reduction
        ? sizeOf(equation.inputs[0].shape)
        : size;
  return {
    ...nothing,
    flops: work,
    bytes: traffic,
    transcendentals: transcendental.has(equation.primitive) ? size : 0,
  };
}

/**
 * Work of one evaluation.
 * @param trips number of trips of a loop, told from its condition; 1 where it is not known
 */
export function cost(program: Program, trips: (condition: Program) => number = () => 1): Cost {
  const lastUse = new Map<Value, number>();
  program.equations.forEach((equation, k) => equation.inputs.forEach((input) => lastUse.set(input, k)));
  program.outputs.forEach((output) => lastUse.set(output, Infinity));
  let alive = program.inputs.reduce((sum, input) => sum + bytes(input), 0);
  let total = { ...nothing, peakBytes: alive };
  program.equations.forEach((equation, k) => {
    const inner = costOf(equation, trips);
    // a called program's own count holds its inputs, which are alive here too
    const shared = equation.inputs.reduce((sum, input) => sum + bytes(input), 0);
    const inside = alive + Math.max(0, inner.peakBytes - shared);
    alive += equation.outputs.reduce((sum, output) => sum + bytes(output), 0);
    total = { ...plus(total, inner), peakBytes: Math.max(total.peakBytes, alive, inside) };
    for (const value of new Set(equation.inputs))
      if (lastUse.get(value) === k && value.equation) alive -= bytes(value);
  });
  return total;
}
