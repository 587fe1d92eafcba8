import type { Value } from '../../program';
import type { AttributeValue, OnnxNode, OnnxTensor, OnnxType } from './messages';

/** Collects the nodes and constants of one graph. Names follow the order: the same program gives the same names. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly constants: OnnxTensor[] = [];
  private readonly names = new Map<Value, string>();

  name(value: Value): string {
    return this.names.get(value)!;
  }

  define(value: Value, name: string): void {
    this.names.set(value, name);
  }

  /** Adds a node with one output; gives its name. */
  add(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): string {
    const output = `n${this.nodes.length}`;
    this.nodes.push({ op, inputs, output, attributes });
    return output;
  }

  constant(type: OnnxType, shape: readonly number[], values: readonly number[]): string {
    const name = `c${this.constants.length}`;
    this.constants.push({ name, type, shape, values });
    return name;
  }

  /** A vector of shapes, axes or places. */
  integers(values: readonly number[]): string {
    return this.constant('int64', [values.length], values);
  }
}
