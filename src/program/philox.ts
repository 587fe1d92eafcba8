/**
 * Philox4x32-10 (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
 *
 * @param key two 32-bit words
 * @param counter four 32-bit words, low word first; block b of the output uses counter + b
 * @param count number of int32 words wanted
 */
export function philox(key: readonly number[], counter: readonly number[], count: number): Int32Array {
  const output = new Int32Array(count);
  const word = counter.map((part) => part >>> 0);
  for (let start = 0; start < count; start += 4) {
    const block = round10(key, word);
    for (let k = 0; k < 4 && start + k < count; k++) output[start + k] = block[k];
    for (let k = 0; k < 4; k++) {
      word[k] = (word[k] + 1) >>> 0;
      if (word[k] !== 0) break;
    }
  }
  return output;
}

/** The upper 32 bits of the product of two unsigned words, by halves of 16 bits. */
function highProduct(a: number, b: number): number {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const first = aHigh * bLow + Math.floor((aLow * bLow) / 65536);
  const second = aLow * bHigh + (first % 65536);
  return aHigh * bHigh + Math.floor(first / 65536) + Math.floor(second / 65536);
}

function round10(key: readonly number[], counter: readonly number[]): number[] {
  let [c0, c1, c2, c3] = counter;
  let k0 = key[0] >>> 0;
  let k1 = key[1] >>> 0;
  for (let round = 0; round < 10; round++) {
    const highA = highProduct(c0, 0xd2511f53);
    const highB = highProduct(c2, 0xcd9e8d57);
    const lowA = Math.imul(c0, 0xd2511f53) >>> 0;
    c0 = (highB ^ c1 ^ k0) >>> 0;
    c1 = Math.imul(c2, 0xcd9e8d57) >>> 0;
    c2 = (highA ^ c3 ^ k1) >>> 0;
    c3 = lowA;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0 | 0, c1 | 0, c2 | 0, c3 | 0];
}
