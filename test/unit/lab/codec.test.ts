import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../src/lab/codec';

describe('message codec', () => {
  it('gives back plain values', () => {
    const message = {
      type: 'request',
      id: 7,
      list: [1, 'two', null, true, { deep: [[]] }],
      text: 'ν → ∂u/∂t',
    };
    expect(decode(encode(message))).toEqual(message);
  });

  it('keeps numbers that JSON has no word for', () => {
    const restored = decode(encode([NaN, Infinity, -Infinity, -0])) as number[];
    expect(restored.map((value) => Object.is(value, NaN))).toEqual([true, false, false, false]);
    expect(restored.slice(1, 3)).toEqual([Infinity, -Infinity]);
    expect(Object.is(restored[3], -0)).toBe(true);
  });

  it('keeps typed arrays with their type and every bit', () => {
    const message = {
      steps: new Float64Array([1, NaN, -0, 1e-300]),
      field: new Float32Array([0.1, Infinity, -2]),
      bytes: new Uint8Array([1, 2, 3]),
      empty: new Float64Array(0),
      nested: [{ counts: new Int32Array([-5, 6]) }],
    };
    const restored = decode(encode(message)) as typeof message;
    expect(restored).toEqual(message);
    expect(restored.field).toBeInstanceOf(Float32Array);
    expect(restored.nested[0]?.counts).toBeInstanceOf(Int32Array);
  });

  it('sends only the part of a buffer that a view shows', () => {
    const view = new Float64Array([0, 1, 2, 3, 4]).subarray(2, 4);
    const bytes = encode({ view });
    expect(decode(bytes)).toEqual({ view: new Float64Array([2, 3]) });
  });

  it('reads a message that lies anywhere in a larger buffer', () => {
    const bytes = encode({ values: new Float64Array([1, 2]) });
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decode(shifted.subarray(3))).toEqual({ values: new Float64Array([1, 2]) });
  });

  it('reads a message that lies anywhere in a buffer of Node', () => {
    const bytes = encode({ values: Float64Array.of(1, 2, 3) });
    for (let offset = 0; offset < 8; offset++) {
      const buffer = Buffer.alloc(bytes.length + 8);
      buffer.set(bytes, offset);
      const view = buffer.subarray(offset, offset + bytes.length);
      expect(decode(view), `offset ${offset}`).toEqual({ values: Float64Array.of(1, 2, 3) });
    }
  });

  it('reads arrays in place when they are aligned', () => {
    const bytes = encode({ values: new Float64Array(4) });
    const { values } = decode(bytes) as { values: Float64Array };
    expect(values.buffer).toBe(bytes.buffer);
    expect(values.byteOffset % 8).toBe(0);
  });

  it('leaves out undefined entries and wraps objects that look like its own marks', () => {
    const message = { $: 'Float64Array', at: 0, length: 1e9, absent: undefined };
    expect(decode(encode(message))).toEqual({ $: 'Float64Array', at: 0, length: 1e9 });
  });

  it('refuses what it can not carry and what it can not read', () => {
    expect(() => encode({ call: () => 1 })).toThrow(TypeError);
    expect(() => encode(new BigInt64Array(1))).toThrow(TypeError);
    const bytes = encode({ values: new Float64Array(16) });
    expect(() => decode(bytes.subarray(0, bytes.length - 8))).toThrow('cut short');
    expect(() => decode(new Uint8Array(4))).toThrow('cut short');
  });
});
