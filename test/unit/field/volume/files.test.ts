import validator from 'gltf-validator';
import { describe, expect, it } from 'vitest';
import {
  arrowMesh,
  arrows,
  gltfBytes,
  isosurface,
  meshArea,
  regionSurface,
  vtpBytes,
  type Mesh,
  type ShownMesh,
} from '../../../../src/field/volume';
import { cube, sampled } from './support';

const grid = cube(17);
const ball = sampled(grid, (x, y, z) => Math.hypot(x, y, z));
const sphere = isosurface(grid, ball, 0.6, { colour: sampled(grid, (x) => x) });
const [ones, zeros] = [1, 0].map((value) => sampled(grid, () => value));
const parts: ShownMesh[] = [
  { name: 'sphere', mesh: sphere, colour: { map: 'balance', range: [-0.6, 0.6] } },
  { name: 'nothing', mesh: isosurface(grid, ball, 9), colour: { plain: [1, 0, 0] } },
  {
    name: 'arrows',
    mesh: arrowMesh(arrows(grid, [ones, zeros, ones], { count: 3 })),
    colour: { map: 'viridis' },
    opacity: 0.5,
  },
  {
    name: 'region',
    mesh: regionSurface(
      grid,
      Uint8Array.from(ball, (r) => Number(r < 0.9)),
    ),
    colour: { plain: [0.5, 0.5, 0.5] },
  },
];

interface Document {
  accessors: { bufferView: number; componentType: number; count: number; type: string }[];
  bufferViews: { byteOffset: number; byteLength: number }[];
  meshes: { name: string; primitives: { attributes: Record<string, number>; indices: number }[] }[];
}

/** The parts of a .glb by the format's own rules. */
function readGlb(bytes: Uint8Array<ArrayBuffer>) {
  const numbers = new DataView(bytes.buffer);
  const jsonLength = numbers.getUint32(12, true);
  const document = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonLength))) as Document;
  const start = 20 + jsonLength + 8;
  const read = (accessor: number) => {
    const view = document.bufferViews[document.accessors[accessor].bufferView];
    return bytes.slice(start + view.byteOffset, start + view.byteOffset + view.byteLength).buffer;
  };
  return { document, read };
}

describe('files of what is shown', () => {
  it('are valid glTF', async () => {
    const report = await validator.validateBytes(gltfBytes(parts), { maxIssues: 100 });
    expect(report.issues.messages.filter(({ severity }) => severity < 2)).toEqual([]);
    expect(report.info).toMatchObject({ drawCallCount: 3, hasMorphTargets: false });
    expect(report.info.totalTriangleCount).toBe(
      parts.reduce((sum, { mesh }) => sum + mesh.indices.length / 3, 0),
    );
  });

  it('hold the meshes bit by bit, and colours in linear light', () => {
    const { document, read } = readGlb(gltfBytes(parts));
    expect(document.meshes.map(({ name }) => name)).toEqual(['sphere', 'arrows', 'region']);
    const [{ attributes, indices }] = document.meshes[0].primitives;
    expect(new Float32Array(read(attributes['POSITION']))).toEqual(sphere.positions);
    expect(new Float32Array(read(attributes['_VALUE']))).toEqual(sphere.scalars);
    expect(new Uint32Array(read(indices))).toEqual(sphere.indices);
    const grey = new Uint16Array(read(document.meshes[2].primitives[0].attributes['COLOR_0']));
    // sRGB 0.5 is 0.214 in linear light.
    expect(grey[0] / 65535).toBeCloseTo(0.21404, 4);
    expect(grey[3]).toBe(65535);
    const half = new Uint16Array(read(document.meshes[1].primitives[0].attributes['COLOR_0']));
    expect(half[3]).toBe(32768);
  });

  it('are VTK polygons with appended raw data', () => {
    const bytes = vtpBytes(parts);
    const text = new TextDecoder('latin1').decode(bytes);
    const start = text.indexOf('_', text.indexOf('<AppendedData')) + 1;
    const numbers = new DataView(bytes.buffer);
    const array = (name: string) => {
      const offset = Number(new RegExp(`Name="${name}"[^>]*offset="(\\d+)"`).exec(text)![1]);
      const length = Number(numbers.getBigUint64(start + offset, true));
      return bytes.slice(start + offset + 8, start + offset + 8 + length).buffer;
    };
    const positions = new Float32Array(array('points'));
    const indices = new Uint32Array(array('connectivity'));
    const shown = parts.map(({ mesh }) => mesh).filter((mesh: Mesh) => mesh.indices.length > 0);
    expect(meshArea({ positions, indices })).toBeCloseTo(
      shown.reduce((sum, mesh) => sum + meshArea(mesh), 0),
      9,
    );
    expect(new Int32Array(array('offsets')).at(-1)).toBe(indices.length);
    expect(new Set(new Int32Array(array('part')))).toEqual(new Set([0, 2, 3]));
    const values = new Float32Array(array('value'));
    expect(values.subarray(0, sphere.scalars!.length)).toEqual(sphere.scalars);
    expect(values.at(-1)).toBeNaN();
    expect(text).toContain(`NumberOfPoints="${positions.length / 3}"`);
    expect(text.endsWith('\n</AppendedData>\n</VTKFile>\n')).toBe(true);
  });

  it('are not made of nothing', () => {
    for (const write of [gltfBytes, vtpBytes])
      expect(() => write([parts[1]])).toThrow('There is nothing to write: the view shows no surface.');
  });
});
