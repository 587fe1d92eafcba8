import { gathered } from '../../field';

/** How numbers are stored: floating, signed or unsigned, and the bytes of each, as NumPy writes it. */
export const numberKinds = ['f8', 'f4', 'i8', 'i4', 'i2', 'i1', 'u8', 'u4', 'u2', 'u1'] as const;
export type NumberKind = (typeof numberKinds)[number];

type Reader = (view: DataView, at: number, little: boolean) => number;

const readers: Readonly<Record<NumberKind, Reader>> = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  i4: (view, at, little) => view.getInt32(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  i1: (view, at) => view.getInt8(at),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  u4: (view, at, little) => view.getUint32(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  u1: (view, at) => view.getUint8(at),
};

export const bytesOf = (kind: NumberKind) => Number(kind.slice(1));

/**
 * Numbers that lie one after the other in bytes.
 * @param count how many; the bytes must hold them
 */
export function numbersIn(bytes: Uint8Array, kind: NumberKind, little: boolean, count: number): Float64Array {
  const values = new Float64Array(count);
  if (kind === 'f8' && little) {
    new Uint8Array(values.buffer).set(bytes.subarray(0, 8 * count));
    return values;
  }
  const read = readers[kind];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytesOf(kind);
  for (let k = 0; k < count; k++) values[k] = read(view, k * size, little);
  return values;
}

/** An array that is stored with its first axis fastest, with its last axis fastest. */
export function lastAxisFastest(values: Float64Array, shape: readonly number[]): Float64Array {
  if (shape.filter((extent) => extent !== 1).length < 2) return values;
  let step = 1;
  const steps = shape.map((extent) => {
    const own = step;
    step *= extent;
    return own;
  });
  return gathered(values, [...shape].reverse(), steps.reverse()) as Float64Array;
}

export const latin = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
