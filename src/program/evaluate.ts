import {
  binaryResult,
  comparisonMeaning,
  stored,
  unaryMeaning,
  type BinaryPrimitive,
  type UnaryPrimitive,
} from './elementwise';
import { choleskyFactor, triangularSolution } from './factor';
import { fourierTransform } from './fourier';
import { philox } from './philox';
import type { EquationOf, Primitive, Program, Value } from './primitives';
import { sizeOf, stridesOf, type Shape } from './types';

/** Elements in row-major order; bool is 0 or 1. float32 numbers are rounded to float32 after each primitive. */
export type Elements = Float64Array;

type Evaluator<P extends Primitive> = (
  equation: EquationOf<P>,
  inputs: readonly Elements[],
) => readonly Elements[];

function filledWith(shape: Shape, element: (k: number) => number): Elements {
  return Float64Array.from({ length: sizeOf(shape) }, (_, k) => element(k));
}

/** Position in a tensor of shape `shape` → its index along each axis. */
function indexOf(position: number, strides: readonly number[], shape: Shape): number[] {
  return strides.map((stride, axis) => Math.floor(position / stride) % shape[axis]);
}

const linear = (index: readonly number[], strides: readonly number[]) =>
  index.reduce((position, k, axis) => position + k * strides[axis], 0);

/** Each output element is one input element: `from` maps output index to input index, or null for zero. */
function moved(
  output: Value,
  input: Value,
  x: Elements,
  from: (index: number[]) => readonly number[] | null,
): Elements {
  const strides = stridesOf(output.shape);
  const source = stridesOf(input.shape);
  return filledWith(output.shape, (k) => {
    const index = from(indexOf(k, strides, output.shape));
    return index ? x[linear(index, source)] : 0;
  });
}

const unary =
  (primitive: UnaryPrimitive): Evaluator<Primitive> =>
  ({ outputs: [output] }, [x]) => [
    filledWith(output.shape, (k) => stored(output.element, unaryMeaning[primitive](x[k]))),
  ];

const binary =
  (primitive: BinaryPrimitive): Evaluator<Primitive> =>
  ({ outputs: [output] }, [a, b]) => [
    filledWith(output.shape, (k) => binaryResult(primitive, output.element, a[k], b[k])),
  ];

function reduce(
  input: Value,
  output: Value,
  axes: readonly number[],
  x: Elements,
  start: number,
  join: (a: number, b: number) => number,
) {
  const result = new Float64Array(sizeOf(output.shape)).fill(start);
  const strides = stridesOf(input.shape);
  const target = stridesOf(output.shape);
  x.forEach((element, k) => {
    const index = indexOf(k, strides, input.shape).filter((_, axis) => !axes.includes(axis));
    const position = linear(index, target);
    result[position] = join(result[position], element);
  });
  return result.map((number) => stored(output.element, number));
}

/** Rows of the last axis with the positions of their k largest elements, falling; the first of equals comes first. */
function largest(x: Elements, last: number, k: number): number[][] {
  return Array.from({ length: x.length / last }, (_, row) => {
    const base = row * last;
    const order = Array.from({ length: last }, (_unused, column) => column);
    order.sort((a, b) => x[base + b] - x[base + a] || a - b);
    return order.slice(0, k);
  });
}

const clamp = (starts: Elements, shape: Shape, extent: Shape) =>
  shape.map((size, axis) => Math.min(Math.max(starts[axis], 0), size - extent[axis]));

/** What the engine does outside the rows depends on where it runs; the plain meaning has none. */
function demandRows(primitive: Primitive, indices: Elements, rows: number): void {
  const wrong = indices.find((index) => index < 0 || index >= rows);
  if (wrong !== undefined) throw new RangeError(`${primitive}: index ${wrong} is outside of ${rows} rows.`);
}

function matrixProduct(
  { inputs, outputs: [output], parameters }: EquationOf<'dot'>,
  [a, b]: readonly Elements[],
): Elements {
  const rank = output.shape.length;
  const [rows, columns] = output.shape.slice(-2);
  const inner = parameters.transposeLeft ? inputs[0].shape[rank - 2] : inputs[0].shape[rank - 1];
  return filledWith(output.shape, (k) => {
    const batch = Math.floor(k / (rows * columns));
    const row = Math.floor(k / columns) % rows;
    const column = k % columns;
    let sum = 0;
    for (let j = 0; j < inner; j++) {
      const left = parameters.transposeLeft ? j * rows + row : row * inner + j;
      const right = parameters.transposeRight ? column * inner + j : j * columns + column;
      sum += a[batch * rows * inner + left] * b[batch * inner * columns + right];
    }
    return stored(output.element, sum);
  });
}

