import type { EquationOf, Primitive, Region, Value } from '../program';
import { scanLoop, sizeOf } from '../program';
import type { FunctionBuilder } from './builder';
import { attributes, callSettings, mustCompile, type Attribute } from './messages';
import { circular } from './trigonometry';

/** References to the results of one equation. */
type LoweringRule<P extends Primitive> = (
  builder: FunctionBuilder,
  equation: EquationOf<P>,
  inputs: readonly string[],
) => readonly string[];

const typeOf = (value: Value) => attributes.type(value.element);
const index32 = attributes.type.bind(null, 'int32');

/** An op that maps the inputs to one output of the same element type, with the attribute T. */
const plain =
  (op: string, output: string): LoweringRule<Primitive> =>
  (builder, equation, inputs) => [
    builder.node(op, inputs, { T: typeOf(equation.inputs[equation.inputs.length - 1]) }, output),
  ];

const elementwise = (op: string) => plain(op, 'y');
const binary = (op: string) => plain(op, 'z');
/** Logical ops have no type attribute. */
const logical =
  (op: string, output: string): LoweringRule<Primitive> =>
  (builder, _equation, inputs) => [builder.node(op, inputs, {}, output)];

const sinusoid =
  (name: 'sin' | 'cos', op: string): LoweringRule<'sin' | 'cos'> =>
  (builder, equation, inputs) =>
    builder.region === 'xla' && equation.inputs[0].element === 'float64'
      ? [circular(builder, name, inputs[0])]
      : elementwise(op)(builder, equation, inputs);

const comparisons = {
  less: 'Less',
  lessEqual: 'LessEqual',
  greater: 'Greater',
  greaterEqual: 'GreaterEqual',
  equal: 'Equal',
  notEqual: 'NotEqual',
} as const;

function reduction(op: string): LoweringRule<'sum' | 'reduceMax'> {
  return (builder, { inputs: [x], parameters: { axes } }, [input]) => [
    builder.node(
      op,
      [input, builder.integers(axes)],
      { T: typeOf(x), Tidx: index32(), keep_dims: attributes.boolean(false) },
      'output',
    ),
  ];
}

function broadcastTo(builder: FunctionBuilder, value: Value, reference: string): string {
  return builder.node(
    'BroadcastTo',
    [reference, builder.integers(value.shape)],
    { T: typeOf(value), Tidx: index32() },
    'output',
  );
}

/** Start indices moved so that the slice lies inside, as XLA does by itself. */
function clampedStarts(
  builder: FunctionBuilder,
  starts: string,
  shape: readonly number[],
  extent: readonly number[],
) {
  const integer = { T: index32() };
  const last = builder.integers(shape.map((size, axis) => size - extent[axis]));
  const below = builder.node('Minimum', [starts, last], integer, 'z');
  return builder.node('Maximum', [below, builder.integers(shape.map(() => 0))], integer, 'z');
}

function bits64(builder: FunctionBuilder, words: string, count: number): string {
  const pairs = builder.node(
    'Reshape',
    [words, builder.integers([count, 2])],
    { T: index32(), Tshape: index32() },
    'output',
  );
  return builder.node('Bitcast', [pairs], { T: index32(), type: attributes.type('uint64') }, 'output');
}

const philoxAlgorithm = 1;

function called(
  builder: FunctionBuilder,
  { inputs, outputs, parameters }: EquationOf<'call'>,
  references: readonly string[],
): string[] {
  const wished = parameters.region;
  const region: Region = builder.region === 'xla' || wished === 'inherit' ? builder.region : wished;
  const separate = builder.region === 'native' && wished !== 'inherit';
  const name = builder.functionName(parameters.program, region, separate);
  const node = builder.add('StatefulPartitionedCall', references, {
    Tin: attributes.types(inputs.map((input) => input.element)),
    Tout: attributes.types(outputs.map((output) => output.element)),
    f: attributes.func(name),
    ...callSettings(),
    ...(separate && region === 'xla' && { [mustCompile]: attributes.boolean(true) }),
  });
  return outputs.map((_, k) => `${node}:output:${k}`);
}

/** Outside a compiled region a loop's body joins the caller's graph, so that islands in it run side by side. */
function lowered(builder: FunctionBuilder): Record<string, Attribute> {
  return builder.region === 'native' ? { _lower_using_switch_merge: attributes.boolean(true) } : {};
}

