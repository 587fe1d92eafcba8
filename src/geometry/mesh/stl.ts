/** Corners of triangles in their order: nine numbers for each. */
export type Corners = Float64Array;

const headerBytes = 84;
const triangleBytes = 50;
const notWhole =
  'is not a whole STL file: it is neither as long as it says nor a text that begins with "solid" and has corners.';

/**
 * The triangles of an STL file, text or binary.
 * @param text the file, one character for each byte
 * Errors: what is wrong with the file, as the rest of a sentence that begins with its name.
 */
export function readStl(text: string): Corners {
  if (text.length >= headerBytes) {
    const bytes = Uint8Array.from({ length: 4 }, (_, k) => text.charCodeAt(80 + k));
    const count = new DataView(bytes.buffer).getUint32(0, true);
    // A text may begin with any word, and so may a binary file: only the length tells.
    if (text.length === headerBytes + triangleBytes * count) return binary(text, count);
  }
  if (!/^\s*solid/i.test(text)) throw new Error(notWhole);
  return fromText(text);
}

function binary(text: string, count: number): Corners {
  const view = new DataView(new ArrayBuffer(36));
  const corners = new Float64Array(9 * count);
  for (let triangle = 0; triangle < count; triangle++) {
    // The normal before the corners says nothing that their order does not.
    const start = headerBytes + triangleBytes * triangle + 12;
    for (let k = 0; k < 36; k++) view.setUint8(k, text.charCodeAt(start + k));
    for (let k = 0; k < 9; k++) corners[9 * triangle + k] = view.getFloat32(4 * k, true);
  }
  return finite(corners);
}

function fromText(text: string): Corners {
  const values: number[] = [];
  for (const match of text.matchAll(/vertex\s+(\S+)\s+(\S+)\s+(\S+)/gi)) {
    values.push(Number(match[1]), Number(match[2]), Number(match[3]));
  }
  if (values.length === 0) throw new Error(notWhole);
  if (values.length % 9 !== 0) {
    throw new Error(`holds ${values.length / 3} corners, which make no whole number of triangles.`);
  }
  return finite(Float64Array.from(values));
}

function finite(corners: Corners): Corners {
  const wrong = corners.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new Error(`has a corner that is no number in triangle ${Math.floor(wrong / 9) + 1}.`);
  if (corners.length === 0) throw new Error('holds no triangle.');
  return corners;
}
