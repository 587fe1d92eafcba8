import type { Values } from '../grid';
import { scalarFunction } from './sampler';
import type { Clip } from './tasks';
import type { Box, Mesh, Plane, VolumeGrid, VolumeOptions } from './types';
import { unit } from './vector';

/** A function of place that is negative where a picture is cut away. */
export type Keep = (x: number, y: number, z: number) => number;

/** How far inside of a plane a point lies: the side to which the normal points is kept. */
export function keepPlane({ origin, normal }: Plane): Keep {
  const [a, b, c] = unit(normal);
  return (x, y, z) => a * (x - origin[0]) + b * (y - origin[1]) + c * (z - origin[2]);
}

/** One function for each face of a box. */
export function keepBox({ low, high }: Box): Keep[] {
  return [
    (x) => x - low[0],
    (x) => high[0] - x,
    (_x, y) => y - low[1],
    (_x, y) => high[1] - y,
    (_x, _y, z) => z - low[2],
    (_x, _y, z) => high[2] - z,
  ];
}

/**
 * What a clip keeps: the part where no function is negative.
 * @param field gives the values of the field of a threshold
 */
export function keepOf(
  clip: Clip | undefined,
  grid: VolumeGrid,
  field: (name: string) => Values,
  options: VolumeOptions = {},
): Keep[] {
  if (clip === undefined) return [];
  const keep = [...(clip.box ? keepBox(clip.box) : []), ...(clip.planes ?? []).map(keepPlane)];
  if (clip.threshold === undefined) return keep;
  const [low, high] = clip.threshold.range;
  const value = scalarFunction(grid, field(clip.threshold.field), 'linear', options);
  return [...keep, (x, y, z) => value(x, y, z) - low, (x, y, z) => high - value(x, y, z)];
}

/** Nodes that are inside and kept. */
export function keptNodes(grid: VolumeGrid, inside: Uint8Array | null, keep: readonly Keep[]): Uint8Array {
  const [xs, ys, zs] = grid.axes.map((axis) => axis.values);
  const kept = new Uint8Array(xs.length * ys.length * zs.length);
  let node = 0;
  for (const x of xs)
    for (const y of ys)
      for (const z of zs) {
        const isInside = inside === null || inside[node] === 1;
        kept[node] = Number(isInside && keep.every((one) => one(x, y, z) >= 0));
        node++;
      }
  return kept;
}

/** The part of a mesh that is kept: triangles are cut, with what stands at their vertices linear along their edges. */
export function clipMesh(mesh: Mesh, keep: readonly Keep[]): Mesh {
  return keep.reduce(cutMesh, mesh);
}

function cutMesh(mesh: Mesh, keep: Keep): Mesh {
  const { positions, normals, scalars, indices } = mesh;
  const count = positions.length / 3;
  const sizes = new Float64Array(count);
  let isWhole = true;
  for (let k = 0; k < count; k++) {
    sizes[k] = keep(positions[3 * k], positions[3 * k + 1], positions[3 * k + 2]);
    if (!(sizes[k] >= 0)) isWhole = false;
  }
  if (isWhole) return mesh;
  const out = { positions: [] as number[], normals: [] as number[], scalars: [] as number[] };
  const triangles: number[] = [];
  const moved = new Map<number, number>();

  /** A vertex of the result between two of the mesh; of one alone where they are the same. */
  function vertex(from: number, to: number): number {
    const key = Math.min(from, to) * count + Math.max(from, to);
    const known = moved.get(key);
    if (known !== undefined) return known;
    const [low, high] = from < to ? [from, to] : [to, from];
    const share = low === high ? 0 : sizes[low] / (sizes[low] - sizes[high]);
    const mix = (values: Float32Array, width: number, k: number): number =>
      (1 - share) * values[width * low + k] + share * values[width * high + k];
    const normal = [0, 1, 2].map((k) => mix(normals, 3, k));
    const size = Math.hypot(...normal) || 1;
    for (let k = 0; k < 3; k++) {
      out.positions.push(mix(positions, 3, k));
      out.normals.push(normal[k] / size);
    }
    if (scalars) out.scalars.push(mix(scalars, 1, 0));
    moved.set(key, out.positions.length / 3 - 1);
    return out.positions.length / 3 - 1;
  }

  for (let at = 0; at < indices.length; at += 3) {
    const corners = [indices[at], indices[at + 1], indices[at + 2]];
    // Unknown is cut away as a whole: there is no place to cut it at.
    if (corners.some((corner) => Number.isNaN(sizes[corner]))) continue;
    const polygon = corners.flatMap((corner, k) => {
      const following = corners[(k + 1) % 3];
      const isKept = sizes[corner] >= 0;
      const passes = isKept !== sizes[following] >= 0;
      return [...(isKept ? [vertex(corner, corner)] : []), ...(passes ? [vertex(corner, following)] : [])];
    });
    for (let k = 2; k < polygon.length; k++) triangles.push(polygon[0], polygon[k - 1], polygon[k]);
  }
  return {
    positions: Float32Array.from(out.positions),
    normals: Float32Array.from(out.normals),
    indices: Uint32Array.from(triangles),
    ...(scalars && { scalars: Float32Array.from(out.scalars) }),
  };
}
