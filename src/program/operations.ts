import { emit, emitAll } from './emit';
import { stored } from './elementwise';
import type { Comparison, Primitive, PrimitiveParameters, Value } from './primitives';
import { ShapeError } from './shapes';
import { isFloat, sameShape, tensor, type ElementType, type Shape } from './types';

/** A tensor of the program being traced, or a number that takes the other operand's type. */
export type Operand = Value | number;

/** Shape to which both broadcast (NumPy's rule: aligned at the last axis). */
function commonShape(primitive: Primitive, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, k) => {
    const x = a[k - rank + a.length] ?? 1;
    const y = b[k - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1)
      throw new ShapeError(`${primitive}: shapes [${a.join(',')}] and [${b.join(',')}] do not fit together.`);
    return x === 1 ? y : x;
  });
}

function pair(primitive: Primitive, a: Operand, b: Operand): [Value, Value] {
  if (typeof a === 'number' && typeof b === 'number')
    throw new ShapeError(`${primitive}: at least one operand must be a tensor.`);
  const left = typeof a === 'number' ? constant(a, (b as Value).element) : a;
  const right = typeof b === 'number' ? constant(b, left.element) : b;
  const shape = commonShape(primitive, left.shape, right.shape);
  return [broadcast(left, shape), broadcast(right, shape)];
}

/** A constant, rounded to the element type: one number repeated over `shape`, or all values in row-major order. */
export function constant(
  values: number | readonly number[],
  element: ElementType = 'float64',
  shape?: Shape,
): Value {
  const given = typeof values === 'number' ? [values] : values;
  const list = element === 'float32' ? given.map((number) => stored(element, number)) : given;
  return emit(
    'constant',
    { type: tensor(element, shape ?? (typeof values === 'number' ? [] : [list.length])), values: list },
    [],
  );
}

export const zerosLike = (x: Value) => emit('constant', { type: x.type, values: [0] }, []);
export const iota = (element: ElementType, shape: Shape, axis: number) =>
  emit('iota', { type: tensor(element, shape), axis }, []);
export const randomBits = (key: Value, counter: Value, count: number) =>
  emit('randomBits', { count }, [key, counter]);

const unary =
  (
    primitive:
      | 'negate'
      | 'absolute'
      | 'sign'
      | 'exp'
      | 'log'
      | 'sqrt'
      | 'sin'
      | 'cos'
      | 'tan'
      | 'tanh'
      | 'sinh'
      | 'cosh'
      | 'asin'
      | 'acos'
      | 'atan'
      | 'erf'
      | 'floor'
      | 'isFinite'
      | 'not'
      | 'stopGradient',
  ) =>
  (x: Value): Value =>
    emit(primitive, {}, [x]);

export const negate = unary('negate');
export const absolute = unary('absolute');
export const sign = unary('sign');
export const exp = unary('exp');
export const log = unary('log');
export const sqrt = unary('sqrt');
export const sin = unary('sin');
export const cos = unary('cos');
export const tan = unary('tan');
export const tanh = unary('tanh');
export const sinh = unary('sinh');
export const cosh = unary('cosh');
export const asin = unary('asin');
export const acos = unary('acos');
export const atan = unary('atan');
export const erf = unary('erf');
export const floor = unary('floor');
export const isFinite = unary('isFinite');
export const not = unary('not');
export const stopGradient = unary('stopGradient');
export const convert = (x: Value, element: ElementType) => emit('convert', { element }, [x]);

const binary =
  (primitive: 'add' | 'subtract' | 'multiply' | 'divide' | 'power' | 'minimum' | 'maximum' | 'and' | 'or') =>
  (a: Operand, b: Operand): Value =>
    emit(primitive, {}, pair(primitive, a, b));

export const add = binary('add');
export const subtract = binary('subtract');
export const multiply = binary('multiply');
export const divide = binary('divide');
export const power = binary('power');
export const minimum = binary('minimum');
export const maximum = binary('maximum');
export const and = binary('and');
export const or = binary('or');

const comparison =
  (kind: Comparison) =>
  (a: Operand, b: Operand): Value =>
    emit('compare', { comparison: kind }, pair('compare', a, b));

export const less = comparison('less');
export const lessEqual = comparison('lessEqual');
export const greater = comparison('greater');
export const greaterEqual = comparison('greaterEqual');
export const equal = comparison('equal');
export const notEqual = comparison('notEqual');

export function select(condition: Value, a: Operand, b: Operand): Value {
  const [left, right] = pair('select', a, b);
  const shape = commonShape('select', condition.shape, left.shape);
  return emit('select', {}, [broadcast(condition, shape), broadcast(left, shape), broadcast(right, shape)]);
}

const allAxes = (x: Value) => x.shape.map((_, axis) => axis);
export const sum = (x: Value, axes: readonly number[] = allAxes(x)) =>
  emit('sum', { axes: [...axes].sort((a, b) => a - b) }, [x]);
export const reduceMax = (x: Value, axes: readonly number[] = allAxes(x)) =>
  emit('reduceMax', { axes: [...axes].sort((a, b) => a - b) }, [x]);
