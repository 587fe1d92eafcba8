import { createHash } from 'node:crypto';
import type { TrainerState, TypedArray } from './trainer';

/** What is stored beside the trainer's own state so that a run goes on where it was. */
export interface Checkpoint {
  readonly state: TrainerState;
  /** How many course events had taken effect. */
  readonly events: number;
  /** Seconds spent training. */
  readonly seconds: number;
}

/** A checkpoint file that can't be used; the message says why. */
export class DamagedCheckpoint extends Error {
  override readonly name = 'DamagedCheckpoint';
}

/*
 * bytes 0–7    "COLLCKPT"
 * bytes 8–11   length of the header, little endian; 12–15 zero
 * bytes 16–    header (JSON), padded with spaces to a multiple of 8
 * then         the arrays, little endian, each padded with zeros to a multiple of 8
 * last 32      SHA-256 of all bytes before
 */
const magic = 'COLLCKPT';
const prefixLength = 16;
const digestLength = 32;
const formatVersion = 1;

const arrayTypes = { float64: Float64Array, float32: Float32Array, int32: Int32Array } as const;
type ArrayType = keyof typeof arrayTypes;

interface Header {
  version: number;
  step: number;
  events: number;
  seconds: number;
  texts: Record<string, string>;
  /** Names of the scalar numbers; their values are the first array, since JSON has no NaN and no −0. */
  numbers: string[];
  arrays: { name: string; type: ArrayType; length: number }[];
}

export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { state } = checkpoint;
  const scalars = Object.entries(state.scalars);
  const numbers = scalars.filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  const texts = scalars.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const arrays: [string, TypedArray][] = [
    ['', Float64Array.from(numbers, ([, value]) => value)],
    ...Object.entries(state.arrays),
  ];
  const header: Header = {
    version: formatVersion,
    step: state.step,
    events: checkpoint.events,
    seconds: checkpoint.seconds,
    texts: Object.fromEntries(texts),
    numbers: numbers.map(([name]) => name),
    arrays: arrays.map(([name, array]) => ({ name, type: typeOf(array), length: array.length })),
  };
  const headerText = JSON.stringify(header);
  const headerBytes = Buffer.from(
    headerText.padEnd(headerText.length + padding(Buffer.byteLength(headerText))),
  );
  const prefix = Buffer.alloc(prefixLength);
  prefix.write(magic, 'latin1');
  prefix.writeUInt32LE(headerBytes.length, 8);
  const parts: Uint8Array[] = [prefix, headerBytes];
  for (const [, array] of arrays) {
    parts.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    parts.push(new Uint8Array(padding(array.byteLength)));
  }
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return Buffer.concat([...parts, digest.digest()]);
}

/** The checkpoint of a file's bytes. Throws `DamagedCheckpoint` when a single bit is not as it was written. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (source.length < prefixLength + digestLength || source.toString('latin1', 0, 8) !== magic) {
    throw new DamagedCheckpoint('it is not a whole checkpoint file');
  }
  const content = source.subarray(0, -digestLength);
  if (!createHash('sha256').update(content).digest().equals(source.subarray(-digestLength))) {
    throw new DamagedCheckpoint('its checksum does not fit its content');
  }
  const headerEnd = prefixLength + source.readUInt32LE(8);
  const header = JSON.parse(source.toString('utf8', prefixLength, headerEnd)) as Header;
  if (header.version !== formatVersion) {
    throw new DamagedCheckpoint(
      `it was written in format ${header.version}, and this version reads ${formatVersion}`,
    );
  }
  const arrays: Record<string, TypedArray> = {};
  const scalars: Record<string, number | string> = { ...header.texts };
  let at = headerEnd;
  for (const { name, type, length } of header.arrays) {
    const array = new arrayTypes[type](length);
    new Uint8Array(array.buffer).set(content.subarray(at, at + array.byteLength));
    at += array.byteLength + padding(array.byteLength);
    if (name === '') header.numbers.forEach((key, index) => (scalars[key] = array[index] ?? Number.NaN));
    else arrays[name] = array;
  }
  return { state: { step: header.step, scalars, arrays }, events: header.events, seconds: header.seconds };
}

function padding(length: number): number {
  return (8 - (length % 8)) % 8;
}

function typeOf(array: TypedArray): ArrayType {
  if (array instanceof Float64Array) return 'float64';
  return array instanceof Float32Array ? 'float32' : 'int32';
}
