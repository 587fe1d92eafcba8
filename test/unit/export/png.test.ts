import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../src/run/crc32';
import { pngBytes } from '../../../src/export';

describe('a PNG file', () => {
  const pixels = Uint8Array.from({ length: 4 * 3 * 2 }, (_, i) => (37 * i) % 256);
  const file = Buffer.from(pngBytes(3, 2, pixels));

  it('holds its size and its pixels, line by line', () => {
    expect(file.subarray(1, 4).toString('latin1')).toBe('PNG');
    const found: Record<string, Buffer> = {};
    for (let at = 8; at < file.length;) {
      const length = file.readUInt32BE(at);
      found[file.subarray(at + 4, at + 8).toString('latin1')] = file.subarray(at + 8, at + 8 + length);
      at += length + 12;
    }
    expect([found['IHDR'].readUInt32BE(0), found['IHDR'].readUInt32BE(4)]).toEqual([3, 2]);
    const lines = inflateSync(found['IDAT']);
    expect(lines).toHaveLength(2 * 13);
    for (const y of [0, 1]) {
      expect([...lines.subarray(13 * y + 1, 13 * y + 13)]).toEqual([...pixels.subarray(12 * y, 12 * y + 12)]);
    }
  });

  it('ends with the empty chunk whose checksum everyone knows', () => {
    expect(file.subarray(-8).toString('hex')).toBe(`49454e44${crc32('IEND')}`);
    expect(crc32('IEND')).toBe('ae426082');
  });

  it('refuses pixels that do not fit the size', () => {
    expect(() => pngBytes(3, 3, pixels)).toThrow('A picture of 3 × 3 has 36 values, not 24.');
  });
});
