import { Unreadable, type ArrayFile } from './array-file';
import { bytesOf, latin, numbersIn, type NumberKind } from './numbers';
import { imageFile, type ImageArray, type ImageForm } from './vtk-image';

/** Types of numbers (VTK file formats, legacy). */
const kinds: Readonly<Record<string, NumberKind>> = {
  double: 'f8', float: 'f4', vtktypeint64: 'i8', long: 'i8', int: 'i4', short: 'i2', char: 'i1',
  vtktypeuint64: 'u8', unsigned_long: 'u8', unsigned_int: 'u4', unsigned_short: 'u2', unsigned_char: 'u1',
}; // prettier-ignore

const damaged = 'The file is no grid of VTK, or it is damaged; write it again.';

/** Structured points or a rectilinear grid in the first file format of VTK (.vtk), as text or binary. */
export function openVtkLegacy(bytes: Uint8Array): ArrayFile {
  const reader = new LegacyReader(bytes);
  if (!/^# vtk DataFile Version/.test(reader.line())) throw new Unreadable(damaged);
  reader.line();
  reader.isBinary = reader.line().trim().toUpperCase() === 'BINARY';
  const [word, set] = reader.words();
  if (word !== 'DATASET') throw new Unreadable(damaged);
  if (set !== 'STRUCTURED_POINTS' && set !== 'RECTILINEAR_GRID')
    throw new Unreadable(
      `The file holds ${set ?? 'nothing'}; an image is read: STRUCTURED_POINTS or RECTILINEAR_GRID.`,
    );
  const form: { -readonly [Key in keyof ImageForm]: ImageForm[Key] } = {
    extents: [1, 1, 1],
    origin: [0, 0, 0],
    spacing: [1, 1, 1],
  };
  const places: Float64Array[] = [];
  const arrays: ImageArray[] = [];
  let [onCells, count] = [false, 0];
  let time: number | undefined;
  const add = (name: string, components: number, numbers: Float64Array, isField = false) => {
    if (name === 'TimeValue' && isField && count === 0) time = numbers[0];
    else if (count > 0) arrays.push({ name, onCells, components, read: () => numbers });
  };
  for (let words = reader.words(); words.length > 0; words = reader.words()) {
    const [key, ...rest] = words;
    switch (key.toUpperCase()) {
      case 'DIMENSIONS':
        form.extents = threeOf(rest) as [number, number, number];
        break;
      case 'ORIGIN':
        form.origin = threeOf(rest);
        break;
      case 'SPACING':
      case 'ASPECT_RATIO':
        form.spacing = threeOf(rest);
        break;
      case 'X_COORDINATES':
      case 'Y_COORDINATES':
      case 'Z_COORDINATES':
        places.push(reader.numbers(rest[1], Number(rest[0])));
        break;
      case 'POINT_DATA':
      case 'CELL_DATA':
        [onCells, count] = [key.toUpperCase() === 'CELL_DATA', Number(rest[0])];
        break;
      case 'SCALARS': {
        const components = Number(rest[2] ?? 1);
        reader.words(); // LOOKUP_TABLE default
        add(rest[0], components, reader.numbers(rest[1], count * components));
        break;
      }
      case 'VECTORS':
      case 'NORMALS':
        add(rest[0], 3, reader.numbers(rest[1], 3 * count));
        break;
      case 'TENSORS':
        add(rest[0], 9, reader.numbers(rest[1], 9 * count));
        break;
      case 'FIELD':
        for (let k = 0; k < Number(rest[1]); k++) {
          const [name, components, tuples, type] = reader.words();
          add(name, Number(components), reader.numbers(type, Number(components) * Number(tuples)), true);
        }
        break;
      default:
        throw new Unreadable(`The file has a part "${key}", which is not known here; write it without.`);
    }
  }
  if (set === 'RECTILINEAR_GRID') {
    if (places.some(({ length }, axis) => length !== form.extents[axis]) || places.length !== 3)
      throw new Unreadable(damaged);
    form.places = places;
  }
  return imageFile(form, arrays, time);
}

function threeOf(words: readonly string[]): number[] {
  const numbers = words.map(Number);
  if (numbers.length !== 3 || !numbers.every(Number.isFinite)) throw new Unreadable(damaged);
  return numbers;
}

/** Reads lines, words and numbers one after the other. */
class LegacyReader {
  isBinary = false;
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    const text = latin(this.bytes.subarray(this.at, end < 0 ? this.bytes.length : end));
    this.at = end < 0 ? this.bytes.length : end + 1;
    return text;
  }

  /** The words of the next line that is not empty; none at the end. What is said about arrays is left out. */
  words(): string[] {
    while (this.at < this.bytes.length) {
      const text = this.line().trim();
      if (text === 'METADATA') while (this.line().trim() !== '');
      // Names are written with their special signs as in addresses of pages.
      else if (text !== '') return text.split(/\s+/).map(decoded);
    }
    return [];
  }

  numbers(type: string | undefined, count: number): Float64Array {
    const kind = Object.hasOwn(kinds, type ?? '') ? kinds[type!] : undefined;
    if (kind === undefined || !Number.isInteger(count) || count < 0) throw new Unreadable(damaged);
    const left = this.bytes.length - this.at;
    const short = new Unreadable('The file is cut off: it is shorter than it says. Copy it again.');
    if (this.isBinary) {
      const length = count * bytesOf(kind);
      if (length > left) throw short;
      const values = numbersIn(this.bytes.subarray(this.at), kind, false, count);
      this.at += length;
      return values;
    }
    // Every number takes a digit and a space.
    if (2 * count - 1 > left) throw short;
    const values = new Float64Array(count);
    for (let k = 0; k < count; k++) values[k] = Number(this.word());
    return values;
  }

  private word(): string {
    const isSpace = (byte: number) => byte <= 0x20;
    while (this.at < this.bytes.length && isSpace(this.bytes[this.at])) this.at++;
    const begin = this.at;
    while (this.at < this.bytes.length && !isSpace(this.bytes[this.at])) this.at++;
    return latin(this.bytes.subarray(begin, this.at));
  }
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
