import { inflateSync } from 'node:zlib';

/** One object of a PDF file: its dictionary as text and what its stream holds, unpacked. */
export interface PdfObject {
  readonly dictionary: string;
  readonly stream: Buffer | null;
}

/** The objects of a PDF file by their numbers, found by its table of places as a reader finds them (ISO 32000-1, 7.5.4). */
export function pdfObjects(bytes: Uint8Array): Map<number, PdfObject> {
  const file = Buffer.from(bytes);
  const text = file.toString('latin1');
  if (!/^%PDF-1\.\d/.test(text) || !/%%EOF\s*$/.test(text)) throw new Error('Not a whole PDF file.');
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]);
  const [head, count] = /^xref\s+0 (\d+)\s+/.exec(text.slice(table)) ?? [];
  if (head === undefined) throw new Error('There is no table where the file says.');
  const objects = new Map<number, PdfObject>();
  for (let number = 1; number < Number(count); number++) {
    const entry = text.slice(table + head.length + 20 * number, table + head.length + 20 * (number + 1));
    const place = Number(entry.slice(0, 10));
    const begin = `${number} 0 obj`;
    if (!text.startsWith(begin, place)) throw new Error(`Object ${number} is not where the table says.`);
    const inside = place + begin.length;
    const end = text.indexOf('endobj', inside);
    const streamPlace = text.indexOf('stream\n', inside);
    if (streamPlace === -1 || streamPlace > end) {
      objects.set(number, { dictionary: text.slice(inside, end).trim(), stream: null });
      continue;
    }
    const dictionary = text.slice(inside, streamPlace).trim();
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1]);
    const packed = file.subarray(streamPlace + 7, streamPlace + 7 + length);
    const isPacked = dictionary.includes('/FlateDecode');
    objects.set(number, { dictionary, stream: isPacked ? inflateSync(packed) : packed });
  }
  return objects;
}

/** The pages of a file in the order of its objects: size in points and the commands that draw them. */
export function pdfPages(objects: ReadonlyMap<number, PdfObject>) {
  return [...objects.values()]
    .filter(({ dictionary }) => /\/Type \/Page\b/.test(dictionary))
    .map(({ dictionary }) => {
      const box = /\/MediaBox \[([^\]]*)\]/.exec(dictionary)?.[1].trim().split(/\s+/).map(Number) ?? [];
      const contents = Number(/\/Contents (\d+) 0 R/.exec(dictionary)?.[1]);
      return { box, commands: objects.get(contents)?.stream?.toString('latin1') ?? '' };
    });
}
