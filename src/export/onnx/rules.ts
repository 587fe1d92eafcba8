import type { EquationOf, Primitive, Value } from '../../program';
import { Unsuitable } from '../result';
import type { GraphBuilder } from './builder';
import { dataTypes } from './messages';

/** The name of the result of one equation. */
type Rule<P extends Primitive> = (
  graph: GraphBuilder,
  equation: EquationOf<P>,
  inputs: readonly string[],
) => string;

const plain =
  (op: string): Rule<Primitive> =>
  (graph, _, inputs) =>
    graph.add(op, inputs);

/** Runtimes compute these in float32 only. */
const single =
  (op: string): Rule<Primitive> =>
  (graph, { inputs: [x] }, inputs) => {
    if (x.element === 'float32') return graph.add(op, inputs);
    throw new Unsuitable(
      `The solution needs ${op.toLowerCase()} in float64, which ONNX Runtime does not compute; export a SavedModel.`,
    );
  };

const unknown =
  (what: string): Rule<Primitive> =>
  () => {
    throw new Unsuitable(`The solution holds ${what}, which is not written as ONNX; export a SavedModel.`);
  };

const number = (graph: GraphBuilder, { element }: Value, value: number) =>
  graph.constant(element, [], [value]);

/** (e^x ± e^−x) / 2: runtimes have no hyperbolic functions in float64. */
const hyperbolic =
  (op: 'Add' | 'Sub'): Rule<'sinh' | 'cosh'> =>
  (graph, { inputs: [x] }, [input]) => {
    const ends = [graph.add('Exp', [input]), graph.add('Exp', [graph.add('Neg', [input])])];
    return graph.add('Mul', [graph.add(op, ends), number(graph, x, 0.5)]);
  };

const comparisons = {
  less: 'Less',
  lessEqual: 'LessOrEqual',
  greater: 'Greater',
  greaterEqual: 'GreaterOrEqual',
  equal: 'Equal',
} as const;

/** A matrix with its last two axes exchanged. */
function turned(graph: GraphBuilder, { shape }: Value, input: string): string {
  const axes = shape.map((_, axis) => axis);
  const perm = [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
  return graph.add('Transpose', [input], { perm });
}

const expanded = (graph: GraphBuilder, input: string, shape: readonly number[]) =>
  graph.add('Expand', [input, graph.integers(shape)]);

/** How each primitive becomes ONNX operators. */
export const rules: { readonly [P in Primitive]: Rule<P> } = {
  constant: (graph, { parameters: { type, values } }) => {
    const isUniform = values.length === 1 && type.shape.some((extent) => extent !== 1);
    if (!isUniform) return graph.constant(type.element, type.shape, values);
    return expanded(graph, graph.constant(type.element, [], values), type.shape);
  },
  iota: (graph, { parameters: { type, axis } }) => {
    const shape = type.shape.map((extent, k) => (k === axis ? extent : 1));
    const values = Array.from({ length: type.shape[axis] }, (_, k) => k);
    return expanded(graph, graph.constant(type.element, shape, values), type.shape);
  },
  negate: plain('Neg'),
  absolute: plain('Abs'),
  sign: plain('Sign'),
  exp: plain('Exp'),
  log: plain('Log'),
  sqrt: plain('Sqrt'),
  sin: plain('Sin'),
  cos: plain('Cos'),
  tan: (graph, _, [input]) => graph.add('Div', [graph.add('Sin', [input]), graph.add('Cos', [input])]),
  tanh: plain('Tanh'),
  sinh: hyperbolic('Sub'),
  cosh: hyperbolic('Add'),
  asin: single('Asin'),
  acos: single('Acos'),
  atan: single('Atan'),
  erf: single('Erf'),
  floor: plain('Floor'),
  // x − x is 0 for what is finite, and no number for the rest.
  isFinite: (graph, { inputs: [x] }, [input]) =>
    graph.add('Equal', [graph.add('Sub', [input, input]), number(graph, x, 0)]),
  not: plain('Not'),
  stopGradient: plain('Identity'),
  convert: (graph, { parameters: { element } }, inputs) =>
    graph.add('Cast', inputs, { to: dataTypes[element] }),
  add: plain('Add'),
  subtract: plain('Sub'),
  multiply: plain('Mul'),
  divide: plain('Div'),
  power: plain('Pow'),
  minimum: plain('Min'),
  maximum: plain('Max'),
  and: plain('And'),
  or: plain('Or'),
  compare: (graph, { parameters: { comparison } }, inputs) =>
    comparison === 'notEqual'
      ? graph.add('Not', [graph.add('Equal', inputs)])
      : graph.add(comparisons[comparison], inputs),
  select: plain('Where'),
  sum: (graph, { parameters: { axes } }, [input]) =>
    axes.length === 0
      ? graph.add('Identity', [input])
      : graph.add('ReduceSum', [input, graph.integers(axes)], { keepdims: 0 }),
  reduceMax: (graph, { parameters: { axes } }, [input]) =>
    axes.length === 0
      ? graph.add('Identity', [input])
      : graph.add('ReduceMax', [input], { axes, keepdims: 0 }),
  argmax: (graph, { inputs: [x] }, [input]) => {
    const found = graph.add('ArgMax', [input], { axis: x.shape.length - 1, keepdims: 0 });
    return graph.add('Cast', [found], { to: dataTypes.int32 });
  },
  reshape: (graph, { parameters: { shape } }, [input]) =>
    graph.add('Reshape', [input, graph.integers(shape)]),
  transpose: (graph, { parameters: { permutation } }, [input]) =>
    graph.add('Transpose', [input], { perm: permutation }),
  broadcast: (graph, { parameters: { shape } }, [input]) => expanded(graph, input, shape),
  slice: (graph, { parameters: { start, extent } }, [input]) =>
    graph.add('Slice', [
      input,
      graph.integers(start),
      graph.integers(start.map((first, axis) => first + extent[axis])),
      graph.integers(start.map((_, axis) => axis)),
    ]),
  pad: (graph, { parameters: { low, high } }, [input]) =>
    graph.add('Pad', [input, graph.integers([...low, ...high])]),
  concat: (graph, { parameters: { axis } }, inputs) => graph.add('Concat', inputs, { axis }),
  gather: (graph, _, inputs) => graph.add('Gather', inputs, { axis: 0 }),
  dot: (graph, { inputs: [a, b], parameters: { transposeLeft, transposeRight } }, [left, right]) =>
    graph.add('MatMul', [
      transposeLeft ? turned(graph, a, left) : left,
      transposeRight ? turned(graph, b, right) : right,
    ]),
  randomBits: unknown('random numbers'),
  scatterAdd: unknown('a sum into rows'),
  dynamicSlice: unknown('a moving slice'),
  dynamicUpdateSlice: unknown('a moving slice'),
  topK: unknown('an ordering'),
  cholesky: unknown('a matrix factorisation'),
  triangularSolve: unknown('a linear solve'),
  call: unknown('a call'),
  cond: unknown('a branch'),
  fft: unknown('a Fourier transform'),
  whileLoop: unknown('a loop'),
  scan: unknown('a scan'),
};
