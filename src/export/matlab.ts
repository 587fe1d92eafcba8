import { firstAxisFastest, type Values } from '../field';
import { ByteList, memoryBytes } from './bytes';
import { plainNames } from './names';
import { namedArrays, Unsuitable, type FieldWriter } from './result';

/** Numbers of the data types and classes that are used (MAT-File Format, tables 1-1 and 1-3). */
const types = { int8: 1, int32: 5, uint32: 6, single: 7, double: 9, matrix: 14 } as const;
const classes = { double: 6, single: 7 } as const;

/** Bytes that one matrix of the format may take. */
const mostBytes = 2 ** 31;

/** A MATLAB file of version 5: one matrix for each coordinate (a column) and each field. */
export const writeMatlab: FieldWriter = (result, name) => {
  const arrays = namedArrays(result);
  const names = plainNames(Object.keys(arrays));
  const file = new ByteList().add(header(result.history));
  for (const [quantity, { data, shape }] of Object.entries(arrays)) {
    if (data.byteLength >= mostBytes)
      throw new Unsuitable(
        'A matrix of a MATLAB file of version 5 ends at 2 GiB; take fewer points, or HDF5.',
      );
    file.add(matrix(names.get(quantity)!, data, shape.length === 1 ? [shape[0], 1] : shape));
  }
  return [{ name, content: file.bytes() }];
};

/** 116 bytes of text, 8 bytes for a subsystem that is not there, the version and the order of bytes. */
function header(history: string): Uint8Array {
  const text = `MATLAB 5.0 MAT-file. ${history}`.replace(/[^\x20-\x7e]/g, '?').slice(0, 116);
  const bytes = new Uint8Array(128).fill(0x20, 0, 124);
  bytes.set(new TextEncoder().encode(text));
  bytes.set([0x00, 0x01, 0x49, 0x4d], 124);
  return bytes;
}

function matrix(name: string, data: Values, shape: readonly number[]): Uint8Array {
  const single = data instanceof Float32Array;
  const content = new ByteList()
    .add(element(types.uint32, memoryBytes(Uint32Array.of(single ? classes.single : classes.double, 0))))
    .add(element(types.int32, memoryBytes(Int32Array.from(shape))))
    .add(element(types.int8, new TextEncoder().encode(name)))
    .add(element(single ? types.single : types.double, memoryBytes(firstAxisFastest(data, shape))));
  return element(types.matrix, content.bytes());
}

/** Type, size, content, zeros up to a multiple of 8 bytes. */
function element(type: number, content: Uint8Array): Uint8Array {
  return new ByteList()
    .add(memoryBytes(Uint32Array.of(type, content.length)))
    .add(content)
    .align(8)
    .bytes();
}
