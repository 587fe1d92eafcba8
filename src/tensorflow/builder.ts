import type { ElementType, Literal, Program, Region, Shape, Value } from '../program';
import {
  attributes,
  type Attribute,
  type DataType,
  type FunctionDescription,
  type NodeDescription,
} from './messages';

/** Collects the nodes of one TensorFlow function while a program's equations are lowered. */
export class FunctionBuilder {
  readonly nodes: NodeDescription[] = [];
  private readonly references = new Map<Value, string>();
  private readonly constants = new Map<string, string>();
  private readonly literals = new Map<string, Literal>();

  constructor(
    readonly region: Region,
    /** Name of the TensorFlow function of a program; makes it when it is not there yet. */
    readonly functionName: (program: Program, region: Region, boundary: boolean) => string,
  ) {}

  /** Where a value comes from: an argument's name, or node:output:index. */
  reference(value: Value): string {
    return this.references.get(value)!;
  }

  define(value: Value, reference: string): void {
    this.references.set(value, reference);
  }

  /** Adds a node and returns the reference to its output `output`. */
  node(
    op: string,
    inputs: readonly string[],
    given: Record<string, Attribute>,
    output: string,
    index = 0,
  ): string {
    return `${this.add(op, inputs, given)}:${output}:${index}`;
  }

  /** Adds a node and returns its name. */
  add(op: string, inputs: readonly string[], given: Record<string, Attribute>): string {
    const name = `n${this.nodes.length}`;
    this.nodes.push({ name, op, inputs, attributes: given });
    return name;
  }

  constant(type: ElementType, shape: Shape, values: readonly number[]): string {
    const key = `${type}|${shape.join()}|${values.map((v) => (Object.is(v, -0) ? '-0' : v)).join()}`;
    const known = this.constants.get(key);
    if (known) return known;
    const reference = this.node(
      'Const',
      [],
      { dtype: attributes.type(type), value: attributes.tensor(type, shape, values) },
      'output',
    );
    this.constants.set(key, reference);
    this.literals.set(this.nodes[this.nodes.length - 1].name, { type, values });
    return reference;
  }

  /** What a node holds that is a constant. */
  literalOf(name: string): Literal | undefined {
    return this.literals.get(name);
  }

  /** A constant int32 vector: shapes, axes, counts. */
  integers(values: readonly number[]): string {
    return this.constant('int32', [values.length], values);
  }

  describe(name: string, program: Program, separate: boolean, nodes = this.nodes): FunctionDescription {
    return {
      name,
      inputs: program.inputs.map((input, k) => ({ name: `x${k}`, type: input.element })),
      outputs: program.outputs.map((output, k) => ({
        name: `y${k}`,
        type: output.element,
        from: this.reference(output),
      })),
      nodes,
      separate,
    };
  }
}

export type { DataType };
