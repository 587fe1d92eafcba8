import type { ElementType, Shape } from '../program';
import { requireHere } from './require';

/** The classes of TensorFlow's protocol messages that a SavedModel is made of, as the addon's package carries them. */
interface Message {
  serializeBinary(): Uint8Array;
}
interface StringMap<V> {
  set(key: string, value: V): void;
}
interface ShapeMessage extends Message {
  addDim(dim: Message): void;
}
interface AttrMessage extends Message {
  setType(type: number): void;
  setI(value: number): void;
  setB(value: boolean): void;
  setS(value: string): void;
  setShape(shape: ShapeMessage): void;
  setTensor(tensor: Message): void;
  setFunc(func: Message): void;
  setList(list: Message): void;
}
interface NodeMessage extends Message {
  setName(name: string): void;
  setOp(op: string): void;
  setInputList(inputs: readonly string[]): void;
  getAttrMap(): StringMap<Message>;
}
interface MessageClasses {
  SavedModel: new () => Message & {
    setSavedModelSchemaVersion(v: number): void;
    setMetaGraphsList(graphs: Message[]): void;
  };
  SignatureDef: new () => Message & {
    getInputsMap(): StringMap<Message>;
    getOutputsMap(): StringMap<Message>;
    setMethodName(name: string): void;
  };
  TensorInfo: new () => Message & {
    setName(name: string): void;
    setDtype(type: number): void;
    setTensorShape(shape: ShapeMessage): void;
  };
  MetaGraphDef: (new () => Message & {
    getSignatureDefMap(): StringMap<Message>;
    setMetaInfoDef(info: Message): void;
    setGraphDef(graph: Message): void;
  }) & {
    MetaInfoDef: new () => Message & { setTagsList(tags: string[]): void };
  };
  GraphDef: new () => Message & {
    setNodeList(nodes: Message[]): void;
    setLibrary(library: Message): void;
    setVersions(versions: Message): void;
  };
  VersionDef: new () => Message & { setProducer(v: number): void };
  FunctionDefLibrary: new () => Message & { setFunctionList(functions: Message[]): void };
  FunctionDef: new () => Message & {
    setSignature(signature: Message): void;
    setNodeDefList(nodes: Message[]): void;
    getAttrMap(): StringMap<Message>;
    getRetMap(): StringMap<string>;
  };
  OpDef: (new () => Message & {
    setName(name: string): void;
    setInputArgList(list: Message[]): void;
    setOutputArgList(list: Message[]): void;
    setIsStateful(stateful: boolean): void;
  }) & { ArgDef: new () => Message & { setName(name: string): void; setType(type: number): void } };
  NodeDef: new () => NodeMessage;
  AttrValue: (new () => AttrMessage) & {
    ListValue: new () => Message & { setTypeList(types: number[]): void };
  };
  NameAttrList: new () => Message & { setName(name: string): void };
  Tensor: new () => Message & {
    setDtype(type: number): void;
    setTensorShape(shape: ShapeMessage): void;
    setTensorContent(bytes: Uint8Array): void;
  };
  TensorShape: (new () => ShapeMessage) & { Dim: new () => Message & { setSize(size: number): void } };
}

let loaded: MessageClasses | null = null;

function classes(): MessageClasses {
  loaded ??= requireHere('@tensorflow/tfjs-node/dist/proto/api_pb.js') as MessageClasses;
  return loaded;
}

/** Numbers of TensorFlow's DataType for the element types, of two that serve as bits only, and of complex numbers inside an op. */
export const dataTypes = {
  float32: 1,
  float64: 2,
  int32: 3,
  bool: 10,
  uint64: 23,
  int64: 9,
  complex64: 8,
  complex128: 18,
} as const;
export type DataType = keyof typeof dataTypes;

export type Attribute = Message;

function attribute(fill: (value: AttrMessage) => void): Attribute {
  const value = new (classes().AttrValue)();
  fill(value);
  return value;
}

function bytes(value: Uint8Array): Attribute {
  return attribute((a) => a.setS(Buffer.from(value).toString('base64')));
}

export const attributes = {
  type: (type: DataType) => attribute((a) => a.setType(dataTypes[type])),
  types: (types: readonly DataType[]) =>
    attribute((a) => {
      const list = new (classes().AttrValue.ListValue)();
      list.setTypeList(types.map((type) => dataTypes[type]));
      a.setList(list);
    }),
  integer: (value: number) => attribute((a) => a.setI(value)),
  boolean: (value: boolean) => attribute((a) => a.setB(value)),
  text: (value: string) => bytes(Buffer.from(value, 'utf8')),
  shape: (shape: Shape) => attribute((a) => a.setShape(shapeMessage(shape))),
  tensor: (type: ElementType, shape: Shape, values: readonly number[]) =>
    attribute((a) => a.setTensor(tensorMessage(type, shape, values))),
  func: (name: string) =>
    attribute((a) => {
      const func = new (classes().NameAttrList)();
      func.setName(name);
      a.setFunc(func);
    }),
};

/** ConfigProto { graph_options (10) { rewrite_options (10) { disable_meta_optimizer (19): true } } } as bytes. */
const asWritten = Uint8Array.of(0x52, 5, 0x52, 3, 0x98, 1, 1);

