import type { Primitive, PrimitiveParameters } from './primitives';
import { isFloat, sameShape, sameType, sizeOf, tensor, typeText, type Shape, type TensorType } from './types';

type ShapeRule<P extends Primitive> = (
  parameters: PrimitiveParameters[P],
  inputs: readonly TensorType[],
) => readonly TensorType[];

/** A program was put together wrongly: the sentence names the primitive and the types. */
export class ShapeError extends Error {}

function demand(holds: boolean, primitive: Primitive, inputs: readonly TensorType[], rule: string): void {
  if (!holds) throw new ShapeError(`${primitive}(${inputs.map(typeText).join(', ')}): ${rule}.`);
}

const floatUnary =
  (primitive: Primitive): ShapeRule<Primitive> =>
  (_parameters, inputs) => {
    demand(inputs.length === 1 && isFloat(inputs[0].element), primitive, inputs, 'takes one float tensor');
    return [inputs[0]];
  };

const numericUnary =
  (primitive: Primitive): ShapeRule<Primitive> =>
  (_parameters, inputs) => {
    demand(
      inputs.length === 1 && inputs[0].element !== 'bool',
      primitive,
      inputs,
      'takes one numeric tensor',
    );
    return [inputs[0]];
  };

const binary =
  (primitive: Primitive, accepts: (type: TensorType) => boolean, kind: string): ShapeRule<Primitive> =>
  (_parameters, inputs) => {
    const good = inputs.length === 2 && sameType(inputs[0], inputs[1]) && accepts(inputs[0]);
    demand(good, primitive, inputs, `takes two ${kind} tensors of one type`);
    return [inputs[0]];
  };

const numeric = (type: TensorType) => type.element !== 'bool';
const floating = (type: TensorType) => isFloat(type.element);
const logical = (type: TensorType) => type.element === 'bool';

function reduced(primitive: Primitive, axes: readonly number[], inputs: readonly TensorType[]): TensorType[] {
  const [type] = inputs;
  const good =
    inputs.length === 1 &&
    new Set(axes).size === axes.length &&
    axes.every((axis) => Number.isInteger(axis) && axis >= 0 && axis < type.shape.length);
  demand(
    good && numeric(type),
    primitive,
    inputs,
    `axes ${axes.join(',')} must be different axes of a numeric tensor`,
  );
  return [
    tensor(
      type.element,
      type.shape.filter((_, axis) => !axes.includes(axis)),
    ),
  ];
}

function broadcastable(from: Shape, to: Shape): boolean {
  const offset = to.length - from.length;
  return offset >= 0 && from.every((extent, axis) => extent === 1 || extent === to[axis + offset]);
}

function dotShape(parameters: PrimitiveParameters['dot'], inputs: readonly TensorType[]): TensorType[] {
  const [left, right] = inputs;
  const rank = left.shape.length;
  const batch = left.shape.slice(0, -2);
  demand(
    rank >= 2 &&
      rank === right.shape.length &&
      sameShape(batch, right.shape.slice(0, -2)) &&
      left.element === right.element &&
      isFloat(left.element),
    'dot',
    inputs,
    'takes two float matrices with the same leading axes',
  );
  const [rows, inner] = parameters.transposeLeft
    ? [left.shape[rank - 1], left.shape[rank - 2]]
    : [left.shape[rank - 2], left.shape[rank - 1]];
  const [innerRight, columns] = parameters.transposeRight
    ? [right.shape[rank - 1], right.shape[rank - 2]]
    : [right.shape[rank - 2], right.shape[rank - 1]];
  demand(inner === innerRight, 'dot', inputs, `inner extents ${inner} and ${innerRight} differ`);
  return [tensor(left.element, [...batch, rows, columns])];
}

function square({ element, shape }: TensorType): boolean {
  return isFloat(element) && shape.length >= 2 && shape[shape.length - 1] === shape[shape.length - 2];
}

function typesOf(values: readonly { type: TensorType }[]): TensorType[] {
  return values.map((value) => value.type);
}

