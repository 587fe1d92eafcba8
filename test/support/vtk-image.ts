/** Reads VTK image data with raw appended arrays: an independent reading of the format, after the VTK file formats guide. */

export interface VtkImage {
  /** Points along x, y and z; x runs fastest. */
  readonly counts: readonly number[];
  readonly origin: readonly number[];
  readonly spacing: readonly number[];
  readonly arrays: Readonly<Record<string, Float64Array>>;
}

const appended = '<AppendedData encoding="raw">\n_';

/** The appended arrays of a VTK file by name. */
export function vtkArrays(bytes: Buffer): Record<string, Float64Array> {
  const start = bytes.indexOf(appended) + appended.length;
  const arrays: Record<string, Float64Array> = {};
  const pattern = /<DataArray type="Float64" Name="([^"]*)"[^>]*offset="(\d+)"/g;
  for (const [, name, offset] of bytes.toString('latin1').matchAll(pattern)) {
    const at = start + Number(offset);
    const size = Number(bytes.readBigUInt64LE(at));
    arrays[name] = Float64Array.from({ length: size / 8 }, (_, k) => bytes.readDoubleLE(at + 8 + 8 * k));
  }
  return arrays;
}

export function readVtkImage(bytes: Buffer): VtkImage {
  const head = bytes.subarray(0, bytes.indexOf(appended)).toString('latin1');
  const numbers = (name: string): number[] => {
    const text = new RegExp(` ${name}="([^"]*)"`).exec(head)?.[1];
    if (text === undefined) throw new Error(`The file has no ${name}.`);
    return text.split(' ').map(Number);
  };
  const extent = numbers('WholeExtent');
  const counts = [0, 1, 2].map((k) => extent[2 * k + 1] - extent[2 * k] + 1);
  return { counts, origin: numbers('Origin'), spacing: numbers('Spacing'), arrays: vtkArrays(bytes) };
}
