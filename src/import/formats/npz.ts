import { unzipSync } from 'fflate';
import { mostBytes, sizeOf, Unreadable, type ArrayFile } from './array-file';
import { bytesOf, lastAxisFastest, latin, numberKinds, numbersIn, type NumberKind } from './numbers';

const damagedFile =
  'The file is not a .npz file of NumPy, or it is damaged; write it again with numpy.savez.';
const damagedArray = 'is damaged; write the file again with numpy.savez.';

/** The arrays of a .npz file of NumPy. */
export function openNpz(bytes: Uint8Array): ArrayFile {
  const sizes = new Map<string, number>();
  unzip(bytes, ({ name, originalSize }) => {
    sizes.set(arrayName(name), originalSize);
    return false;
  });
  let last: { name: string; array: NpyArray } | undefined;
  const arrayOf = (wanted: string): NpyArray => {
    if (last?.name === wanted) return last.array;
    if ((sizes.get(wanted) ?? 0) > mostBytes)
      throw new Unreadable('is larger than 2 GiB; take fewer points.');
    const [content] = Object.values(unzip(bytes, ({ name }) => arrayName(name) === wanted));
    last = { name: wanted, array: readNpy(content) };
    return last.array;
  };
  return {
    kind: 'NumPy archive',
    names: [...sizes.keys()],
    form: (name) => ({ shape: arrayOf(name).shape }),
    read: (name, limit) => arrayOf(name).read(limit),
  };
}

const arrayName = (file: string) => file.replace(/\.npy$/, '');

function unzip(bytes: Uint8Array, filter: (file: { name: string; originalSize: number }) => boolean) {
  try {
    return unzipSync(bytes, { filter });
  } catch {
    throw new Unreadable(damagedFile);
  }
}

interface NpyArray {
  readonly shape: readonly number[];
  read(limit?: number): Float64Array;
}

/** An array in the .npy format (NumPy enhancement proposal 1). */
function readNpy(bytes: Uint8Array): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || bytes[0] !== 0x93 || latin(bytes.subarray(1, 6)) !== 'NUMPY')
    throw new Unreadable(damagedArray);
  const [start, length] = bytes[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  if (start + length > bytes.length) throw new Unreadable(damagedArray);
  const header = latin(bytes.subarray(start, start + length));
  const type = /'descr':\s*'([<>|=])(\w+)'/.exec(header);
  const extents = /'shape':\s*\(([\d,\s]*)\)/.exec(header);
  if (extents === null) throw new Unreadable(damagedArray);
  const kind = numberKinds.find((known) => known === type?.[2]) as NumberKind | undefined;
  if (type === null || kind === undefined)
    throw new Unreadable('does not hold real numbers; convert it with numpy.asarray(…, dtype=float).');
  const shape = (extents[1].match(/\d+/g) ?? []).map(Number);
  const count = sizeOf(shape);
  if (start + length + count * bytesOf(kind) !== bytes.length) throw new Unreadable(damagedArray);
  const content = bytes.subarray(start + length);
  const byColumns = /'fortran_order':\s*True/.test(header);
  return {
    shape,
    read(limit = count) {
      if (!byColumns) return numbersIn(content, kind, type[1] !== '>', Math.min(limit, count));
      return lastAxisFastest(numbersIn(content, kind, type[1] !== '>', count), shape).subarray(0, limit);
    },
  };
}
