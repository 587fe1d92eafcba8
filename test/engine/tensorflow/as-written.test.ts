import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import * as op from '../../../src/program';
import { call, tensor, trace, whileLoop } from '../../../src/program';
import { lower } from '../../../src/tensorflow/graph';

interface Node {
  getName(): string;
  getOp(): string;
  getAttrMap(): { get(key: string): { getFunc(): { getName(): string }; getS_asU8(): Uint8Array } };
}
interface Graph {
  getNodeList(): Node[];
  getLibrary(): {
    getFunctionList(): { getSignature(): { getName(): string }; getNodeDefList(): Node[] }[];
  };
}
interface Messages {
  SavedModel: {
    deserializeBinary(bytes: Uint8Array): { getMetaGraphsList(): { getGraphDef(): Graph }[] };
  };
}

const { SavedModel } = createRequire(import.meta.url)(
  '@tensorflow/tfjs-node/dist/proto/api_pb.js',
) as Messages;

/** A native loop with a compiled call and one that runs op by op. */
const program = trace('loop', [tensor('float64', [4])], (x) => {
  const [, result] = whileLoop(
    [op.constant(0, 'int32'), x],
    (turn) => op.less(turn, 3),
    (turn, value) => {
      const [compiled] = call('compiled', [value], (v) => [op.sin(v)], 'xla');
      const [plain] = call('plain', [compiled], (v) => [op.multiply(v, 2)], 'native');
      return [op.add(turn, 1), plain];
    },
  );
  return [result];
});

it.each(['native', 'xla'] as const)(
  'a %s program keeps the graph optimiser from all of its functions',
  (region) => {
    const graph = SavedModel.deserializeBinary(lower(program, region)).getMetaGraphsList()[0].getGraphDef();
    const functions = graph.getLibrary().getFunctionList();
    const names = functions.map((one) => one.getSignature().getName());
    const guard = functions.find((one) => one.getNodeDefList().some((node) => node.getOp() === 'XlaLaunch'))!;
    const launched = guard
      .getNodeDefList()
      .map((node) => node.getAttrMap().get('function').getFunc().getName());
    expect([...launched].sort()).toEqual([...names].sort());

    // The guard is in reach of the graph by its inputs, which stay when the call itself is taken apart.
    const input = graph.getNodeList().find((node) => node.getOp() === 'Placeholder')!;
    expect(input.getAttrMap().get('_unoptimised').getFunc().getName()).toBe(guard.getSignature().getName());

    const calls = [...graph.getNodeList(), ...functions.flatMap((one) => one.getNodeDefList())].filter(
      (node) => node.getOp() === 'StatefulPartitionedCall',
    );
    expect(calls.length).toBe(3);
    // disable_meta_optimizer is field 19 of RewriterConfig: the key 19 · 8 + 0 as a varint, then true.
    for (const node of calls)
      expect([...node.getAttrMap().get('config_proto').getS_asU8()].slice(-3)).toEqual([0x98, 1, 1]);
  },
);
