import { growthOf, type Growth, type Literal, type Primitive, type Program, type Value } from '../../program';
import { GraphBuilder } from './builder';
import { onnxBytes, type OnnxNode, type OnnxRows, type OnnxTensor } from './messages';
import { rules } from './rules';

/**
 * A program of rows → rows, recorded for both counts of `growthCounts` as the number of rows, with names of what it
 * takes and gives.
 */
export interface NetworkProgram {
  readonly programs: readonly [Program, Program];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * The solution as an ONNX model: a vector of each coordinate → a vector of each quantity, all of one length.
 * Errors: `Unsuitable` where ONNX Runtime lacks an operator; a program that has no graph for any number of points.
 */
export function onnxModel({ programs, inputs, outputs }: NetworkProgram, description: string): Uint8Array {
  const [graph, other] = programs.map(lowered);
  const [program] = programs;
  const count = 'count';
  const nodes: OnnxNode[] = [];
  const constants: OnnxTensor[] = [{ name: 'first_axis', type: 'int64', shape: [1], values: [0] }];
  graph.constants.forEach((tensor, k) => {
    const growth = growthOf(literal(tensor), other.constants[k] && literal(other.constants[k]));
    if (growth === null) constants.push(tensor);
    else grow(tensor, growth, count, constants, nodes);
  });
  const rename = (from: string, to: string): OnnxNode => ({
    op: 'Identity',
    inputs: [from],
    output: to,
    attributes: {},
  });
  return onnxBytes({
    name: 'solution',
    description,
    nodes: [
      ...inputs.map((name, k) => rename(name, `x${k}`)),
      { op: 'Shape', inputs: ['x0'], output: 'extents', attributes: {} },
      { op: 'Gather', inputs: ['extents', 'first_axis'], output: count, attributes: { axis: 0 } },
      ...nodes,
      ...graph.nodes,
      ...outputs.map((name, k) => rename(graph.name(program.outputs[k]), name)),
    ],
    constants,
    inputs: inputs.map((name, k) => rowsOf(name, program.inputs[k])),
    outputs: outputs.map((name, k) => rowsOf(name, program.outputs[k])),
  });
}

function rowsOf(name: string, { element, shape }: Value): OnnxRows {
  return { name, type: element, extents: shape.slice(1) };
}

function lowered(program: Program): GraphBuilder {
  const graph = new GraphBuilder();
  program.inputs.forEach((input, k) => graph.define(input, `x${k}`));
  for (const equation of program.equations) {
    const rule = rules[equation.primitive] as (typeof rules)[Primitive];
    const inputs = equation.inputs.map((input) => graph.name(input));
    const result = (rule as (g: GraphBuilder, e: unknown, i: readonly string[]) => string)(
      graph,
      equation,
      inputs,
    );
    graph.define(equation.outputs[0], result);
  }
  return graph;
}

const literal = ({ type, values }: OnnxTensor): Literal => ({
  type: type === 'int64' ? 'int32' : type,
  values,
});

/** Nodes that compute slope · points + offset in place of a constant. */
function grow(
  { name }: OnnxTensor,
  { slope, offset }: Growth,
  count: string,
  constants: OnnxTensor[],
  nodes: OnnxNode[],
): void {
  const add = (word: string, values: readonly number[]) => {
    constants.push({ name: `${name}_${word}`, type: 'int64', shape: [values.length], values });
    return `${name}_${word}`;
  };
  const part = `${name}_part`;
  nodes.push({ op: 'Mul', inputs: [count, add('slope', slope)], output: part, attributes: {} });
  nodes.push({ op: 'Add', inputs: [part, add('offset', offset)], output: name, attributes: {} });
}
