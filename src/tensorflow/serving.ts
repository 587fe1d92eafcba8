import { growthOf, type ElementType, type Program } from '../program';
import { FunctionBuilder } from './builder';
import { lowerInto } from './graph';
import { attributes, savedModelBytes, type NodeDescription } from './messages';

/** A program of rows [count] → rows [count], recorded for both counts of `growthCounts`, with names of its rows. */
export interface ServedProgram {
  readonly programs: readonly [Program, Program];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * Bytes of `saved_model.pb` with the signature "serving_default": one vector of any length for each input, one of the
 * same length for each output. It holds standard ops only and no variables, so that any TensorFlow 2 loads it.
 * Errors: a program that has no graph for any number of points.
 */
export function servingModel({ programs, inputs, outputs }: ServedProgram): Uint8Array {
  const [builder, other] = programs.map((program) => {
    const made = new FunctionBuilder('native', () => {
      throw new Error('This solution holds a loop or a call, so it can not be written as a plain graph.');
    });
    lowerInto(made, program);
    return made;
  });
  const [program] = programs;
  const nodes = growing(builder, other, program.inputs[0].element);
  const body = builder.describe('solution', program, true, nodes);
  return savedModelBytes(topNodes(program, inputs), [body], {
    inputs: inputs.map((name, k) => ({
      name,
      tensor: `${servedInput(k)}:0`,
      type: program.inputs[k].element,
    })),
    outputs: outputs.map((name, k) => ({ name, tensor: `solution:${k}`, type: program.outputs[k].element })),
  });
}

const servedInput = (k: number) => `served_input_${k}`;

function topNodes(program: Program, inputs: readonly string[]): NodeDescription[] {
  const placeholders = inputs.map((_, k) => ({
    name: servedInput(k),
    op: 'Placeholder',
    inputs: [],
    attributes: { dtype: attributes.type(program.inputs[k].element), shape: attributes.shape([-1]) },
  }));
  const call = {
    name: 'solution',
    op: 'StatefulPartitionedCall',
    inputs: inputs.map((_, k) => servedInput(k)),
    attributes: {
      Tin: attributes.types(program.inputs.map((input) => input.element)),
      Tout: attributes.types(program.outputs.map((output) => output.element)),
      f: attributes.func('solution'),
      config: attributes.text(''),
      config_proto: attributes.text(''),
      executor_type: attributes.text(''),
    },
  };
  return [...placeholders, call];
}

/** The nodes of the first function, with constants that grow with the number of points computed from it. */
function growing(builder: FunctionBuilder, other: FunctionBuilder, element: ElementType): NodeDescription[] {
  const integer = { T: attributes.type('int32') };
  const constant = (name: string, values: readonly number[]): NodeDescription => {
    const value = attributes.tensor('int32', [values.length], values);
    return { name, op: 'Const', inputs: [], attributes: { dtype: attributes.type('int32'), value } };
  };
  const nodes = builder.nodes.flatMap((node, at): NodeDescription[] => {
    const { name } = node;
    const literal = builder.literalOf(name);
    if (literal === undefined) return [node];
    const growth = growthOf(literal, other.literalOf(other.nodes[at]?.name));
    if (growth === null) return [node];
    const [slope, offset, part, sum] = ['slope', 'offset', 'part', 'sum'].map((word) => `${name}_${word}`);
    return [
      constant(slope, growth.slope),
      constant(offset, growth.offset),
      { name: part, op: 'Mul', inputs: ['count:output:0', `${slope}:output:0`], attributes: integer },
      { name: sum, op: 'AddV2', inputs: [`${part}:z:0`, `${offset}:output:0`], attributes: integer },
      { name, op: 'Identity', inputs: [`${sum}:z:0`], attributes: integer },
    ];
  });
  const given = { T: attributes.type(element), out_type: attributes.type('int32') };
  return [{ name: 'count', op: 'Shape', inputs: ['x0'], attributes: given }, ...nodes];
}