function allSame(a: readonly TensorType[], b: readonly TensorType[]): boolean {
  return a.length === b.length && a.every((type, k) => sameType(type, b[k]));
}

/** Types of the results of each primitive. Errors: `ShapeError`. */
export const shapeRules: { readonly [P in Primitive]: ShapeRule<P> } = {
  constant: ({ type, values }) => {
    const good = values.length === 1 || values.length === sizeOf(type.shape);
    demand(good, 'constant', [type], `${values.length} values given`);
    const fits = (number: number) =>
      isFloat(type.element) || number === (type.element === 'int32' ? number | 0 : Number(number !== 0));
    demand(values.every(fits), 'constant', [type], 'a value is not of this type');
    return [type];
  },
  iota: ({ type, axis }) => {
    demand(axis >= 0 && axis < type.shape.length && numeric(type), 'iota', [type], `axis ${axis} is absent`);
    return [type];
  },
  randomBits: ({ count }, inputs) => {
    const good = allSame(inputs, [tensor('int32', [2]), tensor('int32', [4])]) && count > 0;
    demand(good, 'randomBits', inputs, 'takes a key int32[2] and a counter int32[4]');
    return [tensor('int32', [count])];
  },
  negate: numericUnary('negate'),
  absolute: numericUnary('absolute'),
  sign: numericUnary('sign'),
  exp: floatUnary('exp'),
  log: floatUnary('log'),
  sqrt: floatUnary('sqrt'),
  sin: floatUnary('sin'),
  cos: floatUnary('cos'),
  tan: floatUnary('tan'),
  tanh: floatUnary('tanh'),
  sinh: floatUnary('sinh'),
  cosh: floatUnary('cosh'),
  asin: floatUnary('asin'),
  acos: floatUnary('acos'),
  atan: floatUnary('atan'),
  erf: floatUnary('erf'),
  floor: floatUnary('floor'),
  isFinite: (_parameters, inputs) => {
    demand(inputs.length === 1 && floating(inputs[0]), 'isFinite', inputs, 'takes one float tensor');
    return [tensor('bool', inputs[0].shape)];
  },
  not: (_parameters, inputs) => {
    demand(inputs.length === 1 && logical(inputs[0]), 'not', inputs, 'takes one bool tensor');
    return [inputs[0]];
  },
  stopGradient: (_parameters, inputs) => [inputs[0]],
  convert: ({ element }, inputs) => [tensor(element, inputs[0].shape)],
  add: binary('add', numeric, 'numeric'),
  subtract: binary('subtract', numeric, 'numeric'),
  multiply: binary('multiply', numeric, 'numeric'),
  divide: binary('divide', floating, 'float'),
  power: binary('power', floating, 'float'),
  minimum: binary('minimum', numeric, 'numeric'),
  maximum: binary('maximum', numeric, 'numeric'),
  and: binary('and', logical, 'bool'),
  or: binary('or', logical, 'bool'),
  compare: (_parameters, inputs) => {
    demand(
      inputs.length === 2 && sameType(inputs[0], inputs[1]),
      'compare',
      inputs,
      'takes two tensors of one type',
    );
    return [tensor('bool', inputs[0].shape)];
  },
  select: (_parameters, inputs) => {
    const [condition, a, b] = inputs;
    const good =
      inputs.length === 3 && logical(condition) && sameType(a, b) && sameShape(condition.shape, a.shape);
    demand(good, 'select', inputs, 'takes a bool tensor and two tensors of one type, all of one shape');
    return [a];
  },
  sum: ({ axes }, inputs) => reduced('sum', axes, inputs),
  reduceMax: ({ axes }, inputs) => reduced('reduceMax', axes, inputs),
  argmax: (_parameters, inputs) => {
    demand(
      inputs[0].shape.length > 0 && numeric(inputs[0]),
      'argmax',
      inputs,
      'takes a numeric tensor with an axis',
    );
    return [tensor('int32', inputs[0].shape.slice(0, -1))];
  },
  reshape: ({ shape }, inputs) => {
    demand(
      sizeOf(shape) === sizeOf(inputs[0].shape),
      'reshape',
      inputs,
      `[${shape.join(',')}] holds another count`,
    );
    return [tensor(inputs[0].element, shape)];
  },
  transpose: ({ permutation }, inputs) => {
    const good = sameShape(
      [...permutation].sort((a, b) => a - b),
      inputs[0].shape.map((_, axis) => axis),
    );
    demand(good, 'transpose', inputs, `${permutation.join(',')} is not a permutation of its axes`);
    return [
      tensor(
        inputs[0].element,
        permutation.map((axis) => inputs[0].shape[axis]),
      ),
    ];
  },
  broadcast: ({ shape }, inputs) => {
    demand(broadcastable(inputs[0].shape, shape), 'broadcast', inputs, `does not fit [${shape.join(',')}]`);
    return [tensor(inputs[0].element, shape)];
  },
  slice: ({ start, extent }, inputs) => {
    const { shape } = inputs[0];
    const good =
      start.length === shape.length &&
      extent.length === shape.length &&
      shape.every((size, axis) => start[axis] >= 0 && extent[axis] > 0 && start[axis] + extent[axis] <= size);
    demand(good, 'slice', inputs, `[${start.join(',')}] + [${extent.join(',')}] leaves the tensor`);
    return [tensor(inputs[0].element, extent)];
  },
  pad: ({ low, high }, inputs) => {
    const { shape } = inputs[0];
    const good =
      low.length === shape.length && high.length === shape.length && [...low, ...high].every((n) => n >= 0);
    demand(good, 'pad', inputs, 'needs a count of at least 0 before and behind each axis');
    return [
      tensor(
        inputs[0].element,
        shape.map((size, axis) => low[axis] + size + high[axis]),
      ),
    ];
  },
  concat: ({ axis }, inputs) => {
    const [first] = inputs;
    const fits = (type: TensorType) =>
      type.element === first.element &&
      type.shape.length === first.shape.length &&
      type.shape.every((size, k) => k === axis || size === first.shape[k]);
    demand(
      inputs.length > 0 && axis >= 0 && axis < first.shape.length && inputs.every(fits),
      'concat',
      inputs,
      'shapes differ',
    );
    const total = inputs.reduce((sum, type) => sum + type.shape[axis], 0);
    return [
      tensor(
        first.element,
        first.shape.map((size, k) => (k === axis ? total : size)),
      ),
    ];
  },
  gather: (_parameters, inputs) => {
    const [source, indices] = inputs;
    const good = source.shape.length > 0 && indices.element === 'int32' && indices.shape.length === 1;
    demand(good, 'gather', inputs, 'takes a tensor with rows and an int32 vector');
    return [tensor(source.element, [indices.shape[0], ...source.shape.slice(1)])];
  },
  scatterAdd: ({ extent }, inputs) => {
    const [indices, rows] = inputs;
    const good =
      indices.element === 'int32' &&
      indices.shape.length === 1 &&
      numeric(rows) &&
      rows.shape[0] === indices.shape[0] &&
      extent > 0;
    demand(good, 'scatterAdd', inputs, 'takes an int32 vector and as many numeric rows');
    return [tensor(rows.element, [extent, ...rows.shape.slice(1)])];
  },
  dynamicSlice: ({ extent }, inputs) => {
    const [source, starts] = inputs;
    const good =
      sameType(starts, tensor('int32', [source.shape.length])) &&
      extent.length === source.shape.length &&
      extent.every((size, axis) => size > 0 && size <= source.shape[axis]);
    demand(good, 'dynamicSlice', inputs, `[${extent.join(',')}] must fit in, starts must be int32[rank]`);
    return [tensor(source.element, extent)];
  },
  dynamicUpdateSlice: (_parameters, inputs) => {
    const [target, update, starts] = inputs;
    const good =
      target.element === update.element &&
      sameType(starts, tensor('int32', [target.shape.length])) &&
      update.shape.length === target.shape.length &&
      update.shape.every((size, axis) => size <= target.shape[axis]);
    demand(good, 'dynamicUpdateSlice', inputs, 'the update must fit in, starts must be int32[rank]');
    return [target];
  },
  topK: ({ k }, inputs) => {
    const [type] = inputs;
    const last = type.shape[type.shape.length - 1];
    demand(
      type.shape.length > 0 && k > 0 && k <= last && floating(type),
      'topK',
      inputs,
      `k = ${k} does not fit`,
    );
    const shape = [...type.shape.slice(0, -1), k];
    return [tensor(type.element, shape), tensor('int32', shape)];
  },
  dot: dotShape,
  cholesky: (_parameters, inputs) => {
    demand(inputs.length === 1 && square(inputs[0]), 'cholesky', inputs, 'takes a square float matrix');
    return [inputs[0]];
  },
  triangularSolve: (_parameters, inputs) => {
    const [matrix, right] = inputs;
    const rank = matrix.shape.length;
    const good =
      inputs.length === 2 &&
      square(matrix) &&
      right.element === matrix.element &&
      right.shape.length === rank &&
      sameShape(right.shape.slice(0, -1), matrix.shape.slice(0, -1));
    demand(good, 'triangularSolve', inputs, 'takes a square float matrix and one of as many rows');
    return [right];
  },
  fft: ({ real, inverse, axes, last }, inputs) => {
    const [first] = inputs;
    const pair = !real || inverse;
    const half = Math.floor(last / 2) + 1;
    const { shape } = first;
    const good =
      inputs.length === (pair ? 2 : 1) &&
      inputs.every((type) => sameType(type, first)) &&
      floating(first) &&
      shape.length >= axes &&
      shape[shape.length - 1] === (real && inverse ? half : last);
    const what = pair ? 'the real and the imaginary part, float tensors of one type' : 'one float tensor';
    demand(good, 'fft', inputs, `takes ${what} with ${axes} axes or more, ${last} long along the last`);
    const result = tensor(first.element, [...shape.slice(0, -1), real && !inverse ? half : last]);
    return real && inverse ? [result] : [result, result];
  },
  call: ({ program }, inputs) => {
    demand(allSame(inputs, typesOf(program.inputs)), 'call', inputs, `${program.name} takes other inputs`);
    return typesOf(program.outputs);
  },
  cond: ({ whenTrue, whenFalse }, inputs) => {
    const operands = inputs.slice(1);
    const good =
      sameType(inputs[0], tensor('bool')) &&
      allSame(operands, typesOf(whenTrue.inputs)) &&
      allSame(operands, typesOf(whenFalse.inputs)) &&
      allSame(typesOf(whenTrue.outputs), typesOf(whenFalse.outputs));
    demand(good, 'cond', inputs, 'both branches must take the operands and return the same types');
    return typesOf(whenTrue.outputs);
  },
  whileLoop: ({ condition, body, carried }, inputs) => {
    const good =
      allSame(inputs, typesOf(body.inputs)) &&
      allSame(inputs, typesOf(condition.inputs)) &&
      allSame(typesOf(condition.outputs), [tensor('bool')]) &&
      allSame(typesOf(body.outputs), inputs.slice(0, carried));
    demand(good, 'whileLoop', inputs, 'the body must return what it carries, the condition one bool');
    return inputs.slice(0, carried);
  },
  scan: ({ body, carried, sequences, length }, inputs) => {
    const along = inputs.slice(carried, carried + sequences);
    const elements = along.map(({ element, shape }) => tensor(element, shape.slice(1)));
    const given = [...inputs.slice(0, carried), ...elements, ...inputs.slice(carried + sequences)];
    const outputs = typesOf(body.outputs);
    const good =
      length > 0 &&
      along.every(({ shape }) => shape[0] === length) &&
      allSame(given, typesOf(body.inputs)) &&
      allSame(outputs.slice(0, carried), inputs.slice(0, carried));
    demand(good, 'scan', inputs, `the body must return what it carries, sequences have ${length} elements`);
    const stacked = outputs.slice(carried).map(({ element, shape }) => tensor(element, [length, ...shape]));
    return [...inputs.slice(0, carried), ...stacked];
  },
};
