/** Bytes of one file, put together piece by piece. */
export class ByteList {
  private readonly parts: Uint8Array[] = [];
  length = 0;

  add(part: Uint8Array | string): this {
    const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : part;
    this.parts.push(bytes);
    this.length += bytes.length;
    return this;
  }

  /** Zeros up to a multiple of `size`. */
  align(size: number): this {
    const missing = (size - (this.length % size)) % size;
    return missing === 0 ? this : this.add(new Uint8Array(missing));
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

/** The bytes of an array as they lie in memory: little-endian on every machine that the lab runs on. */
export function memoryBytes(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** The same numbers with the most significant byte first. */
export function bigEndianBytes(data: Float64Array | Float32Array | Int32Array): Uint8Array {
  const bytes = memoryBytes(data).slice();
  const size = data.BYTES_PER_ELEMENT;
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
  return bytes;
}
