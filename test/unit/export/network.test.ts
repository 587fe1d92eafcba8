import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { onnxModel, plainNames } from '../../../src/export';
import * as op from '../../../src/program';
import { growthCounts, growthOf, tensor, trace, type Program } from '../../../src/program';

/** sin(x)·t and the sum over three copies of x, whose extents grow with the number of points. */
function program(count: number, element: 'float32' | 'float64' = 'float64'): Program {
  return trace('solution', [tensor(element, [count]), tensor(element, [count])], (x, t) => {
    const copies = op.reshape(op.concat([x, x, x]), [3, count]);
    const table = op.multiply(copies, op.constant([1, 2, 3], element, [3, 1]));
    return [op.multiply(op.sin(x), t), op.sum(table, [0])];
  });
}

const programs = growthCounts.map((count) => program(count)) as unknown as readonly [Program, Program];

/** Fields of a message by their numbers, as they come. */
function fields(bytes: Uint8Array): Map<number, (number | Uint8Array)[]> {
  const found = new Map<number, (number | Uint8Array)[]>();
  const reader = new PbfReader(bytes);
  reader.readFields((tag) => {
    const value = reader.type === 2 ? reader.readBytes() : reader.readVarint(true);
    found.set(tag, [...(found.get(tag) ?? []), value]);
  }, null);
  return found;
}

const text = (value: unknown) => Buffer.from(value as Uint8Array).toString();

describe('growth with the number of points', () => {
  it('is a slope and an offset for whole numbers, null for what stays', () => {
    const [few, many] = growthCounts;
    const first = { type: 'int32', values: [3, 3 * few + 1] } as const;
    expect(growthOf(first, { type: 'int32', values: [3, 3 * many + 1] })).toEqual({
      slope: [0, 3],
      offset: [3, 1],
    });
    expect(growthOf({ type: 'float64', values: [NaN] }, { type: 'float64', values: [NaN] })).toBeNull();
  });

  it('refuses what depends on all points together', () => {
    const mean = (count: number) => ({ type: 'float64', values: [1 / count] }) as const;
    expect(() => growthOf(mean(1009), mean(1013))).toThrow(/computed from all points together/);
  });
});

describe('an ONNX model', () => {
  it('takes and gives vectors of any length, and computes growing extents from it', () => {
    const model = fields(onnxModel({ programs, inputs: ['x', 't'], outputs: ['u', 'v'] }, 'a test'));
    expect(model.get(1)).toEqual([8]);
    const graph = fields(model.get(7)![0] as Uint8Array);
    expect(graph.get(11)!.map((one) => text(fields(one as Uint8Array).get(1)![0]))).toEqual(['x', 't']);
    expect(graph.get(12)!.map((one) => text(fields(one as Uint8Array).get(1)![0]))).toEqual(['u', 'v']);
    const nodes = graph.get(1)!.map((one) => fields(one as Uint8Array));
    const kinds = nodes.map((node) => text(node.get(4)![0]));
    expect(kinds).toContain('Shape');
    // Every input of a node is there before it.
    const known = new Set([
      'x',
      't',
      ...graph.get(5)!.map((one) => text(fields(one as Uint8Array).get(8)![0])),
    ]);
    for (const node of nodes) {
      for (const input of node.get(1) ?? []) expect(known).toContain(text(input));
      known.add(text(node.get(2)![0]));
    }
    // No extent of the recording is left.
    const numbers = graph.get(5)!.flatMap((one) => {
      const bytes = Buffer.from(fields(one as Uint8Array).get(9)![0] as Uint8Array);
      return bytes.length % 8 === 0
        ? [...new BigInt64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))]
        : [];
    });
    expect(numbers).not.toContain(1009n);
    expect(numbers).not.toContain(3027n);
  });

  it('says what ONNX Runtime lacks, and what to do', () => {
    const make = (count: number) => trace('solution', [tensor('float64', [count])], (x) => [op.erf(x)]);
    const both = growthCounts.map(make) as unknown as readonly [Program, Program];
    const write = () => onnxModel({ programs: both, inputs: ['x'], outputs: ['u'] }, '');
    expect(write).toThrow(/needs erf in float64.*export a SavedModel/);
  });
});

describe('plain names', () => {
  it('keep names that are plain, and tell the others apart', () => {
    const names = plainNames(['norm(curl(B))', 'norm_curl_B', 'u_x', '2*u', 'u'.repeat(80)]);
    expect(names.get('norm_curl_B')).toBe('norm_curl_B');
    expect(names.get('norm(curl(B))')).toBe('norm_curl_B_2');
    expect(names.get('u_x')).toBe('u_x');
    expect(names.get('2*u')).toBe('q_2_u');
    expect(names.get('u'.repeat(80))).toHaveLength(63);
  });
});
