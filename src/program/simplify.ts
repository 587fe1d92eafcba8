import { binaryResult, comparisonMeaning, isBinary, isUnary, stored, unaryMeaning } from './elementwise';
import type { EquationOf, Primitive, PrimitiveParameters, Value } from './primitives';
import { isFloat, sameShape, sizeOf, tensor, type TensorType } from './types';

/** Records an application (see `emit`); given to the rules, since recording itself simplifies. */
type Emit = <P extends Primitive>(
  primitive: P,
  parameters: PrimitiveParameters[P],
  inputs: readonly Value[],
) => Value;

type Rule<P extends Primitive> = (
  parameters: PrimitiveParameters[P],
  inputs: readonly Value[],
  emit: Emit,
) => Value | null;

/** The equation that made a value, if it is an application of `primitive`. */
function madeBy<P extends Primitive>(value: Value, primitive: P): EquationOf<P> | null {
  return value.equation?.primitive === primitive ? (value.equation as EquationOf<P>) : null;
}

/** The number that a constant repeats over its whole shape, or null. */
export function uniform(value: Value): number | null {
  const constant = madeBy(value, 'constant');
  return constant && constant.parameters.values.length === 1 ? constant.parameters.values[0] : null;
}

function filled(emit: Emit, type: TensorType, number: number): Value {
  return emit('constant', { type, values: [stored(type.element, number)] }, []);
}

/** x·0 is taken as 0 and x + 0 as x: exact for finite numbers, and a diverged run is found by its loss. */
const rules: { readonly [P in Primitive]?: Rule<P> } = {
  negate: (_p, [x]) => madeBy(x, 'negate')?.inputs[0] ?? null,
  convert: ({ element }, [x], emit) => {
    if (x.element === element) return x;
    const constant = madeBy(x, 'constant');
    if (!constant) return null;
    const toInteger = element === 'int32' && isFloat(x.element);
    const values = constant.parameters.values.map((v) => stored(element, toInteger ? Math.trunc(v) : v));
    return emit('constant', { type: tensor(element, x.shape), values }, []);
  },
  add: (_p, [a, b], emit) => {
    if (uniform(a) === 0) return b;
    if (uniform(b) === 0) return a;
    const negated = madeBy(b, 'negate');
    return negated ? emit('subtract', {}, [a, negated.inputs[0]]) : null;
  },
  subtract: (_p, [a, b], emit) => {
    if (uniform(b) === 0) return a;
    if (uniform(a) === 0) return emit('negate', {}, [b]);
    const negated = madeBy(b, 'negate');
    return negated ? emit('add', {}, [a, negated.inputs[0]]) : null;
  },
  multiply: (_p, [a, b], emit) => multiplied(emit, a, b) ?? multiplied(emit, b, a),
  divide: (_p, [a, b]) => {
    if (uniform(a) === 0) return a;
    const divisor = uniform(b);
    return divisor === 1 ? a : null;
  },
  power: (_p, [a, b], emit) => {
    const exponent = uniform(b);
    if (exponent === 0) return filled(emit, a.type, 1);
    if (exponent === 1) return a;
    if (exponent === 2) return emit('multiply', {}, [a, a]);
    if (exponent === 3) return emit('multiply', {}, [emit('multiply', {}, [a, a]), a]);
    if (exponent === -1) return emit('divide', {}, [filled(emit, a.type, 1), a]);
    return exponent === 0.5 ? emit('sqrt', {}, [a]) : null;
  },
  select: (_p, [condition, a, b]) => {
    const known = uniform(condition);
    return known === null ? (a === b ? a : null) : known ? a : b;
  },
  sum: ({ axes }, [x], emit) => {
    if (axes.length === 0) return x;
    const type = tensor(
      x.element,
      x.shape.filter((_, axis) => !axes.includes(axis)),
    );
    const number = uniform(x);
    if (number !== null)
      return filled(emit, type, number * axes.reduce((product, axis) => product * x.shape[axis], 1));
    return axes.every((axis) => x.shape[axis] === 1) ? emit('reshape', { shape: type.shape }, [x]) : null;
  },
  reshape: ({ shape }, [x], emit) => {
    if (sameShape(shape, x.shape)) return x;
    const constant = madeBy(x, 'constant');
    if (constant)
      return emit('constant', { type: tensor(x.element, shape), values: constant.parameters.values }, []);
    const inner = madeBy(x, 'reshape');
    return inner ? emit('reshape', { shape }, [inner.inputs[0]]) : null;
  },
  transpose: ({ permutation }, [x], emit) => {
    if (permutation.every((axis, k) => axis === k)) return x;
    const number = uniform(x);
    return number === null
      ? null
      : filled(
          emit,
          tensor(
            x.element,
            permutation.map((axis) => x.shape[axis]),
          ),
          number,
        );
  },
  broadcast: ({ shape }, [x], emit) => {
    if (sameShape(shape, x.shape)) return x;
    const number = uniform(x);
    if (number !== null) return filled(emit, tensor(x.element, shape), number);
    const inner = madeBy(x, 'broadcast');
    return inner ? emit('broadcast', { shape }, [inner.inputs[0]]) : null;
  },
  slice: ({ extent }, [x], emit) => {
    if (sameShape(extent, x.shape)) return x;
    const number = uniform(x);
    return number === null ? null : filled(emit, tensor(x.element, extent), number);
  },
  pad: ({ low, high }, [x], emit) => {
    if ([...low, ...high].every((n) => n === 0)) return x;
    const shape = x.shape.map((size, axis) => low[axis] + size + high[axis]);
    return uniform(x) === 0 ? filled(emit, tensor(x.element, shape), 0) : null;
  },
  concat: (_p, inputs) => (inputs.length === 1 ? inputs[0] : null),
  stopGradient: (_p, [x]) => (madeBy(x, 'constant') ? x : null),
  dot: simplifiedDot,
};

