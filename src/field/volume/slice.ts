import type { Values } from '../grid';
import { cellSearch } from './bracket';
import { alongEdges } from './isosurface';
import { levelSet } from './level-set';
import { scalarFunction } from './sampler';
import {
  checkVolume,
  volumeStrides,
  type Mesh,
  type Plane,
  type VolumeGrid,
  type VolumeOptions,
} from './types';
import { unit } from './vector';

/**
 * The plane through a place of an axis as a mesh: a vertex at every node of the other two axes, with the field between
 * its neighbours along the axis (exactly the node's where the place is one). Triangles with a masked vertex are left
 * out. Undefined outside the axis.
 */
export function axisSlice(
  grid: VolumeGrid,
  values: Values,
  axis: 0 | 1 | 2,
  at: number,
  options: VolumeOptions = {},
): Mesh | undefined {
  checkVolume(grid, values, options);
  const search = cellSearch(grid.axes[axis].values, false);
  const cell = search.find(at);
  if (cell < 0) return undefined;
  const steps = volumeStrides(grid);
  const share = search.cells > 0 ? search.share : 0;
  // In cyclic order, so that the triangles face along the axis.
  const [right, up] = [(axis + 1) % 3, (axis + 2) % 3];
  const [columns, rows] = [grid.shape[right], grid.shape[up]];
  const inside = options.inside ?? null;
  const known = new Uint8Array(columns * rows);
  const positions = new Float32Array(3 * columns * rows);
  const scalars = new Float32Array(columns * rows);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < rows; j++) {
      const vertex = i * rows + j;
      const low = cell * steps[axis] + i * steps[right] + j * steps[up];
      const high = low + steps[axis];
      positions[3 * vertex + axis] = at;
      positions[3 * vertex + right] = grid.axes[right].values[i];
      positions[3 * vertex + up] = grid.axes[up].values[j];
      // A neighbour without weight may be masked.
      const value =
        share === 0
          ? values[low]
          : share === 1
            ? values[high]
            : (1 - share) * values[low] + share * values[high];
      const isInside =
        inside === null || ((share === 1 || inside[low] === 1) && (share === 0 || inside[high] === 1));
      scalars[vertex] = value;
      known[vertex] = Number(isInside && !Number.isNaN(value));
    }
  }
  const indices: number[] = [];
  for (let i = 0; i + 1 < columns; i++) {
    for (let j = 0; j + 1 < rows; j++) {
      const corner = i * rows + j;
      for (const triangle of [
        [corner, corner + rows, corner + rows + 1],
        [corner, corner + rows + 1, corner + 1],
      ])
        if (triangle.every((vertex) => known[vertex] === 1)) indices.push(...triangle);
    }
  }
  const normals = new Float32Array(positions.length);
  for (let k = axis; k < normals.length; k += 3) normals[k] = 1;
  return { positions, normals, indices: Uint32Array.from(indices), scalars };
}

/**
 * Any plane through the grid as a mesh that is cut at the walls and at the mask: a vertex wherever it passes an edge
 * of a tetrahedron of a cell, with the field there, linear along each axis.
 */
export function planeSlice(
  grid: VolumeGrid,
  values: Values,
  plane: Plane,
  options: VolumeOptions = {},
): Mesh {
  checkVolume(grid, values, options);
  const normal = unit(plane.normal);
  const [xs, ys, zs] = grid.axes.map((axis) => axis.values);
  const [nx, ny, nz] = grid.shape;
  // Against the normal, since level sets face to where values are smaller.
  const distances = new Float64Array(nx * ny * nz);
  let node = 0;
  for (let i = 0; i < nx; i++)
    for (let j = 0; j < ny; j++)
      for (let k = 0; k < nz; k++) {
        const isKnown = !Number.isNaN(values[node]);
        const { origin } = plane;
        distances[node++] = isKnown
          ? normal[0] * (origin[0] - xs[i]) +
            normal[1] * (origin[1] - ys[j]) +
            normal[2] * (origin[2] - zs[k])
          : NaN;
      }
  const cut = levelSet(grid, distances, 0, options.inside);
  const { positions, indices } = cut;
  const beside = alongEdges(values, cut);
  const count = positions.length / 3;
  const sample = scalarFunction(grid, values, 'linear', { inside: options.inside ?? null });
  const normals = new Float32Array(3 * count);
  const scalars = new Float32Array(count);
  for (let k = 0; k < count; k++) {
    normals.set(normal, 3 * k);
    const value = sample(positions[3 * k], positions[3 * k + 1], positions[3 * k + 2]);
    // Beside the mask only the nodes of the edge are known.
    scalars[k] = Number.isNaN(value) ? beside[k] : value;
  }
  return { positions: Float32Array.from(positions), normals, indices, scalars };
}
