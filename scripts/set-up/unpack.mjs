import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/**
 * Unpacks the wanted files of a zip archive (a wheel is one). Archives over 4 GB are not read.
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => boolean} wanted
 * @param {(done: number, total: number) => void} [progress] in bytes
 */
export async function unpack(archive, folder, wanted, progress) {
  const entries = (await readEntries(archive)).filter((entry) => wanted(entry.name));
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  let done = 0;
  for (const entry of entries) {
    const target = path.join(folder, entry.name);
    if (path.relative(folder, target).startsWith('..'))
      throw new Error(`${entry.name} leads out of its folder.`);
    mkdirSync(path.dirname(target), { recursive: true });
    const start = done;
    await writeEntry(archive, entry, target, (bytes) => progress?.(start + bytes, total));
    done += entry.size;
  }
  return entries.length;
}

/** @typedef {{name: string, method: number, packed: number, size: number, mode: number, data: number}} Entry */

/** @param {string} archive @returns {Promise<Entry[]>} */
async function readEntries(archive) {
  const file = await open(archive, 'r');
  try {
    const { size } = await file.stat();
    const read = async (/** @type {number} */ position, /** @type {number} */ length) => {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await file.read(buffer, 0, length, position);
      if (bytesRead < length) throw new Error(`${path.basename(archive)} ends too early.`);
      return buffer;
    };
    const tailLength = Math.min(size, 65_557);
    const tail = await read(size - tailLength, tailLength);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    if (end < 0 || tail.readUInt32LE(end) !== endSignature)
      throw new Error(`${path.basename(archive)} is no zip archive.`);
    const count = tail.readUInt16LE(end + 10);
    const directory = await read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    /** @type {Entry[]} */
    const entries = [];
    for (let at = 0, index = 0; index < count; index++) {
      if (directory.readUInt32LE(at) !== entrySignature)
        throw new Error(`${path.basename(archive)} is damaged.`);
      const nameLength = directory.readUInt16LE(at + 28);
      const offset = directory.readUInt32LE(at + 42);
      const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
      if (!name.endsWith('/')) {
        const local = await read(offset, 30);
        entries.push({
          name,
          method: directory.readUInt16LE(at + 10),
          packed: directory.readUInt32LE(at + 20),
          size: directory.readUInt32LE(at + 24),
          mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
          data: offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28),
        });
      }
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return entries;
  } finally {
    await file.close();
  }
}

/**
 * @param {string} archive
 * @param {Entry} entry
 * @param {string} target
 * @param {(bytes: number) => void} progress
 */
async function writeEntry(archive, entry, target, progress) {
  const output = createWriteStream(target, { mode: entry.mode === 0 ? 0o644 : entry.mode | 0o600 });
  const timer = setInterval(() => progress(output.bytesWritten), 200);
  try {
    if (entry.packed === 0) await pipeline([], output);
    else {
      const input = createReadStream(archive, {
        start: entry.data,
        end: entry.data + entry.packed - 1,
        highWaterMark: 1 << 20,
      });
      if (entry.method === 0) await pipeline(input, output);
      else if (entry.method === 8) await pipeline(input, createInflateRaw({ chunkSize: 1 << 20 }), output);
      else throw new Error(`${entry.name} is packed in a way that is not known here.`);
    }
  } finally {
    clearInterval(timer);
  }
  if (output.bytesWritten !== entry.size) throw new Error(`${entry.name} came out with the wrong size.`);
}
