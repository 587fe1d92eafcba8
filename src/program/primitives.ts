import type { ElementType, Shape, TensorType } from './types';

/**
 * Where a called program runs: compiled by XLA, or by the engine's own executor, op by op. Called natively from a
 * native program it is a task of its own, which runs beside what does not depend on it; a compiled call holds the
 * thread that makes it.
 */
export type Region = 'xla' | 'native';

export type Comparison = 'less' | 'lessEqual' | 'greater' | 'greaterEqual' | 'equal' | 'notEqual';

type None = Record<never, never>;

/**
 * The closed set of primitives, each with its parameters. Every rule table is typed over this set, so that the type
 * checker names a missing rule.
 */
export interface PrimitiveParameters {
  /** Either one number repeated over the shape, or all values in row-major order. */
  constant: { readonly type: TensorType; readonly values: readonly number[] };
  /** 0, 1, 2 … along `axis`. */
  iota: { readonly type: TensorType; readonly axis: number };
  /** `count` int32 words of Philox4x32-10 for a key int32[2] and a counter int32[4] (low word first). */
  randomBits: { readonly count: number };

  negate: None;
  absolute: None;
  sign: None;
  exp: None;
  log: None;
  sqrt: None;
  sin: None;
  cos: None;
  tan: None;
  tanh: None;
  sinh: None;
  cosh: None;
  asin: None;
  acos: None;
  atan: None;
  erf: None;
  floor: None;
  isFinite: None;
  not: None;
  stopGradient: None;
  convert: { readonly element: ElementType };

  add: None;
  subtract: None;
  multiply: None;
  divide: None;
  power: None;
  minimum: None;
  maximum: None;
  and: None;
  or: None;
  compare: { readonly comparison: Comparison };
  /** select(condition, a, b): a where the condition holds, else b; all of one shape. */
  select: None;

  sum: { readonly axes: readonly number[] };
  reduceMax: { readonly axes: readonly number[] };
  /** Index (int32) of the first largest element along the last axis. */
  argmax: None;

  reshape: { readonly shape: Shape };
  transpose: { readonly permutation: readonly number[] };
  /** To a shape of at least the same rank, aligned at the last axis; axes of extent 1 are repeated. */
  broadcast: { readonly shape: Shape };
  slice: { readonly start: readonly number[]; readonly extent: Shape };
  pad: { readonly low: readonly number[]; readonly high: readonly number[] };
  concat: { readonly axis: number };
  /** Rows of the first input picked along axis 0 by an int32 vector. */
  gather: None;
  /** scatterAdd(indices, rows): a tensor of `extent` rows of zeros to which row k is added at row indices[k]. */
  scatterAdd: { readonly extent: number };
  /** dynamicSlice(x, starts int32[rank]); starts are clamped so that the slice lies inside. */
  dynamicSlice: { readonly extent: Shape };
  /** dynamicUpdateSlice(x, update, starts int32[rank]); clamped likewise. */
  dynamicUpdateSlice: None;
  /** The k largest values along the last axis, falling, and their int32 indices. */
  topK: { readonly k: number };
  /** Matrix product over the last two axes; leading axes are batch axes and agree. */
  dot: { readonly transposeLeft: boolean; readonly transposeRight: boolean };
  /**
   * Lower L with L Lᵀ = A, of which the lower triangle is read; leading axes are batch axes. Where A is not positive
   * definite, the lower triangle of L is NaN. The upper one is zero.
   */
  cholesky: None;
  /**
   * triangularSolve(A, B): X with A X = B, or Aᵀ X = B, of a triangular A [n,n] and B [n,k]; leading axes are batch axes
   * and agree. Only that triangle of A is read. Its diagonal must be neither zero nor NaN: the engine may refuse it.
   */
  triangularSolve: { readonly lower: boolean; readonly transpose: boolean };

  /**
   * Discrete Fourier transform over the last `axes` axes, X_k = Σ_j x_j exp(−2πi j·k/n); the inverse has the other sign
   * and a factor 1/n. Complex tensors are pairs (real part, imaginary part) of one type: fft(re, im) gives such a pair.
   * A `real` transform takes a real tensor and gives the wavenumbers 0 … ⌊n/2⌋ of the last axis; its inverse takes such a
   * pair, the rest conjugate to it, and gives a real tensor with `last` elements along the last axis. `last` is the
   * extent of that axis of the tensor without halves in every case.
   */
  fft: {
    readonly real: boolean;
    readonly inverse: boolean;
    readonly axes: 1 | 2 | 3;
    readonly last: number;
  };

  call: { readonly program: Program; readonly region: Region | 'inherit' };
  /** cond(predicate bool[], ...operands): one of two programs of the same signature. */
  cond: { readonly whenTrue: Program; readonly whenFalse: Program };
  /** whileLoop(...carried, ...captured): both programs take carried and captured; the body returns carried. */
  whileLoop: { readonly condition: Program; readonly body: Program; readonly carried: number };
  /**
   * scan(...carried, ...sequences, ...captured): applies the body at each of `length` places along axis 0 of the
   * sequences, from the first, or from the last where `reverse`. The body takes (carried, one element of each sequence,
   * captured) and returns (carried, outputs). Results: the last carried, then each output stacked along axis 0, at the
   * place that it belongs to.
   */
  scan: ScanParameters;
}

export interface ScanParameters {
  readonly body: Program;
  readonly carried: number;
  readonly sequences: number;
  readonly length: number;
  readonly reverse: boolean;
}

export type Primitive = keyof PrimitiveParameters;

let nextValue = 0;

/** One tensor of a program: an input, or a result of an equation. */
export class Value {
  readonly id = nextValue++;
  constructor(
    readonly type: TensorType,
    /** The trace in which it was made. */
    readonly scope: object,
    readonly equation: Equation | null,
  ) {}
  get shape() {
    return this.type.shape;
  }
  get element() {
    return this.type.element;
  }
}

/** One application of a primitive. */
export type Equation = { [P in Primitive]: EquationOf<P> }[Primitive];
export interface EquationOf<P extends Primitive> {
  readonly primitive: P;
  readonly parameters: PrimitiveParameters[P];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

/** A closed pure function of tensors with static shapes: every value it uses is an input or made by an equation. */
export interface Program {
  readonly name: string;
  readonly inputs: readonly Value[];
  readonly equations: readonly Equation[];
  readonly outputs: readonly Value[];
}
