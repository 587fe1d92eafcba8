import { PbfWriter } from 'pbf';
import type { ElementType } from '../../program';
import { memoryBytes } from '../bytes';

/** Numbers of ONNX's data types (onnx.proto, TensorProto.DataType). */
export const dataTypes = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const;
export type OnnxType = keyof typeof dataTypes;

export type AttributeValue = number | readonly number[];

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  /** Whole numbers and lists of them. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

export interface OnnxTensor {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Rows of which there may be any number, each of these extents; without extents, a vector. */
export interface OnnxRows {
  readonly name: string;
  readonly type: ElementType;
  readonly extents: readonly number[];
}

export interface OnnxModel {
  readonly name: string;
  readonly description: string;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxRows[];
  readonly outputs: readonly OnnxRows[];
}

/** Versions of the operators and of the file: read by ONNX Runtime from 1.12 on. */
const operatorVersion = 17;
const fileVersion = 8;

/** Numbers of AttributeProto.AttributeType. */
const attributeTypes = { integer: 2, integers: 7 } as const;

/** A model as bytes (fields of onnx.proto). */
export function onnxBytes(model: OnnxModel): Uint8Array {
  const file = new PbfWriter();
  file.writeVarintField(1, fileVersion);
  file.writeStringField(2, 'Collocate');
  file.writeMessage(7, writeGraph, model);
  file.writeMessage(8, (version, message) => message.writeVarintField(2, version), operatorVersion);
  return file.finish();
}

function writeGraph(model: OnnxModel, graph: PbfWriter): void {
  for (const node of model.nodes) graph.writeMessage(1, writeNode, node);
  graph.writeStringField(2, model.name);
  for (const tensor of model.constants) graph.writeMessage(5, writeTensor, tensor);
  graph.writeStringField(10, model.description);
  for (const input of model.inputs) graph.writeMessage(11, writeRows, input);
  for (const output of model.outputs) graph.writeMessage(12, writeRows, output);
}

function writeNode({ op, inputs, output, attributes }: OnnxNode, node: PbfWriter): void {
  for (const input of inputs) node.writeStringField(1, input);
  node.writeStringField(2, output);
  node.writeStringField(3, `make_${output}`);
  node.writeStringField(4, op);
  for (const attribute of Object.entries(attributes)) node.writeMessage(5, writeAttribute, attribute);
}

function writeAttribute([name, value]: [string, AttributeValue], attribute: PbfWriter): void {
  attribute.writeStringField(1, name);
  if (typeof value === 'number') attribute.writeVarintField(3, value);
  else for (const number of value) attribute.writeVarintField(8, number);
  attribute.writeVarintField(
    20,
    typeof value === 'number' ? attributeTypes.integer : attributeTypes.integers,
  );
}

const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  bool: Uint8Array,
} as const;

function writeTensor({ name, type, shape, values }: OnnxTensor, tensor: PbfWriter): void {
  for (const extent of shape) tensor.writeVarintField(1, extent);
  tensor.writeVarintField(2, dataTypes[type]);
  tensor.writeStringField(8, name);
  const data = type === 'int64' ? BigInt64Array.from(values, BigInt) : arrays[type].from(values);
  tensor.writeBytesField(9, memoryBytes(data));
}

/** ValueInfoProto of rows whose number is called "points", each of these extents. */
function writeRows({ name, type, extents }: OnnxRows, information: PbfWriter): void {
  information.writeStringField(1, name);
  information.writeMessage(
    2,
    (element, kind) =>
      kind.writeMessage(
        1,
        (own, tensor) => {
          tensor.writeVarintField(1, dataTypes[own]);
          tensor.writeMessage(
            2,
            (sizes, shape) => {
              shape.writeMessage(1, (text, dimension) => dimension.writeStringField(2, text), 'points');
              for (const extent of sizes)
                shape.writeMessage(1, (size, dimension) => dimension.writeVarintField(1, size), extent);
            },
            extents,
          );
        },
        element,
      ),
    type,
  );
}
