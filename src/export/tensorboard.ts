import { PbfWriter } from 'pbf';
import { ByteList, memoryBytes } from './bytes';

/** Named values at steps: the scalars of one logged row. */
export interface ScalarRow {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/**
 * Scalars as a file of TensorBoard: records of `Event` messages, each with its length and checksums (TensorFlow's
 * record format; fields of event.proto and summary.proto). What is not a number is left out.
 * @param rows in the order of their steps
 * @param start seconds since 1970, told for every event: when single steps were done is not recorded
 */
export function eventsBytes(rows: readonly ScalarRow[], start: number): Uint8Array {
  const file = new ByteList();
  addRecord(file, start, (event) => event.writeStringField(3, 'brain.Event:2'));
  for (const { step, values } of rows) {
    const scalars = Object.entries(values).filter(([, value]) => !Number.isNaN(value));
    if (scalars.length === 0) continue;
    addRecord(file, start, (event) => {
      event.writeVarintField(2, step);
      event.writeMessage(5, writeSummary, scalars);
    });
  }
  return file.bytes();
}

function writeSummary(scalars: readonly (readonly [string, number])[], summary: PbfWriter): void {
  for (const scalar of scalars) {
    summary.writeMessage(
      1,
      ([name, value], message) => {
        message.writeStringField(1, name);
        message.writeFloatField(2, value);
      },
      scalar,
    );
  }
}

function addRecord(file: ByteList, time: number, fill: (event: PbfWriter) => void): void {
  const event = new PbfWriter();
  event.writeDoubleField(1, time);
  fill(event);
  const data = event.finish();
  const length = memoryBytes(BigUint64Array.of(BigInt(data.length)));
  file.add(length).add(checksum(length)).add(data).add(checksum(data));
}

/** Remainders of all single bytes by the reversed Castagnoli polynomial (RFC 3720, appendix B.4). */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0x82f63b78 : remainder >>> 1;
  return remainder;
});

/** CRC-32C, turned by 15 bits and moved by a constant: "masked", as the record format asks for. */
function checksum(bytes: Uint8Array): Uint8Array {
  let remainder = 0xffffffff;
  for (const byte of bytes) remainder = remainders[(remainder ^ byte) & 0xff] ^ (remainder >>> 8);
  const crc = ~remainder >>> 0;
  return memoryBytes(Uint32Array.of(((crc >>> 15) | (crc << 17)) + 0xa282ead8));
}
