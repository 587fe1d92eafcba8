import { inflateSync } from 'node:zlib';
import { mostBytes, Unreadable, type ArrayFile } from './array-file';
import { bytesOf, latin, numbersIn, type NumberKind } from './numbers';
import { imageFile, type ImageArray } from './vtk-image';

/** Types of numbers (VTK file formats, XML). */
const kinds: Readonly<Record<string, NumberKind>> = {
  Float64: 'f8', Float32: 'f4', Int64: 'i8', Int32: 'i4', Int16: 'i2', Int8: 'i1',
  UInt64: 'u8', UInt32: 'u4', UInt16: 'u2', UInt8: 'u1',
}; // prettier-ignore

const damaged = 'The file is no image of VTK, or it is damaged; write it again.';

interface Encoding {
  readonly little: boolean;
  /** Of the numbers that tell how many bytes follow. */
  readonly header: NumberKind;
  readonly isPacked: boolean;
  /** Of the appended data; null where there is none. */
  readonly appended: { readonly bytes: Uint8Array; readonly isText: boolean } | null;
}

/** Image data in an XML file of VTK (.vti), with data as text, in base 64 or appended, packed with zlib or not. */
export function openVti(bytes: Uint8Array): ArrayFile {
  const text = latin(bytes);
  const end = text.indexOf('<AppendedData');
  const xml = end < 0 ? text : text.slice(0, end);
  const file = attributesOf(/<VTKFile\b([^>]*)>/.exec(xml)?.[1]);
  const image = attributesOf(/<ImageData\b([^>]*)>/.exec(xml)?.[1]);
  const pieces = [...xml.matchAll(/<Piece\b([^>]*)>/g)];
  if (file.type !== 'ImageData' || pieces.length === 0) throw new Unreadable(damaged);
  if (pieces.length > 1) throw new Unreadable('The image is in several pieces; write it as a single piece.');
  if (!/^1 0 0 0 1 0 0 0 1$/.test(image.Direction ?? '1 0 0 0 1 0 0 0 1'))
    throw new Unreadable('The axes of the image are turned; write it with axes along x, y and z.');
  const packing = file.compressor ?? '';
  if (packing !== '' && packing !== 'vtkZLibDataCompressor')
    throw new Unreadable(`The image is packed by ${packing}; write it unpacked, or with zlib.`);
  const start = text.indexOf('_', end) + 1;
  const encoding: Encoding = {
    little: file.byte_order !== 'BigEndian',
    header: file.header_type === 'UInt64' ? 'u8' : 'u4',
    isPacked: packing !== '',
    appended:
      end < 0
        ? null
        : {
            bytes: bytes.subarray(start),
            isText: attributesOf(text.slice(end, start)).encoding === 'base64',
          },
  };
  const extent = numbers(attributesOf(pieces[0][1]).Extent ?? image.WholeExtent, 6);
  const [origin, spacing] = [numbers(image.Origin ?? '0 0 0', 3), numbers(image.Spacing ?? '1 1 1', 3)];
  const arrays = (['PointData', 'CellData'] as const).flatMap((part) =>
    sectionArrays(xml, part, encoding).map((array) => ({ ...array, onCells: part === 'CellData' })),
  );
  const time = sectionArrays(xml, 'FieldData', encoding).find(({ name }) => name === 'TimeValue');
  return imageFile(
    {
      extents: [0, 1, 2].map((axis) => extent[2 * axis + 1] - extent[2 * axis] + 1) as [
        number,
        number,
        number,
      ],
      origin: origin.map((value, axis) => value + extent[2 * axis] * spacing[axis]),
      spacing,
    },
    arrays,
    time?.read()[0],
  );
}

function attributesOf(text = ''): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, one, other]) => [
      name,
      plain(one ?? other),
    ]),
  );
}

/** A text of XML with its signs put back. */
function plain(text: string): string {
  const signs: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  const decoded = text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => signs[name]);
  return Buffer.from(decoded, 'latin1').toString('utf8');
}

