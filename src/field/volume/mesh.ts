import type { Mesh } from './types';

type Triangles = Pick<Mesh, 'positions' | 'indices'>;

export function meshArea(mesh: Triangles): number {
  let area = 0;
  forEachFace(mesh.positions, mesh.indices, (_corners, x, y, z) => (area += Math.hypot(x, y, z) / 2));
  return area;
}

/** Vertices − edges + triangles: 2 for each closed surface like a sphere, 0 for one like a torus. */
export function eulerCharacteristic({ positions, indices }: Triangles): number {
  const used = new Set(indices);
  return used.size - edgeCounts({ positions, indices }).size + indices.length / 3;
}

/** Whether each edge belongs to two triangles that pass it in opposite directions. */
export function isClosed(mesh: Triangles): boolean {
  return [...edgeCounts(mesh).values()].every(({ forth, back }) => forth === 1 && back === 1);
}

/** Unit normals of the vertices: of the triangles around each, weighted by their area. */
export function faceNormals(positions: Float32Array, indices: Uint32Array): Float32Array {
  const normals = new Float32Array(positions.length);
  forEachFace(positions, indices, (corners, x, y, z) => {
    for (const corner of corners) {
      normals[3 * corner] += x;
      normals[3 * corner + 1] += y;
      normals[3 * corner + 2] += z;
    }
  });
  for (let at = 0; at < normals.length; at += 3) {
    const size = Math.hypot(normals[at], normals[at + 1], normals[at + 2]);
    if (size > 0) for (let k = 0; k < 3; k++) normals[at + k] /= size;
  }
  return normals;
}

/** Several meshes as one. They have scalars all or none. */
export function joinMeshes(meshes: readonly Mesh[]): Mesh {
  const whole = (pick: (mesh: Mesh) => Float32Array): Float32Array => {
    const parts = meshes.map(pick);
    const result = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    parts.reduce((at, part) => (result.set(part, at), at + part.length), 0);
    return result;
  };
  const indices = new Uint32Array(meshes.reduce((sum, mesh) => sum + mesh.indices.length, 0));
  let [at, first] = [0, 0];
  for (const mesh of meshes) {
    for (const index of mesh.indices) indices[at++] = first + index;
    first += mesh.positions.length / 3;
  }
  const hasScalars = meshes.length > 0 && meshes.every(({ scalars }) => scalars !== undefined);
  return {
    positions: whole(({ positions }) => positions),
    normals: whole(({ normals }) => normals),
    indices,
    ...(hasScalars && { scalars: whole(({ scalars }) => scalars!) }),
  };
}

/** Calls with the corners of each triangle and its normal, twice its area long. */
function forEachFace(
  positions: Float32Array,
  indices: Uint32Array,
  call: (corners: readonly number[], x: number, y: number, z: number) => void,
): void {
  const corners = [0, 0, 0];
  for (let at = 0; at < indices.length; at += 3) {
    const [a, b, c] = [3 * indices[at], 3 * indices[at + 1], 3 * indices[at + 2]];
    for (let k = 0; k < 3; k++) corners[k] = indices[at + k];
    const [ux, uy, uz] = [0, 1, 2].map((k) => positions[b + k] - positions[a + k]);
    const [vx, vy, vz] = [0, 1, 2].map((k) => positions[c + k] - positions[a + k]);
    call(corners, uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx);
  }
}

/** How often each edge is passed towards the vertex of the larger number, and back. */
function edgeCounts({ positions, indices }: Triangles): Map<number, { forth: number; back: number }> {
  const vertices = positions.length / 3;
  const counts = new Map<number, { forth: number; back: number }>();
  for (let at = 0; at < indices.length; at += 3) {
    for (let k = 0; k < 3; k++) {
      const [from, to] = [indices[at + k], indices[at + ((k + 1) % 3)]];
      const key = Math.min(from, to) * vertices + Math.max(from, to);
      const count = counts.get(key) ?? { forth: 0, back: 0 };
      if (from < to) count.forth++;
      else count.back++;
      counts.set(key, count);
    }
  }
  return counts;
}