/**
 * The factors of a product, the inner extent of 1 filled up with a zero in a compiled region. XLA makes a product over one
 * term an elementwise one and computes its factors anew for each element of the result: sines of the points, say, once
 * for each neuron. It has no barrier that lasts until it fuses.
 */
function factors(
  builder: FunctionBuilder,
  { inputs, parameters }: EquationOf<'dot'>,
  references: readonly string[],
): readonly string[] {
  const inner = (value: Value, last: boolean) => value.shape.length - (last ? 1 : 2);
  const axes = [inner(inputs[0], !parameters.transposeLeft), inner(inputs[1], parameters.transposeRight)];
  if (builder.region === 'native' || inputs[0].shape[axes[0]] !== 1) return references;
  return references.map((reference, k) => {
    const { shape } = inputs[k];
    const counts = shape.flatMap((_, axis) => [0, axis === axes[k] ? 1 : 0]);
    return padded(builder, inputs[k], reference, counts);
  });
}

function padded(builder: FunctionBuilder, x: Value, reference: string, counts: readonly number[]): string {
  const paddings = builder.constant('int32', [x.shape.length, 2], counts);
  return builder.node('Pad', [reference, paddings], { T: typeOf(x), Tpaddings: index32() }, 'output');
}

/** How each primitive becomes TensorFlow ops, in a compiled region or outside. */
export const loweringRules: { readonly [P in Primitive]: LoweringRule<P> } = {
  constant: (builder, { parameters: { type, values }, outputs: [y] }) => {
    const repeated = values.length === 1 && sizeOf(type.shape) !== 1;
    if (!repeated) return [builder.constant(type.element, type.shape, values)];
    return [broadcastTo(builder, y, builder.constant(type.element, [], values))];
  },
  iota: (builder, { parameters: { type, axis }, outputs: [y] }) => {
    const shape = type.shape.map((extent, k) => (k === axis ? extent : 1));
    const values = Array.from({ length: type.shape[axis] }, (_, k) => k);
    return [broadcastTo(builder, y, builder.constant(type.element, shape, values))];
  },
  randomBits: (builder, { parameters: { count } }, [key, counter]) => [
    builder.node(
      'StatelessRandomUniformFullIntV2',
      [
        builder.integers([count]),
        bits64(builder, key, 1),
        bits64(builder, counter, 2),
        builder.constant('int32', [], [philoxAlgorithm]),
      ],
      { dtype: index32(), Tshape: index32() },
      'output',
    ),
  ],
  negate: elementwise('Neg'),
  absolute: elementwise('Abs'),
  sign: elementwise('Sign'),
  exp: elementwise('Exp'),
  log: elementwise('Log'),
  sqrt: elementwise('Sqrt'),
  sin: sinusoid('sin', 'Sin'),
  cos: sinusoid('cos', 'Cos'),
  tan: elementwise('Tan'),
  tanh: elementwise('Tanh'),
  sinh: elementwise('Sinh'),
  cosh: elementwise('Cosh'),
  asin: elementwise('Asin'),
  acos: elementwise('Acos'),
  atan: elementwise('Atan'),
  erf: elementwise('Erf'),
  floor: elementwise('Floor'),
  isFinite: elementwise('IsFinite'),
  not: logical('LogicalNot', 'y'),
  stopGradient: plain('Identity', 'output'),
  convert: (builder, { inputs: [x], parameters: { element } }, inputs) => [
    builder.node(
      'Cast',
      inputs,
      { SrcT: typeOf(x), DstT: attributes.type(element), Truncate: attributes.boolean(false) },
      'y',
    ),
  ],
  add: binary('AddV2'),
  subtract: binary('Sub'),
  multiply: binary('Mul'),
  divide: binary('RealDiv'),
  power: binary('Pow'),
  minimum: binary('Minimum'),
  maximum: binary('Maximum'),
  and: logical('LogicalAnd', 'z'),
  or: logical('LogicalOr', 'z'),
  compare: (builder, { inputs: [a], parameters: { comparison } }, inputs) => {
    const exact = comparison === 'equal' || comparison === 'notEqual';
    const given: Record<string, Attribute> = { T: typeOf(a) };
    if (exact) given.incompatible_shape_error = attributes.boolean(true);
    return [builder.node(comparisons[comparison], inputs, given, 'z')];
  },
  select: plain('SelectV2', 'output'),
  sum: reduction('Sum'),
  reduceMax: reduction('Max'),
  argmax: (builder, { inputs: [x] }, [input]) => [
    builder.node(
      'ArgMax',
      [input, builder.constant('int32', [], [x.shape.length - 1])],
      { T: typeOf(x), Tidx: index32(), output_type: index32() },
      'output',
    ),
  ],
  reshape: (builder, { inputs: [x], parameters: { shape } }, [input]) => [
    builder.node('Reshape', [input, builder.integers(shape)], { T: typeOf(x), Tshape: index32() }, 'output'),
  ],
  transpose: (builder, { inputs: [x], parameters: { permutation } }, [input]) => [
    builder.node(
      'Transpose',
      [input, builder.integers(permutation)],
      { T: typeOf(x), Tperm: index32() },
      'y',
    ),
  ],
  broadcast: (builder, { outputs: [y] }, [input]) => [broadcastTo(builder, y, input)],
  slice: (builder, { inputs: [x], parameters: { start, extent } }, [input]) => [
    builder.node(
      'Slice',
      [input, builder.integers(start), builder.integers(extent)],
      { T: typeOf(x), Index: index32() },
      'output',
    ),
  ],
  pad: (builder, { inputs: [x], parameters: { low, high } }, [input]) => {
    const counts = low.flatMap((before, axis) => [before, high[axis]]);
    return [padded(builder, x, input, counts)];
  },
  concat: (builder, { inputs: given, parameters: { axis } }, inputs) => [
    builder.node(
      'ConcatV2',
      [...inputs, builder.constant('int32', [], [axis])],
      { N: attributes.integer(inputs.length), T: typeOf(given[0]), Tidx: index32() },
      'output',
    ),
  ],
  gather: (builder, { inputs: [x] }, [source, indices]) => [
    builder.node(
      'GatherV2',
      [source, indices, builder.constant('int32', [], [0])],
      { Tparams: typeOf(x), Tindices: index32(), Taxis: index32(), batch_dims: attributes.integer(0) },
      'output',
    ),
  ],
  scatterAdd: (builder, { inputs: [, rows], parameters: { extent } }, [indices, input]) => [
    builder.node(
      'UnsortedSegmentSum',
      [input, indices, builder.constant('int32', [], [extent])],
      { T: typeOf(rows), Tindices: index32(), Tnumsegments: index32() },
      'output',
    ),
  ],
  dynamicSlice: (builder, { inputs: [x], parameters: { extent } }, [input, starts]) => {
    const size = builder.integers(extent);
    if (builder.region === 'xla') {
      return [
        builder.node(
          'XlaDynamicSlice',
          [input, starts, size],
          { T: typeOf(x), Tindices: index32() },
          'output',
        ),
      ];
    }
    const begin = clampedStarts(builder, starts, x.shape, extent);
    return [builder.node('Slice', [input, begin, size], { T: typeOf(x), Index: index32() }, 'output')];
  },
  dynamicUpdateSlice: (builder, { inputs: [x, update] }, [input, part, starts]) => {
    if (builder.region === 'xla') {
      const given = { T: typeOf(x), Tindices: index32() };
      return [builder.node('XlaDynamicUpdateSlice', [input, part, starts], given, 'output')];
    }
    const begin = clampedStarts(builder, starts, x.shape, update.shape);
    const end = builder.node('AddV2', [begin, builder.integers(update.shape)], { T: index32() }, 'z');
    const noMask = attributes.integer(0);
    return [
      builder.node(
        'TensorStridedSliceUpdate',
        [input, begin, end, builder.integers(x.shape.map(() => 1)), part],
        {
          T: typeOf(x),
          Index: index32(),
          begin_mask: noMask,
          end_mask: noMask,
          ellipsis_mask: noMask,
          new_axis_mask: noMask,
          shrink_axis_mask: noMask,
        },
        'output',
      ),
    ];
  },
  topK: (builder, { inputs: [x], parameters: { k } }, [input]) => {
    const node = builder.add('TopKV2', [input, builder.constant('int32', [], [k])], {
      T: typeOf(x),
      sorted: attributes.boolean(true),
      Tk: index32(),
      index_type: index32(),
    });
    return [`${node}:values:0`, `${node}:indices:0`];
  },
  dot: (builder, equation, references) => {
    const [a] = equation.inputs;
    const { transposeLeft, transposeRight } = equation.parameters;
    const inputs = factors(builder, equation, references);
    const [left, right] = [attributes.boolean(transposeLeft), attributes.boolean(transposeRight)];
    if (a.shape.length === 2) {
      return [
        builder.node('MatMul', inputs, { T: typeOf(a), transpose_a: left, transpose_b: right }, 'product'),
      ];
    }
    return [builder.node('BatchMatMulV2', inputs, { T: typeOf(a), adj_x: left, adj_y: right }, 'output')];
  },
  cholesky: (builder, { inputs: [a] }, inputs) => {
    const given = { T: typeOf(a) };
    const factor = builder.node('Cholesky', inputs, given, 'output');
    // The native kernel leaves what it was given in the other triangle.
    const [below, above] = [-1, 0].map((count) => builder.constant('int32', [], [count]));
    const band = { ...given, Tindex: index32() };
    return [builder.node('MatrixBandPart', [factor, below, above], band, 'band')];
  },
  triangularSolve: (builder, { inputs: [a], parameters: { lower, transpose } }, inputs) => {
    const given = {
      T: typeOf(a),
      lower: attributes.boolean(lower),
      adjoint: attributes.boolean(transpose),
    };
    return [builder.node('MatrixTriangularSolve', inputs, given, 'output')];
  },
  fft: (builder, { inputs: [x], parameters: { real, inverse, axes, last } }, inputs) => {
    const dimensions = axes === 1 ? '' : `${axes}D`;
    const [part, complex] = [
      typeOf(x),
      attributes.type(x.element === 'float64' ? 'complex128' : 'complex64'),
    ];
    const halves = { Treal: part, Tcomplex: complex };
    const extents = builder.integers([...x.shape.slice(x.shape.length - axes, -1), last]);
    const pair = { T: part, Tout: complex };
    const source = inputs.length === 1 ? inputs[0] : builder.node('Complex', inputs, pair, 'out');
    if (real && inverse) return [builder.node(`IRFFT${dimensions}`, [source, extents], halves, 'output')];
    const result = real
      ? builder.node(`RFFT${dimensions}`, [source, extents], halves, 'output')
      : builder.node(`${inverse ? 'IFFT' : 'FFT'}${dimensions}`, [source], { Tcomplex: complex }, 'output');
    const parts = { T: complex, Tout: part };
    return ['Real', 'Imag'].map((name) => builder.node(name, [result], parts, 'output'));
  },
  call: called,
  cond: (builder, { inputs: [, ...operands], outputs, parameters: { whenTrue, whenFalse } }, inputs) => {
    const node = builder.add('StatelessIf', inputs, {
      Tcond: attributes.type('bool'),
      Tin: attributes.types(operands.map((operand) => operand.element)),
      Tout: attributes.types(outputs.map((output) => output.element)),
      then_branch: attributes.func(builder.functionName(whenTrue, builder.region, false)),
      else_branch: attributes.func(builder.functionName(whenFalse, builder.region, false)),
    });
    return outputs.map((_, k) => `${node}:output:${k}`);
  },
  whileLoop: (builder, { inputs: given, parameters: { condition, body, carried } }, inputs) => {
    const node = builder.add('While', inputs, {
      T: attributes.types(given.map((input) => input.element)),
      cond: attributes.func(builder.functionName(condition, builder.region, false)),
      body: attributes.func(builder.functionName(passing(body), builder.region, false)),
      parallel_iterations: attributes.integer(1),
      ...lowered(builder),
    });
    return Array.from({ length: carried }, (_, k) => `${node}:output:${k}`);
  },
  scan: (builder, equation, inputs) => {
    const parameters = { program: scanLoop(equation), region: 'inherit' } as const;
    return called(builder, { ...equation, primitive: 'call', parameters }, inputs);
  },
};

const passingBodies = new WeakMap<
  EquationOf<'whileLoop'>['parameters']['body'],
  EquationOf<'whileLoop'>['parameters']['body']
>();

/** TensorFlow's While carries everything: the captured inputs are passed on as they are. */
function passing(body: EquationOf<'whileLoop'>['parameters']['body']) {
  const known = passingBodies.get(body);
  if (known) return known;
  const extended = { ...body, outputs: [...body.outputs, ...body.inputs.slice(body.outputs.length)] };
  passingBodies.set(body, extended);
  return extended;
}