function numbers(text: string | undefined, count: number): number[] {
  const found = (text ?? '').trim().split(/\s+/).map(Number);
  if (found.length !== count || !found.every(Number.isFinite)) throw new Unreadable(damaged);
  return found;
}

function sectionArrays(xml: string, section: string, encoding: Encoding): Omit<ImageArray, 'onCells'>[] {
  const begin = xml.search(new RegExp(`<${section}\\b[^>]*[^/]>|<${section}>`));
  const end = begin < 0 ? -1 : xml.indexOf(`</${section}>`, begin);
  if (end < 0) return [];
  const found: Omit<ImageArray, 'onCells'>[] = [];
  const tags = /<(?:Data)?Array\b([^>]*?)(\/?)>/g;
  tags.lastIndex = begin;
  for (let tag = tags.exec(xml); tag !== null && tag.index < end; tag = tags.exec(xml)) {
    const own = attributesOf(tag[1]);
    const kind = kinds[own.type ?? ''];
    if (kind === undefined || own.Name === undefined) continue;
    const from = tags.lastIndex;
    const inner = () => (tag[2] === '/' ? '' : xml.slice(from, xml.indexOf('<', from)));
    found.push({
      name: own.Name,
      components: Number(own.NumberOfComponents ?? 1) || 1,
      read: () => valuesOf(own, kind, inner(), encoding),
    });
  }
  return found;
}

function valuesOf(
  { format, offset }: Record<string, string>,
  kind: NumberKind,
  inner: string,
  encoding: Encoding,
): Float64Array {
  if (format === 'ascii') {
    const text = inner.trim();
    return text === '' ? new Float64Array() : Float64Array.from(text.split(/\s+/), Number);
  }
  const { appended, little } = encoding;
  if (format === 'appended' && appended === null) throw new Unreadable('is missing: nothing is appended.');
  const source =
    format !== 'appended'
      ? inner.replace(/\s+/g, '')
      : appended!.isText
        ? latin(appended!.bytes.subarray(Number(offset)))
        : appended!.bytes.subarray(Number(offset));
  const bytes = blockBytes(source, encoding);
  return numbersIn(bytes, kind, little, Math.floor(bytes.length / bytesOf(kind)));
}

/**
 * The bytes of a block of data: behind their number or, packed, behind the sizes of the parts. In base 64 that header
 * is one text with the data; packed, it is a text of its own.
 * @param source bytes, or a text in base 64
 */
function blockBytes(source: Uint8Array | string, { header, little, isPacked }: Encoding): Uint8Array {
  const size = bytesOf(header);
  const end = (length: number) => (typeof source === 'string' ? 4 * Math.ceil(length / 3) : length);
  const take = (from: number, length: number): Uint8Array => {
    if (from + end(length) > source.length)
      throw new Unreadable('is cut off: the file is shorter than it says. Copy it again.');
    if (typeof source !== 'string') return source.subarray(from, from + length);
    const bytes = Buffer.from(source.slice(from, from + end(length)), 'base64');
    if (bytes.length < length)
      throw new Unreadable('is damaged: it is no text in base 64. Write the file again.');
    return bytes.subarray(0, length);
  };
  const [first] = numbersIn(take(0, size), header, little, 1);
  if (!isPacked) return take(0, size + first).subarray(size);
  const head = size * (3 + first);
  const [, partBytes, lastBytes, ...packed] = numbersIn(take(0, head), header, little, 3 + first);
  const body = take(
    end(head),
    packed.reduce((sum, length) => sum + length, 0),
  );
  const whole = first * partBytes;
  if (whole > mostBytes) throw new Unreadable('is larger than 2 GiB; take fewer points.');
  let at = 0;
  const parts = packed.map((length, k) => {
    const part = body.subarray(at, (at += length));
    const full = k === first - 1 && lastBytes > 0 ? lastBytes : partBytes;
    try {
      return inflateSync(part, { maxOutputLength: Math.max(1, full) });
    } catch {
      throw new Unreadable('is damaged: it can not be unpacked. Write the file again.');
    }
  });
  return Buffer.concat(parts);
}
