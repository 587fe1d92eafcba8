import type { Values } from '../grid';
import { volumeStrides, type Mesh, type VolumeGrid } from './types';

/**
 * The surface of the cells whose eight corners are all kept: two triangles for each face behind which there is no such
 * cell. It shows a mask or a threshold as what it is on this grid.
 * @param kept 1 at nodes that are kept
 */
export function regionSurface(grid: VolumeGrid, kept: Uint8Array, colour?: Values): Mesh {
  const steps = volumeStrides(grid);
  const cells = grid.shape.map((count) => count - 1);
  const [positions, normals, scalars, indices]: number[][] = [[], [], [], []];
  const corners = Array.from(
    { length: 8 },
    (_, corner) => (corner & 1) * steps[0] + ((corner >> 1) & 1) * steps[1] + (corner >> 2) * steps[2],
  );
  const isKept = (at: readonly number[]): boolean => {
    if (at.some((place, k) => place < 0 || place >= cells[k])) return false;
    const node = at[0] * steps[0] + at[1] * steps[1] + at[2] * steps[2];
    return corners.every((offset) => kept[node + offset] === 1);
  };

  for (let i = 0; i < cells[0]; i++)
    for (let j = 0; j < cells[1]; j++)
      for (let k = 0; k < cells[2]; k++) {
        if (!isKept([i, j, k])) continue;
        for (let axis = 0; axis < 3; axis++)
          for (const side of [0, 1]) {
            const beside = [i, j, k];
            beside[axis] += 2 * side - 1;
            if (!isKept(beside)) face([i, j, k], axis, side);
          }
      }

  function face(cell: readonly number[], axis: number, side: number): void {
    const [right, up] = [(axis + 1) % 3, (axis + 2) % 3];
    const first = positions.length / 3;
    for (const [r, u] of [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]) {
      const at = [...cell];
      at[axis] += side;
      at[right] += r;
      at[up] += u;
      const normal = [0, 0, 0];
      normal[axis] = 2 * side - 1;
      at.forEach((place, k) => positions.push(grid.axes[k].values[place]));
      normals.push(...normal);
      if (colour) scalars.push(colour[at[0] * steps[0] + at[1] * steps[1] + at[2] * steps[2]]);
    }
    const [second, last] = side === 1 ? [1, 3] : [3, 1];
    indices.push(first, first + second, first + 2, first, first + 2, first + last);
  }

  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    indices: Uint32Array.from(indices),
    ...(colour && { scalars: Float32Array.from(scalars) }),
  };
}