/**
 * How a function that a node calls is made ready: as it is. Programs were simplified before they came here, and
 * TensorFlow's graph optimiser takes longer over a function of some thousand ops than everything else, in each process
 * anew.
 */
export const callSettings = (): Record<string, Attribute> => ({
  config: attributes.text(''),
  config_proto: bytes(asWritten),
  executor_type: attributes.text(''),
});

function shapeMessage(shape: Shape): ShapeMessage {
  const message = new (classes().TensorShape)();
  for (const extent of shape) {
    const dim = new (classes().TensorShape.Dim)();
    dim.setSize(extent);
    message.addDim(dim);
  }
  return message;
}

const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array, bool: Uint8Array } as const;

function tensorMessage(type: ElementType, shape: Shape, values: readonly number[]): Message {
  const message = new (classes().Tensor)();
  message.setDtype(dataTypes[type]);
  message.setTensorShape(shapeMessage(shape));
  const bytes = arrays[type].from(values);
  message.setTensorContent(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return message;
}

export interface NodeDescription {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

function nodeMessage({ name, op, inputs, attributes: given }: NodeDescription): Message {
  const message = new (classes().NodeDef)();
  message.setName(name);
  message.setOp(op);
  message.setInputList(inputs);
  for (const [key, value] of Object.entries(given)) message.getAttrMap().set(key, value);
  return message;
}

export interface FunctionDescription {
  readonly name: string;
  readonly inputs: readonly { readonly name: string; readonly type: DataType }[];
  readonly outputs: readonly { readonly name: string; readonly type: DataType; readonly from: string }[];
  readonly nodes: readonly NodeDescription[];
  /** Stays a function of its own: its body is not merged into the caller's graph. */
  readonly separate: boolean;
}

function functionMessage({ name, inputs, outputs, nodes, separate }: FunctionDescription): Message {
  const { FunctionDef, OpDef } = classes();
  const argument = (item: { name: string; type: DataType }) => {
    const message = new OpDef.ArgDef();
    message.setName(item.name);
    message.setType(dataTypes[item.type]);
    return message;
  };
  const signature = new OpDef();
  signature.setName(name);
  signature.setInputArgList(inputs.map(argument));
  signature.setOutputArgList(outputs.map(argument));
  const message = new FunctionDef();
  message.setSignature(signature);
  message.setNodeDefList(nodes.map(nodeMessage));
  outputs.forEach((output) => message.getRetMap().set(output.name, output.from));
  if (separate) message.getAttrMap().set('_noinline', attributes.boolean(true));
  return message;
}

/** On the node that calls a function: XLA compiles the function as a whole. On the function itself it does nothing. */
export const mustCompile = '_XlaMustCompile';

/** Version of the graph format that the pinned TensorFlow writes itself. */
const producer = 1882;

/** A vector of any length that a signature takes or gives: its name there, and the tensor of the graph. */
export interface SignatureTensor {
  readonly name: string;
  readonly tensor: string;
  readonly type: DataType;
}

export interface Signature {
  readonly inputs: readonly SignatureTensor[];
  readonly outputs: readonly SignatureTensor[];
}

function signatureMessage({ inputs, outputs }: Signature): Message {
  const { SignatureDef, TensorInfo } = classes();
  const information = ({ tensor, type }: SignatureTensor) => {
    const message = new TensorInfo();
    message.setName(tensor);
    message.setDtype(dataTypes[type]);
    message.setTensorShape(shapeMessage([-1]));
    return message;
  };
  const message = new SignatureDef();
  message.setMethodName('tensorflow/serving/predict');
  for (const input of inputs) message.getInputsMap().set(input.name, information(input));
  for (const output of outputs) message.getOutputsMap().set(output.name, information(output));
  return message;
}

/**
 * Bytes of `saved_model.pb`: one graph with the tag "serve", its functions beside it, no variables.
 * @param signature what "serving_default" takes and gives; left out where nobody but the lab loads it
 */
export function savedModelBytes(
  nodes: readonly NodeDescription[],
  functions: readonly FunctionDescription[],
  signature?: Signature,
): Uint8Array {
  const { SavedModel, MetaGraphDef, GraphDef, VersionDef, FunctionDefLibrary } = classes();
  const library = new FunctionDefLibrary();
  library.setFunctionList(functions.map(functionMessage));
  const versions = new VersionDef();
  versions.setProducer(producer);
  const graph = new GraphDef();
  graph.setNodeList(nodes.map(nodeMessage));
  graph.setLibrary(library);
  graph.setVersions(versions);
  const information = new MetaGraphDef.MetaInfoDef();
  information.setTagsList(['serve']);
  const metaGraph = new MetaGraphDef();
  metaGraph.setMetaInfoDef(information);
  metaGraph.setGraphDef(graph);
  if (signature !== undefined)
    metaGraph.getSignatureDefMap().set('serving_default', signatureMessage(signature));
  const model = new SavedModel();
  model.setSavedModelSchemaVersion(1);
  model.setMetaGraphsList([metaGraph]);
  return model.serializeBinary();
}
