import type { Values } from '../field';
import { ByteList, bigEndianBytes } from './bytes';
import { plainNames } from './names';
import { isGrid, namedArrays, Unsuitable, type FieldResult, type FieldWriter } from './result';

/** Tags and types of the classic formats (NetCDF file format specification, "the classic format"). */
const tags = { dimension: 10, variable: 11, attribute: 12 } as const;
const types = { char: 2, float: 5, double: 6 } as const;

/** A variable of the 64-bit-offset format states its size in 32 bits. */
const mostBytes = 2 ** 32 - 4;

interface Variable {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly data: Values;
  readonly attributes: Readonly<Record<string, string>>;
}

/** NetCDF in the classic format with 64-bit offsets (CDF-2), after the CF conventions. */
export const writeNetcdf: FieldWriter = (result, name) => {
  const arrays = namedArrays(result);
  const names = plainNames(Object.keys(arrays));
  const coordinates = Object.keys(arrays).filter((quantity) => !Object.hasOwn(result.fields, quantity));
  const dimensions = isGrid(result)
    ? result.place.axes.map((axis) => ({ name: names.get(axis.name)!, size: axis.values.length }))
    : [{ name: freeName('point', names), size: Object.values(arrays)[0]?.data.length ?? 0 }];
  const variables = Object.entries(arrays).map(([quantity, { data }]): Variable => {
    if (data.byteLength > mostBytes)
      throw new Unsuitable('A field of this NetCDF format ends at 4 GiB; take fewer points, or HDF5.');
    const axis = coordinates.indexOf(quantity);
    const own = isGrid(result) ? (axis >= 0 ? [axis] : dimensions.map((_, k) => k)) : [0];
    return {
      name: names.get(quantity)!,
      dimensions: own,
      data,
      attributes: {
        long_name: quantity,
        ...(quantity === result.time && { axis: 'T' }),
        ...(!isGrid(result) && axis < 0 && { coordinates: coordinates.map((c) => names.get(c)!).join(' ') }),
      },
    };
  });
  return [{ name, content: netcdfBytes(dimensions, variables, globalAttributes(result)) }];
};

function globalAttributes(result: FieldResult): Record<string, string> {
  return { Conventions: 'CF-1.8', title: result.title, history: result.history };
}

function freeName(wanted: string, names: ReadonlyMap<string, string>): string {
  return [...names.values()].includes(wanted) ? freeName(`${wanted}_index`, names) : wanted;
}

/** Header with the place of each variable, then the variables one after the other, each on a multiple of 4 bytes. */
function netcdfBytes(
  dimensions: readonly { readonly name: string; readonly size: number }[],
  variables: readonly Variable[],
  attributes: Readonly<Record<string, string>>,
): Uint8Array {
  const begins = variables.map(() => 0);
  const header = () => {
    const bytes = new ByteList().add('CDF\x02').add(integer(0));
    list(bytes, tags.dimension, dimensions, ({ name, size }) => text(bytes, name).add(integer(size)));
    attributeList(bytes, attributes);
    list(bytes, tags.variable, variables, (variable, k) => {
      text(bytes, variable.name).add(integer(variable.dimensions.length));
      for (const dimension of variable.dimensions) bytes.add(integer(dimension));
      attributeList(bytes, variable.attributes);
      const size = padded(variable.data.byteLength);
      bytes.add(integer(variable.data instanceof Float32Array ? types.float : types.double));
      bytes
        .add(integer(size))
        .add(integer(Math.floor(begins[k] / 2 ** 32)))
        .add(integer(begins[k] % 2 ** 32));
    });
    return bytes;
  };
  // The offsets have a fixed width: the header is as long with them as without.
  let at = header().length;
  variables.forEach(({ data }, k) => {
    begins[k] = at;
    at += padded(data.byteLength);
  });
  const file = header();
  for (const { data } of variables) file.add(bigEndianBytes(data)).align(4);
  return file.bytes();
}

const padded = (size: number) => Math.ceil(size / 4) * 4;

function integer(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Length in bytes, the text, zeros up to a multiple of 4. */
function text(bytes: ByteList, value: string): ByteList {
  const encoded = new TextEncoder().encode(value);
  return bytes.add(integer(encoded.length)).add(encoded).align(4);
}

function list<T>(bytes: ByteList, tag: number, items: readonly T[], add: (item: T, k: number) => void): void {
  bytes.add(integer(items.length === 0 ? 0 : tag)).add(integer(items.length));
  items.forEach(add);
}

function attributeList(bytes: ByteList, attributes: Readonly<Record<string, string>>): void {
  // An attribute of no characters is not worth a place.
  const filled = Object.entries(attributes).filter(([, value]) => value !== '');
  list(bytes, tags.attribute, filled, ([name, value]) => {
    text(bytes, name).add(integer(types.char));
    text(bytes, value);
  });
}
