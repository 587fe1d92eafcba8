import type { Primitive, Program, Region, TensorType } from '../program';
import { FunctionBuilder } from './builder';
import { loweringRules } from './lowering';
import {
  attributes,
  callSettings,
  mustCompile,
  savedModelBytes,
  type Attribute,
  type FunctionDescription,
  type NodeDescription,
} from './messages';

/** Names of the graph's inputs, and of its outputs as results are fetched, in the program's order. */
export function graphNames(program: Program): { inputs: string[]; outputs: string[] } {
  return {
    inputs: program.inputs.map((_, k) => `input_${k}:0`),
    outputs: program.outputs.map(({ element }, k) =>
      element === 'float64' ? `output_${k}:0` : `entry:${k}`,
    ),
  };
}

/**
 * Bytes of the SavedModel of a program. `region`: the whole compiled by XLA, or native with calls marked 'xla'
 * compiled.
 */
export function lower(program: Program, region: Region): Uint8Array {
  const functions: FunctionDescription[] = [];
  const names = new Map<string, string>();
  const numbers = new Map<Program, number>();

  const functionName = (inner: Program, place: Region, boundary: boolean): string => {
    if (!numbers.has(inner)) numbers.set(inner, numbers.size);
    const key = `${numbers.get(inner)} ${place} ${boundary}`;
    const known = names.get(key);
    if (known) return known;
    const name = `${inner.name.replace(/[^A-Za-z0-9]/g, '_')}_${names.size}`;
    names.set(key, name);
    const builder = new FunctionBuilder(place, functionName);
    lowerInto(builder, inner);
    functions.push(builder.describe(name, inner, boundary));
    return name;
  };

  const entry = functionName(program, region, region === 'xla');
  functions.push(unoptimised(functions.map(({ name }) => name)));
  return savedModelBytes(topGraph(program, entry, region), functions);
}

/** Adds the nodes of a program, whose inputs are x0, x1 … */
export function lowerInto(builder: FunctionBuilder, program: Program): void {
  program.inputs.forEach((input, k) => builder.define(input, `x${k}`));
  for (const equation of program.equations) {
    const rule = loweringRules[equation.primitive] as (typeof loweringRules)[Primitive];
    const references = equation.inputs.map((input) => builder.reference(input));
    const results = (rule as (b: FunctionBuilder, e: unknown, r: readonly string[]) => readonly string[])(
      builder,
      equation,
      references,
    );
    equation.outputs.forEach((output, k) => builder.define(output, results[k]));
  }
}

const guard = 'unoptimised';

/**
 * TensorFlow's graph optimiser puts ops into large functions that XLA does not know (TemporaryVariable, where sums of
 * large tensors are made on the way), and takes seconds over those that run op by op and have nothing to gain. It leaves
 * alone what an XlaLaunch node calls: this function is never run, and holds such a node for each function and for itself.
 */
function unoptimised(names: readonly string[]): FunctionDescription {
  const launch = (called: string, k: number): NodeDescription => ({
    name: `launch_${k}`,
    op: 'XlaLaunch',
    inputs: [],
    attributes: {
      Tconstants: attributes.types([]),
      Targs: attributes.types([]),
      Tresults: attributes.types([]),
      Nresources: attributes.integer(0),
      function: attributes.func(called),
    },
  });
  const nodes = [...names, guard].map(launch);
  return { name: guard, inputs: [], outputs: [], nodes, separate: true };
}

/** float64 has no type in the addon: it enters and leaves as pairs of int32 with the same bytes. */
function topGraph(program: Program, entry: string, region: Region): NodeDescription[] {
  const nodes: NodeDescription[] = [];
  const add = (name: string, op: string, inputs: string[], given: Record<string, Attribute>) => {
    nodes.push({ name, op, inputs, attributes: given });
    return name;
  };
  const bits = (type: TensorType) =>
    type.element === 'float64' ? ([...type.shape, 2] as const) : type.shape;
  const inputs = program.inputs.map(({ type }, k) => {
    const wide = type.element === 'float64';
    const name = add(`input_${k}`, 'Placeholder', [], {
      dtype: attributes.type(wide ? 'int32' : type.element),
      shape: attributes.shape(bits(type)),
      // The call below is gone once its function has joined the graph: what it holds would be out of reach then.
      _unoptimised: attributes.func(guard),
    });
    if (!wide) return name;
    return add(`wide_${k}`, 'Bitcast', [name], {
      T: attributes.type('int32'),
      type: attributes.type('float64'),
    });
  });
  add('entry', 'StatefulPartitionedCall', inputs, {
    Tin: attributes.types(program.inputs.map((input) => input.element)),
    Tout: attributes.types(program.outputs.map((output) => output.element)),
    f: attributes.func(entry),
    // A native program joins the graph, so that what is independent in it runs side by side.
    [region === 'xla' ? mustCompile : '_lower_as_multi_device_function']: attributes.boolean(true),
    _unoptimised: attributes.func(guard),
    ...callSettings(),
  });
  program.outputs.forEach(({ element }, k) => {
    if (element !== 'float64') return;
    const cast = { T: attributes.type('float64'), type: attributes.type('int32') };
    add(`output_${k}`, 'Bitcast', [k === 0 ? 'entry' : `entry:${k}`], cast);
  });
  return nodes;
}
