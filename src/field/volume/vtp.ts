import { joinMeshes } from './mesh';
import { withTriangles, type ShownMesh } from './shown-mesh';

type Data = Float32Array | Int32Array | Uint32Array;

/**
 * Meshes as one file of VTK polygons (.vtp): normals and the values that vertices are coloured by (`value`, not a
 * number where a part has none), and for each triangle the number of its part, in the order of the arguments.
 * VTK file formats, XML, version 1.0 with raw appended data; little endian.
 * Throws a RangeError when there is no triangle.
 */
export function vtpBytes(parts: readonly ShownMesh[]): Uint8Array<ArrayBuffer> {
  const shown = withTriangles(parts);
  const whole = joinMeshes(
    shown.map(({ mesh }) => ({
      ...mesh,
      scalars: mesh.scalars ?? new Float32Array(mesh.positions.length / 3).fill(NaN),
    })),
  );
  const points = whole.positions.length / 3;
  const triangles = whole.indices.length / 3;
  const partOf = shown.flatMap(({ mesh }) =>
    new Array<number>(mesh.indices.length / 3).fill(parts.findIndex((part) => part.mesh === mesh)),
  );
  const appended: Data[] = [];
  let offset = 0;

  function array(name: string, type: string, width: number, data: Data): string {
    const at = offset;
    appended.push(data);
    offset += 8 + data.byteLength;
    return `<DataArray type="${type}" Name="${name}" NumberOfComponents="${width}" format="appended" offset="${at}"/>`;
  }

  const header = `<?xml version="1.0"?>
<VTKFile type="PolyData" version="1.0" byte_order="LittleEndian" header_type="UInt64">
<PolyData>
<Piece NumberOfPoints="${points}" NumberOfVerts="0" NumberOfLines="0" NumberOfStrips="0" NumberOfPolys="${triangles}">
<PointData Scalars="value" Normals="normal">
${array('value', 'Float32', 1, whole.scalars!)}
${array('normal', 'Float32', 3, whole.normals)}
</PointData>
<CellData>
${array('part', 'Int32', 1, Int32Array.from(partOf))}
</CellData>
<Points>
${array('points', 'Float32', 3, whole.positions)}
</Points>
<Polys>
${array('connectivity', 'Int32', 1, Int32Array.from(whole.indices))}
${array(
  'offsets',
  'Int32',
  1,
  Int32Array.from({ length: triangles }, (_, k) => 3 * (k + 1)),
)}
</Polys>
</Piece>
</PolyData>
<AppendedData encoding="raw">
_`;
  const start = new TextEncoder().encode(header);
  const end = new TextEncoder().encode('\n</AppendedData>\n</VTKFile>\n');
  const bytes = new Uint8Array(start.length + offset + end.length);
  bytes.set(start);
  let at = start.length;
  for (const data of appended) {
    new DataView(bytes.buffer).setUint32(at, data.byteLength, true);
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at + 8);
    at += 8 + data.byteLength;
  }
  bytes.set(end, at);
  return bytes;
}
