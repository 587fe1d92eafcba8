import { sizeOf, unpacked, Unreadable, type ArrayFile, type Packing } from './array-file';
import { bytesOf, latin, numbersIn, type NumberKind } from './numbers';

/** Types of the classic formats and of the one with 64-bit data (NetCDF file format specifications). */
const kinds: Readonly<Record<number, NumberKind>> = {
  1: 'i1', 3: 'i2', 4: 'i4', 5: 'f4', 6: 'f8', 7: 'u1', 8: 'u2', 9: 'u4', 10: 'i8', 11: 'u8',
}; // prettier-ignore
const characters = 2;

const damaged = 'The file is no NetCDF file, or it is damaged; write it again.';

interface Variable {
  readonly shape: readonly number[];
  readonly dimensions: readonly string[];
  readonly kind: NumberKind;
  readonly isRecord: boolean;
  readonly begin: number;
  readonly attributes: Attributes;
}

type Attributes = ReadonlyMap<string, string | Float64Array>;

/** The variables of a NetCDF file in a classic format (CDF-1, CDF-2) or with 64-bit data (CDF-5). */
export function openNetcdf(bytes: Uint8Array): ArrayFile {
  const reader = new HeaderReader(bytes);
  const { variables, recordBytes } = readHeader(reader);
  return {
    kind: 'NetCDF file',
    names: [...variables.keys()],
    form(name) {
      const { shape, dimensions, attributes } = variables.get(name)!;
      const unit = attributes.get('units');
      return { shape, dimensions, ...(typeof unit === 'string' && unit !== '' && { unit }) };
    },
    read(name, limit = Infinity) {
      const variable = variables.get(name)!;
      const { shape, kind, begin, isRecord, attributes } = variable;
      const size = bytesOf(kind);
      const count = sizeOf(shape);
      const rows = isRecord ? shape[0] : 1;
      const row = rows === 0 ? 0 : count / rows;
      const end = isRecord ? begin + (rows - 1) * recordBytes + row * size : begin + count * size;
      if (count > 0 && end > bytes.length)
        throw new Unreadable('is cut off: the file is shorter than it says. Copy it again.');
      const wanted = Math.min(limit, count);
      const values = new Float64Array(wanted);
      for (let at = 0, k = 0; at < wanted; at += row, k++) {
        const part = bytes.subarray(begin + (isRecord ? k * recordBytes : 0));
        values.set(numbersIn(part, kind, false, Math.min(row, wanted - at)), at);
      }
      return unpacked(values, packingOf(attributes));
    },
  };
}

function packingOf(attributes: Attributes): Packing {
  const numbers = (name: string) => {
    const value = attributes.get(name);
    return value instanceof Float64Array ? [...value] : [];
  };
  return {
    scale: numbers('scale_factor')[0],
    offset: numbers('add_offset')[0],
    missing: [...numbers('_FillValue'), ...numbers('missing_value')],
  };
}

function readHeader(reader: HeaderReader) {
  const written = reader.count();
  const dimensions = reader.list(() => ({ name: reader.text(), size: reader.count() }));
  reader.list(() => reader.attribute());
  const all = reader.list(() => {
    const name = reader.text();
    const own = Array.from({ length: reader.length() }, () => {
      const dimension = dimensions[reader.count()];
      if (dimension === undefined) throw new Unreadable(damaged);
      return dimension;
    });
    const attributes: Attributes = new Map(reader.list(() => reader.attribute()));
    const kind = kinds[reader.integer()];
    reader.count();
    const begin = reader.offset();
    const isRecord = own.length > 0 && own[0].size === 0;
    return { name, own, attributes, kind, begin, isRecord };
  });
  const records = all.filter(({ isRecord }) => isRecord);
  const rowBytes = ({ own, kind }: (typeof all)[number]) =>
    own.slice(1).reduce((product, { size }) => product * size, kind === undefined ? 1 : bytesOf(kind));
  // A single variable by records is not filled up to a multiple of four.
  const recordBytes =
    records.length === 1
      ? rowBytes(records[0])
      : records.reduce((sum, variable) => sum + Math.ceil(rowBytes(variable) / 4) * 4, 0);
  const variables = new Map<string, Variable>();
  for (const { name, own, kind, ...rest } of all) {
    if (kind === undefined) continue;
    const shape = own.map(({ size }, k) => (k === 0 && rest.isRecord ? written : size));
    variables.set(name, { shape, dimensions: own.map((one) => one.name), kind, ...rest });
  }
  return { variables, recordBytes };
}

/** Reads the parts of a header one after the other. Everything is big-endian and a multiple of four bytes long. */
class HeaderReader {
  private at = 4;
  private readonly view: DataView;
  private readonly version: number;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.version = bytes[3];
    if (bytes.length < 32 || latin(bytes.subarray(0, 3)) !== 'CDF' || ![1, 2, 5].includes(this.version))
      throw new Unreadable(damaged);
  }

  integer(): number {
    return this.view.getUint32(this.take(4));
  }

  /** A number that takes eight bytes in CDF-5. */
  count(): number {
    return this.version === 5 ? this.long() : this.integer();
  }

  offset(): number {
    return this.version === 1 ? this.integer() : this.long();
  }

  /** How many parts follow; each takes four bytes at least. */
  length(): number {
    const length = this.count();
    if (length > (this.bytes.length - this.at) / 4) throw new Unreadable(damaged);
    return length;
  }

  text(): string {
    const length = this.count();
    const begin = this.take(length);
    return new TextDecoder().decode(this.bytes.subarray(begin, begin + length));
  }

  list<T>(item: () => T): T[] {
    this.integer();
    return Array.from({ length: this.length() }, item);
  }

  attribute(): readonly [name: string, value: string | Float64Array] {
    const name = this.text();
    const type = this.integer();
    if (type === characters) return [name, this.text().replace(/\0+$/, '')];
    const kind = kinds[type];
    if (kind === undefined) throw new Unreadable(damaged);
    const count = this.count();
    const at = this.take(count * bytesOf(kind));
    return [name, numbersIn(this.bytes.subarray(at), kind, false, count)];
  }

  private long(): number {
    return Number(this.view.getBigUint64(this.take(8)));
  }

  /** Where the next bytes begin; goes on behind them. */
  private take(length: number): number {
    const begin = this.at;
    this.at += Math.ceil(length / 4) * 4;
    if (this.at > this.bytes.length) throw new Unreadable(damaged);
    return begin;
  }
}
