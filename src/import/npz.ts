import { unzipSync } from 'fflate';
import type { Work } from '../run';
import { listWords, suggestion } from '../study';
import { ProblemList, refuse, type TableOutcome } from './table';

/** Bytes that the arrays of one file may take when they are unpacked. */
const mostBytes = 2 ** 31;

/** How a kind of number is stored: the type code of NumPy without the order of its bytes, and how it is read. */
const readers: Readonly<Record<string, (view: DataView, at: number, little: boolean) => number>> = {
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

interface NumberArray {
  readonly values: Float64Array;
  readonly shape: readonly number[];
}

/**
 * Reads arrays of numbers from a .npz file of NumPy. Arrays of several axes are read row by row, so that those of one
 * shape belong together point by point.
 * @param wanted for each name to be given back, the name of its array
 * @param gaps names of those that may hold NaN
 */
export function* npzWork(
  bytes: Uint8Array,
  wanted: Readonly<Record<string, string>>,
  gaps: readonly string[] = [],
): Work<TableOutcome> {
  const problems = new ProblemList();
  const names = new Set(Object.values(wanted));
  const sizes = sizesInside(bytes);
  if (sizes === undefined) return refuse(damagedFile);
  const present = [...sizes.keys()];
  const unpacked = [...names].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
  if (unpacked > mostBytes) return refuse('The arrays of the file are larger than 2 GiB; take fewer points.');
  const arrays = new Map<string, NumberArray>();
  for (const name of names) {
    if (!present.includes(name)) {
      const near = suggestion(name, present);
      const quoted = present.map((one) => `"${one}"`);
      const help = near || (quoted.length === 0 ? ' It is empty.' : ` Its arrays are ${listWords(quoted)}.`);
      problems.add(`The file has no array "${name}".${help}`);
      continue;
    }
    const content = unpack(bytes, name);
    if (content === undefined) return refuse(damagedFile);
    yield;
    const read = readNpy(content);
    yield;
    if (typeof read === 'string') problems.add(`The array "${name}" ${read}`);
    else arrays.set(name, read);
  }
  onOneShape(arrays, Object.values(wanted));
  const mayLack = new Set(gaps.map((name) => wanted[name]));
  const [first] = arrays;
  for (const [name, { values, shape }] of arrays) {
    const bad = values.findIndex(
      (value) => !Number.isFinite(value) && !(Number.isNaN(value) && mayLack.has(name)),
    );
    if (bad >= 0) {
      const place = shape.length === 0 ? name : `${name}[${indexOf(bad, shape).join(', ')}]`;
      problems.add(`${place} is ${values[bad]}, which is no measured value; remove the point.`);
    }
    if (shape.join() !== first[1].shape.join()) {
      const shapes = `"${first[0]}" has the shape (${first[1].shape.join(', ')}) and "${name}" (${shape.join(', ')})`;
      problems.add(`All arrays need one value for each point, but ${shapes}; give them the same shape.`);
    }
  }
  const rows = first?.[1].values.length ?? 0;
  if (problems.count === 0 && rows === 0) problems.add('The arrays of the file hold no point.');
  if (problems.count > 0) return { ok: false, problems: problems.list() };
  const columns = Object.fromEntries(
    Object.entries(wanted).map(([name, array]) => [name, arrays.get(array)!.values]),
  );
  return { ok: true, table: { columns, rows, fileRows: Int32Array.from({ length: rows }, (_, i) => i) } };
}

/**
 * Arrays with one axis, in the order in which they are asked for, may be the axes of the grid on which the others have
 * their values: each is then repeated along the axes of the others.
 */
function onOneShape(arrays: Map<string, NumberArray>, order: readonly string[]): void {
  const [grid] = [...arrays.values()].filter(({ shape }) => shape.length > 1);
  const axes = [...new Set(order)].filter((name) => arrays.get(name)?.shape.length === 1);
  const lengths = axes.map((name) => arrays.get(name)!.shape[0]);
  if (grid === undefined || grid.shape.join() !== lengths.join()) return;
  axes.forEach((name, k) => {
    const { values } = arrays.get(name)!;
    const step = grid.shape.slice(k + 1).reduce((product, extent) => product * extent, 1);
    const spread = grid.values.map((_, place) => values[Math.floor(place / step) % values.length]);
    arrays.set(name, { values: spread, shape: grid.shape });
  });
}

const damagedFile =
  'The file is not a .npz file of NumPy, or it is damaged; write it again with numpy.savez.';

/** The names of the arrays of a file; none where it is no archive. */
export function arraysInside(bytes: Uint8Array): string[] {
  return [...(sizesInside(bytes)?.keys() ?? [])];
}

const arrayName = (file: string) => file.replace(/\.npy$/, '');

/** How many bytes each array of a file takes when it is unpacked; undefined where it is no archive. */
function sizesInside(bytes: Uint8Array): Map<string, number> | undefined {
  const sizes = new Map<string, number>();
  const note = ({ name, originalSize }: { name: string; originalSize: number }) => {
    sizes.set(arrayName(name), originalSize);
    return false;
  };
  try {
    unzipSync(bytes, { filter: note });
    return sizes;
  } catch {
    return undefined;
  }
}

function unpack(bytes: Uint8Array, array: string): Uint8Array | undefined {
  try {
    return Object.values(unzipSync(bytes, { filter: ({ name }) => arrayName(name) === array }))[0];
  } catch {
    return undefined;
  }
}

/** Index along each axis of the value at a place of an array that is stored row by row. */
function indexOf(place: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let left = place;
  for (const extent of [...shape].reverse()) {
    index.unshift(left % extent);
    left = Math.floor(left / extent);
  }
  return index;
}

/** An array in the .npy format (NumPy enhancement proposal 1), or what is wrong with it. */
function readNpy(bytes: Uint8Array): NumberArray | string {
  const damaged = 'is damaged; write the file again with numpy.savez.';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || bytes[0] !== 0x93 || latin(bytes.subarray(1, 6)) !== 'NUMPY') return damaged;
  const [start, length] = bytes[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  if (start + length > bytes.length) return damaged;
  const header = latin(bytes.subarray(start, start + length));
  const type = /'descr':\s*'([<>|=])(\w+)'/.exec(header);
  const extents = /'shape':\s*\(([\d,\s]*)\)/.exec(header);
  if (extents === null) return damaged;
  const read = type === null || !Object.hasOwn(readers, type[2]) ? undefined : readers[type[2]];
  if (type === null || read === undefined)
    return 'does not hold real numbers; convert it with numpy.asarray(…, dtype=float).';
  const shape = (extents[1].match(/\d+/g) ?? []).map(Number);
  const count = shape.reduce((product, extent) => product * extent, 1);
  const size = Number(type[2].slice(1));
  if (start + length + count * size !== bytes.length) return damaged;
  const byColumns = /'fortran_order':\s*True/.test(header);
  if (type[2] === 'f8' && type[1] !== '>' && !byColumns)
    return { values: new Float64Array(bytes.slice(start + length).buffer), shape };
  const values = new Float64Array(count);
  for (let place = 0; place < count; place++) {
    const stored = byColumns ? storedByColumns(place, shape) : place;
    values[place] = read(view, start + length + stored * size, type[1] !== '>');
  }
  return { values, shape };
}

/** Where a value stands that comes at `place` row by row, when the first axis runs fastest. */
function storedByColumns(place: number, shape: readonly number[]): number {
  return indexOf(place, shape).reduceRight((sum, index, axis) => sum * shape[axis] + index, 0);
}

const latin = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
