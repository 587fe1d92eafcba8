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

function round10(key: readonly number[], counter: readonly number[]): number[] {
  let [c0, c1, c2, c3] = counter;
  let k0 = key[0] >>> 0;
  let k1 = key[1] >>> 0;
  for (let round = 0; round < 10; round++) {
    const a = BigInt(c0) * 0xd2511f53n;
    const b = BigInt(c2) * 0xcd9e8d57n;
    const [highA, lowA] = [Number(a >> 32n), Number(a & 0xffffffffn)];
    const [highB, lowB] = [Number(b >> 32n), Number(b & 0xffffffffn)];
    [c0, c1, c2, c3] = [(highB ^ c1 ^ k0) >>> 0, lowB, (highA ^ c3 ^ k1) >>> 0, lowA];
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0 | 0, c1 | 0, c2 | 0, c3 | 0];
}