function multiplied(emit: Emit, a: Value, b: Value): Value | null {
  const factor = uniform(a);
  if (factor === 0) return a;
  if (factor === 1) return b;
  if (factor === -1) return emit('negate', {}, [b]);
  if (factor === null) return null;
  const inner = madeBy(b, 'multiply');
  if (!inner) return null;
  const [first, second] = inner.inputs;
  if (uniform(first) !== null) return emit('multiply', {}, [emit('multiply', {}, [a, first]), second]);
  if (uniform(second) !== null) return emit('multiply', {}, [emit('multiply', {}, [a, second]), first]);
  return null;
}

/**
 * A·(column repeated over the points) is one column repeated, and A·(unit vector) is a column of A: the first layer's
 * streams of a Taylor pass cost nothing.
 */
function simplifiedDot(
  { transposeLeft, transposeRight }: PrimitiveParameters['dot'],
  [a, b]: readonly Value[],
  emit: Emit,
): Value | null {
  if (a.shape.length !== 2 || transposeRight) return null;
  const rows = transposeLeft ? a.shape[1] : a.shape[0];
  if (uniform(a) === 0 || uniform(b) === 0) return filled(emit, tensor(a.element, [rows, b.shape[1]]), 0);
  const source = b.shape[1] > 1 ? repeatedColumn(b, emit) : null;
  if (source) {
    const product = emit('dot', { transposeLeft, transposeRight }, [a, source]);
    return emit('broadcast', { shape: [rows, b.shape[1]] }, [product]);
  }
  const constant = madeBy(b, 'constant');
  if (!constant || b.shape[1] !== 1 || constant.parameters.values.length !== b.shape[0]) return null;
  const { values } = constant.parameters;
  const hot = values.findIndex((v) => v !== 0);
  if (hot < 0 || values.some((v, k) => v !== 0 && k !== hot)) return null;
  const column = transposeLeft
    ? emit('reshape', { shape: [rows, 1] }, [emit('slice', { start: [hot, 0], extent: [1, rows] }, [a])])
    : emit('slice', { start: [0, hot], extent: [rows, 1] }, [a]);
  return values[hot] === 1 ? column : emit('multiply', {}, [filled(emit, column.type, values[hot]), column]);
}