export const argmax = (x: Value) => emit('argmax', {}, [x]);

export const reshape = (x: Value, shape: Shape) => emit('reshape', { shape }, [x]);
export const transpose = (x: Value, permutation: readonly number[] = allAxes(x).reverse()) =>
  emit('transpose', { permutation }, [x]);
export const broadcast = (x: Value, shape: Shape) =>
  sameShape(x.shape, shape) ? x : emit('broadcast', { shape }, [x]);
export const slice = (x: Value, start: readonly number[], extent: Shape) =>
  emit('slice', { start, extent }, [x]);
export const pad = (x: Value, low: readonly number[], high: readonly number[]) =>
  emit('pad', { low, high }, [x]);
export const concat = (parts: readonly Value[], axis = 0) => emit('concat', { axis }, parts);
export const gather = (x: Value, indices: Value) => emit('gather', {}, [x, indices]);
/** Rows by constant numbers: a slice where these follow each other. */
export function takenRows(x: Value, rows: readonly number[]): Value {
  if (rows.some((row, k) => row !== rows[0] + k)) return gather(x, constant(rows, 'int32'));
  const rest = x.shape.slice(1);
  return slice(x, [rows[0], ...rest.map(() => 0)], [rows.length, ...rest]);
}
export const scatterAdd = (indices: Value, rows: Value, extent: number) =>
  emit('scatterAdd', { extent }, [indices, rows]);

function indexVector(starts: readonly Operand[]): Value {
  const parts = starts.map((start) =>
    reshape(typeof start === 'number' ? constant(start, 'int32') : start, [1]),
  );
  return concat(parts);
}

/** Slice at indices known only while running; clamped so that it lies inside. */
export const dynamicSlice = (x: Value, starts: readonly Operand[], extent: Shape) =>
  emit('dynamicSlice', { extent }, [x, indexVector(starts)]);
export const dynamicUpdateSlice = (x: Value, update: Value, starts: readonly Operand[]) =>
  emit('dynamicUpdateSlice', {}, [x, update, indexVector(starts)]);

export function topK(x: Value, k: number): { values: Value; indices: Value } {
  const [values, indices] = emitAll('topK', { k }, [x]);
  return { values, indices };
}

/** Matrix product over the last two axes; leading axes are batch axes. */
export const dot = (
  a: Value,
  b: Value,
  options: { transposeLeft?: boolean; transposeRight?: boolean } = {},
) =>
  emit(
    'dot',
    { transposeLeft: options.transposeLeft ?? false, transposeRight: options.transposeRight ?? false },
    [a, b],
  );

/** Lower Cholesky factor over the last two axes; NaN where the matrix is not positive definite. */
export const cholesky = (a: Value) => emit('cholesky', {}, [a]);

/** X with A X = B (Aᵀ X = B where `transpose`), A triangular: lower unless said otherwise. */
export const triangularSolve = (a: Value, b: Value, options: { lower?: boolean; transpose?: boolean } = {}) =>
  emit('triangularSolve', { lower: options.lower ?? true, transpose: options.transpose ?? false }, [a, b]);

/** A complex tensor as its real and its imaginary part. */
export interface Complex {
  readonly re: Value;
  readonly im: Value;
}

type FourierAxes = PrimitiveParameters['fft']['axes'];

/** Discrete Fourier transform over the last `axes` axes; see the primitive. */
export function fft({ re, im }: Complex, axes: FourierAxes, options: { inverse?: boolean } = {}): Complex {
  const last = re.shape[re.shape.length - 1];
  const [a, b] = emitAll('fft', { real: false, inverse: options.inverse ?? false, axes, last }, [re, im]);
  return { re: a, im: b };
}

/** That of a real tensor: the wavenumbers 0 … ⌊n/2⌋ of the last axis. */
export function realFft(x: Value, axes: FourierAxes): Complex {
  const last = x.shape[x.shape.length - 1];
  const [re, im] = emitAll('fft', { real: true, inverse: false, axes, last }, [x]);
  return { re, im };
}

/** The real tensor with `last` elements along its last axis that has these wavenumbers 0 … ⌊n/2⌋. */
export const inverseRealFft = ({ re, im }: Complex, axes: FourierAxes, last: number) =>
  emit('fft', { real: true, inverse: true, axes, last }, [re, im]);

/** The lower (upper) triangle of the last two axes, diagonal included; zero elsewhere. */
export function triangle(a: Value, lower: boolean): Value {
  const square = a.shape.slice(-2);
  const [row, column] = [iota('int32', square, 0), iota('int32', square, 1)];
  return select(lower ? lessEqual(column, row) : lessEqual(row, column), a, 0);
}

/** Scalar product of two tensors of one shape. */
export const inner = (a: Value, b: Value) => sum(multiply(a, b));

/** Element k of a vector as a scalar. */
export const element = (x: Value, k: number) => reshape(slice(x, [k], [1]), []);

/** A scalar float of the same precision as `like`. */
export function scalarLike(value: number, like: Value): Value {
  if (!isFloat(like.element)) throw new Error('A float tensor is needed.');
  return constant(value, like.element);
}
