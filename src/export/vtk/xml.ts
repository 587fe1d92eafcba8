import { ByteList, memoryBytes } from '../bytes';

export type VtkNumbers = Float64Array | Float32Array | BigInt64Array | Uint8Array;

const typeName = (data: VtkNumbers) => {
  if (data instanceof Float64Array) return 'Float64';
  if (data instanceof Float32Array) return 'Float32';
  return data instanceof Uint8Array ? 'UInt8' : 'Int64';
};

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/**
 * A VTK file in XML whose arrays stand after it as raw bytes ("VTK XML Formats", appended data): each as its size in
 * bytes in 64 bits and its values, little-endian.
 */
export class VtkFile {
  private readonly head: string[];
  private readonly blocks = new ByteList();

  constructor(
    private readonly type: 'ImageData' | 'UnstructuredGrid',
    opening: string,
  ) {
    this.head = [
      '<?xml version="1.0"?>',
      `<VTKFile type="${type}" version="1.0" byte_order="LittleEndian" header_type="UInt64">`,
      `<${type}${opening}>`,
    ];
  }

  add(line: string): this {
    this.head.push(line);
    return this;
  }

  array(name: string, data: VtkNumbers, attributes = ''): this {
    const text = `type="${typeName(data)}" Name="${escaped(name)}"${attributes} format="appended"`;
    this.head.push(`<DataArray ${text} offset="${this.blocks.length}"/>`);
    this.blocks.add(memoryBytes(BigUint64Array.of(BigInt(data.byteLength)))).add(memoryBytes(data));
    return this;
  }

  /** The time that the file stands for, as ParaView reads it. */
  time(value: number | null): this {
    if (value === null) return this;
    return this.add('<FieldData>')
      .array('TimeValue', Float64Array.of(value), ' NumberOfTuples="1"')
      .add('</FieldData>');
  }

  bytes(): Uint8Array {
    const end = [`</${this.type}>`, '<AppendedData encoding="raw">', '_'].join('\n');
    return new ByteList()
      .add(`${this.head.join('\n')}\n${end}`)
      .add(this.blocks.bytes())
      .add('\n</AppendedData>\n</VTKFile>\n')
      .bytes();
  }
}