/** The column [k,1] of which all columns of a matrix are copies, or null. */
function repeatedColumn(matrix: Value, emit: Emit): Value | null {
  const number = uniform(matrix);
  if (number !== null) return filled(emit, tensor(matrix.element, [matrix.shape[0], 1]), number);
  const source = madeBy(matrix, 'broadcast')?.inputs[0];
  return source && sameShape(source.shape, [matrix.shape[0], 1]) ? source : null;
}

/**
 * An elementwise application to tensors that are all repeated from one smaller shape is done on that shape and repeated
 * afterwards: what is the same at every point is computed once.
 */
function beforeRepeating(
  primitive: Primitive,
  parameters: object,
  inputs: readonly Value[],
  emit: Emit,
): Value | null {
  if (!isUnary(primitive) && !isBinary(primitive)) return null;
  const source = inputs
    .map((input) => madeBy(input, 'broadcast')?.inputs[0])
    .find((value) => value !== undefined);
  if (!source) return null;
  const sources = inputs.map((input) => {
    const number = uniform(input);
    if (number !== null) return filled(emit, tensor(input.element, source.shape), number);
    const repeated = madeBy(input, 'broadcast')?.inputs[0];
    return repeated && sameShape(repeated.shape, source.shape) ? repeated : null;
  });
  if (!sources.every((value): value is Value => value !== null)) return null;
  return emit('broadcast', { shape: inputs[0].shape }, [emit(primitive, parameters as never, sources)]);
}

/** A simpler value that equals this application, or null. */
export function simplify<P extends Primitive>(
  primitive: P,
  parameters: PrimitiveParameters[P],
  inputs: readonly Value[],
  emit: Emit,
): Value | null {
  const folded = foldConstants(primitive, parameters, inputs, emit);
  if (folded) return folded;
  const rule = rules[primitive] as Rule<P> | undefined;
  return (
    (rule ? rule(parameters, inputs, emit) : null) ?? beforeRepeating(primitive, parameters, inputs, emit)
  );
}

function foldConstants(
  primitive: Primitive,
  parameters: object,
  inputs: readonly Value[],
  emit: Emit,
): Value | null {
  if (inputs.length === 0 || inputs.length > 2) return null;
  const values = inputs.map((input) => madeBy(input, 'constant')?.parameters.values);
  const [a, b] = values;
  if (!a || (inputs.length === 2 && !b)) return null;
  const size = sizeOf(inputs[0].shape);
  const count = inputs.length === 2 ? Math.max(a.length, b!.length) : a.length;
  if (count > 4096 || (count > 1 && count !== size)) return null;
  const at = (list: readonly number[], k: number) => (list.length === 1 ? list[0] : list[k]);
  const make = (element: TensorType['element'], f: (k: number) => number) =>
    emit(
      'constant',
      {
        type: tensor(element, inputs[0].shape),
        values: Array.from({ length: count }, (_, k) => stored(element, f(k))),
      },
      [],
    );
  const { element } = inputs[0];
  if (isUnary(primitive)) {
    return make(primitive === 'isFinite' ? 'bool' : element, (k) => unaryMeaning[primitive](at(a, k)));
  }
  if (isBinary(primitive)) return make(element, (k) => binaryResult(primitive, element, at(a, k), at(b!, k)));
  if (primitive === 'compare') {
    const holds = comparisonMeaning[(parameters as PrimitiveParameters['compare']).comparison];
    return make('bool', (k) => (holds(at(a, k), at(b!, k)) ? 1 : 0));
  }
  return null;
}
