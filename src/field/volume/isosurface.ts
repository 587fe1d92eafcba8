import type { Values } from '../grid';
import { levelSet, type LevelSet } from './level-set';
import { faceNormals } from './mesh';
import { checkVolume, volumeStrides, type Mesh, type VolumeGrid, type VolumeOptions } from './types';

export interface IsosurfaceOptions extends VolumeOptions {
  /** What the surface is coloured by. */
  readonly colour?: Values | undefined;
}

/**
 * The surface on which a field has a value. Its normals point to where the field is smaller and come from the gradient,
 * so that shading is smooth; the surface ends only at the walls and at the mask.
 */
export function isosurface(
  grid: VolumeGrid,
  values: Values,
  level: number,
  options: IsosurfaceOptions = {},
): Mesh {
  checkVolume(grid, values, options);
  const surface = levelSet(grid, values, level, options.inside);
  const flat = { positions: Float32Array.from(surface.positions), indices: surface.indices };
  const normals = gradientNormals(grid, values, surface, options.inside ?? null);
  const faces = faceNormals(flat.positions, flat.indices);
  for (let at = 0; at < normals.length; at += 3) {
    // Where the gradient vanishes or is not known, the triangles around a vertex tell.
    if (normals[at] === 0 && normals[at + 1] === 0 && normals[at + 2] === 0)
      normals.set(faces.subarray(at, at + 3), at);
  }
  const { colour } = options;
  if (colour === undefined) return { ...flat, normals };
  checkVolume(grid, colour);
  return { ...flat, normals, scalars: alongEdges(colour, surface) };
}

/** A field at the vertices of a level set, linear along its edges. */
export function alongEdges(values: Values, { nodes, shares }: LevelSet): Float32Array {
  return Float32Array.from(
    shares,
    (share, k) => (1 - share) * values[nodes[2 * k]] + share * values[nodes[2 * k + 1]],
  );
}

/** Unit vectors against the gradient at the vertices; zero where there is none. */
function gradientNormals(
  grid: VolumeGrid,
  values: Values,
  { nodes, shares }: LevelSet,
  inside: Uint8Array | null,
): Float32Array {
  const normals = new Float32Array(3 * shares.length);
  const steps = volumeStrides(grid);
  const isKnown = (node: number): boolean =>
    (inside === null || inside[node] === 1) && !Number.isNaN(values[node]);

  /** The slope along an axis, between the neighbours that are known. */
  function slope(node: number, axis: number): number {
    const places = grid.axes[axis].values;
    const place = Math.floor(node / steps[axis]) % places.length;
    const below = place > 0 && isKnown(node - steps[axis]) ? 1 : 0;
    const above = place + 1 < places.length && isKnown(node + steps[axis]) ? 1 : 0;
    const distance = places[place + above] - places[place - below];
    if (distance === 0) return 0;
    const [low, high] = [values[node - below * steps[axis]], values[node + above * steps[axis]]];
    if (below === 0 || above === 0) return (high - low) / distance;
    // Second order on uneven spacings, too: the slopes of both sides, the nearer one counts more.
    const [before, after] = [places[place] - places[place - 1], places[place + 1] - places[place]];
    const middle = values[node];
    return (((middle - low) / before) * after + ((high - middle) / after) * before) / distance;
  }

  for (let k = 0; k < shares.length; k++) {
    const [from, to] = [nodes[2 * k], nodes[2 * k + 1]];
    const gradient = [0, 1, 2].map(
      (axis) => (1 - shares[k]) * slope(from, axis) + shares[k] * slope(to, axis),
    );
    const size = Math.hypot(...gradient);
    if (size > 0 && Number.isFinite(size))
      gradient.forEach((part, axis) => (normals[3 * k + axis] = -part / size));
  }
  return normals;
}
