import { constants, inflateSync } from 'node:zlib';
import { mostBytes, sizeOf, Unreadable, type ArrayFile } from './array-file';
import { bytesOf, lastAxisFastest, latin, numbersIn, type NumberKind } from './numbers';

/** Data types (MAT-File Format, table 1-1). */
const kinds: Readonly<Record<number, NumberKind>> = {
  1: 'i1', 2: 'u1', 3: 'i2', 4: 'u2', 5: 'i4', 6: 'u4', 7: 'f4', 9: 'f8', 12: 'i8', 13: 'u8',
}; // prettier-ignore
const [matrixType, compressedType] = [14, 15];
/** Classes of arrays of numbers (table 1-3): double, single, and the integers. */
const isNumeric = (kind: number) => kind >= 6 && kind <= 15;
const complexFlag = 0x0800;
/** The head of a matrix takes no more than this before its name ends. */
const headBytes = 4096;

const damaged = 'is damaged; save it again in MATLAB, or with scipy.io.savemat.';

interface Element {
  readonly type: number;
  readonly content: Uint8Array;
  /** Where the next element begins. */
  readonly next: number;
}

interface Head {
  readonly name: string;
  readonly shape: readonly number[];
  readonly isComplex: boolean;
  readonly isNumeric: boolean;
  /** Where its numbers begin. */
  readonly at: number;
}

/** The matrices of numbers of a MATLAB file of version 5 to 7. Of complex ones the two parts are arrays of their own. */
export function openMat5(bytes: Uint8Array): ArrayFile {
  const order = latin(bytes.subarray(126, 128));
  if (bytes.length < 128 || (order !== 'IM' && order !== 'MI'))
    throw new Unreadable(
      'The file is no MATLAB file of version 5 to 7.3; save it again with save(…, "-v7") or scipy.io.savemat.',
    );
  const little = order === 'IM';
  const found = new Map<string, { head: Head; place: Element; part: 0 | 1 }>();
  for (let at = 128; at + 8 <= bytes.length;) {
    const place = elementAt(bytes, at, little, 1);
    at = place.next;
    const head = headOf(place, little);
    if (head === undefined || !head.isNumeric) continue;
    if (head.isComplex) {
      found.set(`real(${head.name})`, { head, place, part: 0 });
      found.set(`imag(${head.name})`, { head, place, part: 1 });
    } else found.set(head.name, { head, place, part: 0 });
  }
  return {
    kind: 'MATLAB file',
    names: [...found.keys()],
    form: (name) => ({ shape: found.get(name)!.head.shape }),
    read(name, limit) {
      const { head, place, part } = found.get(name)!;
      const whole = contentOf(place, little);
      let element = elementAt(whole, head.at, little);
      if (part === 1) element = elementAt(whole, element.next, little);
      const kind = kinds[element.type];
      const count = sizeOf(head.shape);
      if (kind === undefined || element.content.length !== count * bytesOf(kind))
        throw new Unreadable(damaged);
      return lastAxisFastest(numbersIn(element.content, kind, little, count), head.shape).subarray(0, limit);
    },
  };
}

/** A tag and what follows it. Short contents stand in the tag itself. */
function elementAt(bytes: Uint8Array, at: number, little: boolean, alignment = 8): Element {
  if (at + 8 > bytes.length) throw new Unreadable(damaged);
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
  const type = view.getUint32(0, little);
  const short = type >>> 16;
  if (short > 0) {
    if (short > 4) throw new Unreadable(damaged);
    return { type: type & 0xffff, content: bytes.subarray(at + 4, at + 4 + short), next: at + 8 };
  }
  const size = view.getUint32(4, little);
  const end = at + 8 + size;
  if (end > bytes.length) throw new Unreadable(damaged);
  return { type, content: bytes.subarray(at + 8, end), next: Math.ceil(end / alignment) * alignment };
}

/** What a matrix says of itself; undefined for anything else. */
function headOf(place: Element, little: boolean): Head | undefined {
  const content = place.type === compressedType ? inflate(place.content, headBytes) : undefined;
  const matrix = content === undefined ? place.content : content.subarray(8);
  if (place.type !== matrixType && (content === undefined || tagType(content, little) !== matrixType))
    return undefined;
  const flags = elementAt(matrix, 0, little);
  const extents = elementAt(matrix, flags.next, little);
  const name = elementAt(matrix, extents.next, little);
  if (flags.content.length !== 8 || extents.content.length % 4 !== 0) throw new Unreadable(damaged);
  const [flag] = numbersIn(flags.content, 'u4', little, 1);
  const shape = [...numbersIn(extents.content, 'i4', little, extents.content.length / 4)];
  if (shape.length < 2 || shape.some((extent) => extent < 0)) throw new Unreadable(damaged);
  return {
    name: latin(name.content),
    shape,
    isComplex: (flag & complexFlag) !== 0,
    isNumeric: isNumeric(flag & 0xff),
    at: name.next,
  };
}

function tagType(bytes: Uint8Array, little: boolean): number {
  // Of a packed element that is cut off nothing may have come out.
  if (bytes.length < 4) throw new Unreadable(damaged);
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, little);
}

/** The content of a matrix, unpacked. */
function contentOf({ type, content }: Element, little: boolean): Uint8Array {
  return type === compressedType ? elementAt(inflate(content), 0, little).content : content;
}

/** @param first enough to unpack so many bytes from the beginning */
function inflate(packed: Uint8Array, first?: number): Uint8Array {
  try {
    return first === undefined
      ? inflateSync(packed, { maxOutputLength: mostBytes })
      : inflateSync(packed.subarray(0, first), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Unreadable('is larger than 2 GiB; take fewer points.');
    throw new Unreadable(damaged);
  }
}
