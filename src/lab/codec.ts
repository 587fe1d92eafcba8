/**
 * Messages of the protocol as bytes, for links that carry nothing else (a WebSocket): a JSON text whose typed arrays
 * are left out and follow it raw, each at a multiple of 8 bytes, so that a receiver reads them without a copy.
 *
 *     bytes 0–3   length of the JSON text, little endian
 *     bytes 4–7   zero
 *     bytes 8–    JSON text, padded with zeros to a multiple of 8
 *     then        the arrays, each padded to a multiple of 8
 *
 * Numbers that JSON has no word for (NaN, the infinities, −0) survive. Both ends are little endian.
 */

const arrayTypes = {
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
} as const;

type ArrayName = keyof typeof arrayTypes;
type RawArray = InstanceType<(typeof arrayTypes)[ArrayName]>;

/** The key that marks a replaced value; an object of the message that has it is wrapped. */
const mark = '$';

const prefixLength = 8;

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function isArrayName(name: string): name is ArrayName {
  return Object.prototype.hasOwnProperty.call(arrayTypes, name);
}

function describeNumber(value: number): unknown {
  if (Object.is(value, -0)) return { [mark]: 'number', text: '-0' };
  return Number.isFinite(value) ? value : { [mark]: 'number', text: String(value) };
}

/** The message as bytes of its own. Throws for what has no meaning elsewhere: functions, symbols, big integers. */
export function encode(message: unknown): Uint8Array<ArrayBuffer> {
  const arrays: RawArray[] = [];
  let arraysLength = 0;

  function describe(value: unknown): unknown {
    if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean')
      return value;
    if (typeof value === 'number') return describeNumber(value);
    if (typeof value !== 'object') throw new TypeError(`A ${typeof value} can't be sent in a message.`);
    if (Array.isArray(value))
      return value.map((item: unknown) => (item === undefined ? null : describe(item)));
    if (ArrayBuffer.isView(value)) return describeArray(value);
    const entries = Object.entries(value).map(([key, item]) => [key, describe(item)] as const);
    const plain = Object.fromEntries(entries);
    return mark in plain ? { [mark]: 'object', value: plain } : plain;
  }

  function describeArray(view: ArrayBufferView): unknown {
    const name = Object.prototype.toString.call(view).slice('[object '.length, -1);
    if (!isArrayName(name)) throw new TypeError(`A ${name} can't be sent in a message.`);
    const at = arraysLength;
    const array = view as RawArray;
    arrays.push(array);
    arraysLength += padded(array.byteLength);
    return { [mark]: name, at, length: array.length };
  }

  const header = new TextEncoder().encode(JSON.stringify(describe(message)));
  const start = prefixLength + padded(header.length);
  const bytes = new Uint8Array(start + arraysLength);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, prefixLength);
  let at = start;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += padded(array.byteLength);
  }
  return bytes;
}

/**
 * The message that `encode` was given. Its arrays are views of `bytes` where that is aligned to 8 bytes, so the caller
 * gives the buffer away. Throws when the bytes are not a whole message.
 */
export function decode(bytes: Uint8Array): unknown {
  // Node's buffers may lie anywhere in a larger one: those are copied first. (Their own slice would not copy.)
  const source = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  if (source.byteLength < prefixLength) throw new RangeError('The message is cut short.');
  const headerLength = new DataView(source.buffer, source.byteOffset).getUint32(0, true);
  const start = prefixLength + padded(headerLength);
  if (start > source.byteLength) throw new RangeError('The message is cut short.');
  const text = new TextDecoder().decode(source.subarray(prefixLength, prefixLength + headerLength));

  function restore(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(restore);
    const record = value as Record<string, unknown>;
    const kind = record[mark];
    if (kind === undefined) return restoreEntries(record);
    if (kind === 'number') return Number(record['text']);
    if (kind === 'object') return restoreEntries(record['value'] as Record<string, unknown>);
    if (typeof kind === 'string' && isArrayName(kind)) return restoreArray(kind, record);
    throw new TypeError('The message holds a value of an unknown kind.');
  }

  function restoreEntries(record: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, restore(item)]));
  }

  function restoreArray(name: ArrayName, record: Record<string, unknown>): RawArray {
    const type = arrayTypes[name];
    const { at, length } = record;
    if (typeof at !== 'number' || typeof length !== 'number' || at % 8 !== 0 || at < 0 || length < 0)
      throw new TypeError('The message holds an array without a place.');
    if (start + at + length * type.BYTES_PER_ELEMENT > source.byteLength)
      throw new RangeError('The message is cut short.');
    return new type(source.buffer as ArrayBuffer, source.byteOffset + start + at, length);
  }

  return restore(JSON.parse(text));
}