const evaluators: { readonly [P in Primitive]: Evaluator<P> } = {
  constant: ({ parameters: { type, values } }) => [
    filledWith(type.shape, (k) => stored(type.element, values.length === 1 ? values[0] : values[k])),
  ],
  iota: ({ parameters: { type, axis } }) => {
    const strides = stridesOf(type.shape);
    return [filledWith(type.shape, (k) => indexOf(k, strides, type.shape)[axis])];
  },
  randomBits: ({ parameters: { count } }, [key, counter]) => [
    Float64Array.from(philox([...key], [...counter], count)),
  ],
  negate: unary('negate'),
  absolute: unary('absolute'),
  sign: unary('sign'),
  exp: unary('exp'),
  log: unary('log'),
  sqrt: unary('sqrt'),
  sin: unary('sin'),
  cos: unary('cos'),
  tan: unary('tan'),
  tanh: unary('tanh'),
  sinh: unary('sinh'),
  cosh: unary('cosh'),
  asin: unary('asin'),
  acos: unary('acos'),
  atan: unary('atan'),
  erf: unary('erf'),
  floor: unary('floor'),
  isFinite: unary('isFinite'),
  not: unary('not'),
  stopGradient: unary('stopGradient'),
  convert: ({ inputs: [x], parameters: { element } }, [values]) => [
    filledWith(x.shape, (k) => stored(element, element === 'int32' ? Math.trunc(values[k]) : values[k])),
  ],
  add: binary('add'),
  subtract: binary('subtract'),
  multiply: binary('multiply'),
  divide: binary('divide'),
  power: binary('power'),
  minimum: binary('minimum'),
  maximum: binary('maximum'),
  and: binary('and'),
  or: binary('or'),
  compare: ({ outputs: [output], parameters: { comparison } }, [a, b]) => [
    filledWith(output.shape, (k) => (comparisonMeaning[comparison](a[k], b[k]) ? 1 : 0)),
  ],
  select: ({ outputs: [output] }, [condition, a, b]) => [
    filledWith(output.shape, (k) => (condition[k] ? a[k] : b[k])),
  ],
  sum: ({ inputs: [x], outputs: [y], parameters: { axes } }, [values]) => [
    reduce(x, y, axes, values, 0, (a, b) => a + b),
  ],
  reduceMax: ({ inputs: [x], outputs: [y], parameters: { axes } }, [values]) => [
    reduce(x, y, axes, values, -Infinity, Math.max),
  ],
  argmax: ({ inputs: [x] }, [values]) => {
    const last = x.shape[x.shape.length - 1];
    return [Float64Array.from(largest(values, last, 1), ([first]) => first)];
  },
  reshape: (_equation, [x]) => [x],
  transpose: ({ inputs: [x], outputs: [y], parameters: { permutation } }, [values]) => [
    moved(y, x, values, (index) => x.shape.map((_, axis) => index[permutation.indexOf(axis)])),
  ],
  broadcast: ({ inputs: [x], outputs: [y] }, [values]) => {
    const offset = y.shape.length - x.shape.length;
    return [
      moved(y, x, values, (index) => x.shape.map((size, axis) => (size === 1 ? 0 : index[axis + offset]))),
    ];
  },
  slice: ({ inputs: [x], outputs: [y], parameters: { start } }, [values]) => [
    moved(y, x, values, (index) => index.map((k, axis) => k + start[axis])),
  ],
  pad: ({ inputs: [x], outputs: [y], parameters: { low } }, [values]) => [
    moved(y, x, values, (index) => {
      const inside = index.map((k, axis) => k - low[axis]);
      return inside.every((k, axis) => k >= 0 && k < x.shape[axis]) ? inside : null;
    }),
  ],
  concat: ({ inputs, outputs: [y], parameters: { axis } }, values) => {
    const strides = stridesOf(y.shape);
    return [
      filledWith(y.shape, (k) => {
        const index = indexOf(k, strides, y.shape);
        let part = 0;
        while (index[axis] >= inputs[part].shape[axis]) index[axis] -= inputs[part++].shape[axis];
        return values[part][linear(index, stridesOf(inputs[part].shape))];
      }),
    ];
  },
  gather: ({ inputs: [x], outputs: [y] }, [values, indices]) => {
    demandRows('gather', indices, x.shape[0]);
    return [moved(y, x, values, ([row, ...rest]) => [indices[row], ...rest])];
  },
  scatterAdd: ({ outputs: [y] }, [indices, rows]) => {
    demandRows('scatterAdd', indices, y.shape[0]);
    const result = new Float64Array(sizeOf(y.shape));
    const width = result.length / y.shape[0];
    rows.forEach((number, k) => {
      const position = indices[Math.floor(k / width)] * width + (k % width);
      result[position] = stored(y.element, result[position] + number);
    });
    return [result];
  },
  dynamicSlice: ({ inputs: [x], outputs: [y], parameters: { extent } }, [values, starts]) => {
    const start = clamp(starts, x.shape, extent);
    return [moved(y, x, values, (index) => index.map((k, axis) => k + start[axis]))];
  },
  dynamicUpdateSlice: ({ inputs: [x, update] }, [target, values, starts]) => {
    const start = clamp(starts, x.shape, update.shape);
    const result = Float64Array.from(target);
    const source = stridesOf(update.shape);
    const strides = stridesOf(x.shape);
    values.forEach((number, k) => {
      const index = indexOf(k, source, update.shape).map((j, axis) => j + start[axis]);
      result[linear(index, strides)] = number;
    });
    return [result];
  },
  topK: ({ inputs: [x], parameters: { k } }, [values]) => {
    const last = x.shape[x.shape.length - 1];
    const picks = largest(values, last, k);
    return [
      Float64Array.from(picks.flatMap((row, r) => row.map((column) => values[r * last + column]))),
      Float64Array.from(picks.flat()),
    ];
  },
  dot: (equation, inputs) => [matrixProduct(equation, inputs)],
  cholesky: ({ inputs: [{ element, shape }] }, [a]) => [choleskyFactor(element, shape[shape.length - 1], a)],
  triangularSolve: ({ outputs: [{ element, shape }], parameters }, [a, b]) => [
    triangularSolution(element, shape, parameters, a, b),
  ],
  fft: ({ inputs: [{ element, shape }], parameters }, inputs) =>
    fourierTransform(element, shape, parameters, inputs),
  call: ({ parameters: { program } }, inputs) => evaluate(program, inputs),
  cond: ({ parameters: { whenTrue, whenFalse } }, [predicate, ...operands]) =>
    evaluate(predicate[0] ? whenTrue : whenFalse, operands),
  whileLoop: ({ parameters: { condition, body, carried } }, inputs) => {
    let state = [...inputs];
    while (evaluate(condition, state)[0][0]) state = [...evaluate(body, state), ...state.slice(carried)];
    return state.slice(0, carried);
  },
  scan: ({ outputs, parameters: { body, carried, sequences, length, reverse } }, inputs) => {
    let state = inputs.slice(0, carried);
    const stacks = outputs.slice(carried).map(({ shape }) => new Float64Array(sizeOf(shape)));
    for (let turn = 0; turn < length; turn++) {
      const place = reverse ? length - 1 - turn : turn;
      const elements = inputs.slice(carried, carried + sequences).map((sequence) => {
        const size = sequence.length / length;
        return sequence.slice(place * size, (place + 1) * size);
      });
      const results = evaluate(body, [...state, ...elements, ...inputs.slice(carried + sequences)]);
      state = results.slice(0, carried);
      stacks.forEach((stack, k) => stack.set(results[carried + k], (place * stack.length) / length));
    }
    return [...state, ...stacks];
  },
};

/**
 * The plain meaning of a program: runs it in TypeScript, element by element. Slow; the engine's results are judged by
 * it. Inputs and results are row-major elements of each tensor.
 */
export function evaluate(program: Program, inputs: readonly Elements[]): Elements[] {
  const known = new Map<Value, Elements>();
  program.inputs.forEach((input, k) => {
    if (inputs[k]?.length !== sizeOf(input.shape))
      throw new Error(`Input ${k} of ${program.name} has another size.`);
    known.set(
      input,
      inputs[k].map((number) => stored(input.element, number)),
    );
  });
  for (const equation of program.equations) {
    const given = equation.inputs.map((input) => known.get(input)!);
    const results = (evaluators[equation.primitive] as Evaluator<Primitive>)(equation as never, given);
    equation.outputs.forEach((output, k) => known.set(output, results[k]));
  }
  return program.outputs.map((output) => known.get(output)!);
}
