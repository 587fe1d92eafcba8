import { colourMaps } from '../colour-map';
import type { Rgb } from '../oklab';
import { usedRange, withTriangles, type ShownMesh } from './shown-mesh';

/** Numbers of the format (Khronos Group, glTF 2.0 specification). */
const codes = { magic: 0x46546c67, json: 0x4e4f534a, bin: 0x004e4942 } as const;
const components = { ushort: 5123, uint: 5125, float: 5126 } as const;
const targets = { vertices: 34962, indices: 34963 } as const;

/** Upwards is the second axis in this format, and the third one here. */
const upwards = [-Math.SQRT1_2, 0, 0, Math.SQRT1_2] as const;

/** Unit length, as a reader asks for it where a vertex has no direction. */
const anyDirection = [0, 0, 1] as const;

/**
 * Meshes as one glTF 2.0 file (.glb): positions, normals, colours of the vertices in linear light, and the values they
 * are coloured by as the attribute _VALUE.
 * Throws a RangeError when there is no triangle.
 */
export function gltfBytes(parts: readonly ShownMesh[]): Uint8Array<ArrayBuffer> {
  const shown = withTriangles(parts);
  const buffers: Uint8Array[] = [];
  let length = 0;
  const views: object[] = [];
  const accessors: object[] = [];

  function add(
    data: Float32Array | Uint32Array | Uint16Array,
    type: 'SCALAR' | 'VEC3' | 'VEC4',
    extra: object = {},
  ): number {
    const isIndex = data instanceof Uint32Array;
    const width = { SCALAR: 1, VEC3: 3, VEC4: 4 }[type];
    views.push({
      buffer: 0,
      byteOffset: length,
      byteLength: data.byteLength,
      target: isIndex ? targets.indices : targets.vertices,
    });
    buffers.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    length += data.byteLength;
    const componentType =
      data instanceof Float32Array ? components.float : isIndex ? components.uint : components.ushort;
    const accessor = { bufferView: views.length - 1, componentType, count: data.length / width, type };
    accessors.push({ ...accessor, ...extra });
    return accessors.length - 1;
  }

  const meshes = shown.map((part, k) => {
    const { positions, normals, indices, scalars } = part.mesh;
    const attributes = {
      POSITION: add(positions, 'VEC3', bounds(positions)),
      NORMAL: add(unitNormals(normals), 'VEC3'),
      COLOR_0: add(colours(part), 'VEC4', { normalized: true }),
      ...(scalars && { _VALUE: add(finite(scalars), 'SCALAR') }),
    };
    const primitive = { attributes, indices: add(indices, 'SCALAR'), material: k, mode: 4 };
    return { name: part.name, primitives: [primitive] };
  });
  const document = {
    asset: { version: '2.0', generator: 'Collocate' },
    scene: 0,
    scenes: [{ nodes: [shown.length] }],
    nodes: [
      ...shown.map(({ name }, mesh) => ({ name, mesh })),
      { name: 'axes', rotation: upwards, children: shown.map((_, k) => k) },
    ],
    meshes,
    materials: shown.map(({ name, opacity = 1 }) => ({
      name,
      doubleSided: true,
      ...(opacity < 1 && { alphaMode: 'BLEND' }),
      pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 0.6 },
    })),
    accessors,
    bufferViews: views,
    buffers: [{ byteLength: length }],
  };
  return container(new TextEncoder().encode(JSON.stringify(document)), buffers, length);
}

function container(
  json: Uint8Array,
  buffers: readonly Uint8Array[],
  length: number,
): Uint8Array<ArrayBuffer> {
  const padded = (size: number): number => 4 * Math.ceil(size / 4);
  const total = 12 + 8 + padded(json.length) + 8 + padded(length);
  const bytes = new Uint8Array(total);
  const numbers = new DataView(bytes.buffer);
  const words = (at: number, ...values: number[]) =>
    values.forEach((value, k) => numbers.setUint32(at + 4 * k, value, true));
  words(0, codes.magic, 2, total, padded(json.length), codes.json);
  // Text is filled up with spaces, numbers with zeros.
  bytes.fill(0x20, 20, 20 + padded(json.length));
  bytes.set(json, 20);
  let at = 20 + padded(json.length);
  words(at, padded(length), codes.bin);
  at += 8;
  for (const buffer of buffers) {
    bytes.set(buffer, at);
    at += buffer.length;
  }
  return bytes;
}

function bounds(positions: Float32Array): { min: number[]; max: number[] } {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  positions.forEach((value, i) => {
    min[i % 3] = Math.min(min[i % 3], value);
    max[i % 3] = Math.max(max[i % 3], value);
  });
  return { min, max };
}

function unitNormals(normals: Float32Array): Float32Array {
  const result = normals.slice();
  for (let at = 0; at < result.length; at += 3) {
    const size = Math.hypot(result[at], result[at + 1], result[at + 2]);
    if (size > 0) for (let k = 0; k < 3; k++) result[at + k] /= size;
    else result.set(anyDirection, at);
  }
  return result;
}

/** The format knows finite numbers only. */
function finite(values: Float32Array): Float32Array {
  return values.map((value) => (Number.isFinite(value) ? value : 0));
}

/** Red, green, blue in linear light and opacity, of 16 bits each. */
function colours(part: ShownMesh): Uint16Array<ArrayBuffer> {
  const { mesh, opacity = 1 } = part;
  const count = mesh.positions.length / 3;
  const result = new Uint16Array(4 * count);
  const colourAt = vertexColours(part);
  for (let k = 0; k < count; k++) {
    colourAt(k).forEach((channel, c) => (result[4 * k + c] = Math.round(65535 * linear(channel))));
    result[4 * k + 3] = Math.round(65535 * opacity);
  }
  return result;
}

function vertexColours(part: ShownMesh): (vertex: number) => Rgb {
  const { mesh, colour } = part;
  if (!('map' in colour)) return () => colour.plain;
  const map = colourMaps[colour.map];
  const [low, high] = usedRange(part);
  const { scalars } = mesh;
  return (vertex) => {
    const share = scalars && high > low ? (scalars[vertex] - low) / (high - low) : 0.5;
    return map.at(Math.min(1, Math.max(0, Number.isNaN(share) ? 0.5 : share)));
  };
}

/** The sRGB curve undone (IEC 61966-2-1). */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
