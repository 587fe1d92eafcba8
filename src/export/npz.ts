import { zipSync, type Zippable } from 'fflate';
import { gridSize, type Grid } from '../field';

export interface NumpyArray {
  data: Float64Array | Float32Array | Int32Array;
  /** Extents, the last running fastest. An empty list is a single number. */
  shape: readonly number[];
}

/** The bytes of one array in NumPy's .npy format, version 1.0, little-endian, rows first. */
export function npyBytes({ data, shape }: NumpyArray): Uint8Array<ArrayBuffer> {
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (size !== data.length) {
    throw new RangeError(`an array of shape (${shape.join(', ')}) has ${size} values, not ${data.length}`);
  }
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${typeCode(data)}', 'fortran_order': False, 'shape': (${extents}), }`;
  // Magic (6), version (2), length (2), header, newline: together a multiple of 64, so that the data is aligned.
  const prefix = 10;
  const total = Math.ceil((prefix + header.length + 1) / 64) * 64;
  const bytes = new Uint8Array(total + data.byteLength);
  bytes.set([0x93, ...ascii('NUMPY'), 1, 0]);
  new DataView(bytes.buffer).setUint16(8, total - prefix, true);
  bytes.set(ascii(`${header.padEnd(total - prefix - 1)}\n`), prefix);
  // Every machine that the lab runs on stores numbers little-endian, as the format says here.
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), total);
  return bytes;
}

/**
 * Named arrays as a .npz file. The same arrays give the same bytes.
 * @param options.compress deflate the arrays (smaller, slower); stored as they are by default
 */
export function npzBytes(
  arrays: Readonly<Record<string, NumpyArray>>,
  options: { compress?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  const files: Zippable = {};
  for (const [name, array] of Object.entries(arrays)) files[`${name}.npy`] = npyBytes(array);
  const total = Object.values(arrays).reduce((sum, { data }) => sum + data.byteLength, 0);
  if (total >= 2 ** 31) throw new RangeError('arrays of more than 2 GiB do not fit into one .npz file');
  // A fixed date: a zip file holds one, and the bytes should follow from the arrays alone.
  return zipSync(files, { level: options.compress === true ? 6 : 0, mtime: new Date(1980, 0, 1) });
}

/** A grid as a .npz file: one array for each coordinate and each field, fields with axes in grid order. */
export function gridNpz(grid: Grid, options: { compress?: boolean } = {}): Uint8Array<ArrayBuffer> {
  const shape = grid.axes.map((axis) => axis.values.length);
  const arrays: Record<string, NumpyArray> = {};
  for (const { name, values } of grid.axes) arrays[name] = { data: values, shape: [values.length] };
  for (const [name, data] of Object.entries(grid.fields)) {
    if (data.length !== gridSize(grid.axes))
      throw new RangeError(`the field "${name}" does not fit its grid`);
    arrays[name] = { data, shape };
  }
  return npzBytes(arrays, options);
}

function typeCode(data: NumpyArray['data']): string {
  if (data instanceof Float64Array) return '<f8';
  return data instanceof Float32Array ? '<f4' : '<i4';
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
