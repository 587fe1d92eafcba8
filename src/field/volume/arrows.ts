import type { Values } from '../grid';
import type { Keep } from './clip';
import { vectorFunction, type ScalarFunction } from './sampler';
import type { Arrows } from './tasks';
import { volumeBox, type Mesh, type VolumeGrid, type VolumeOptions } from './types';
import { across, cross, lengthOf, plus, pointAt, times } from './vector';

export interface ArrowOptions extends VolumeOptions {
  /** Places along the longest side of the box; along the others as many as are equally far apart. */
  readonly count: number;
  /** What the arrows are coloured by; the vector's length when left out. */
  readonly colour?: ScalarFunction | undefined;
  readonly keep?: readonly Keep[];
}

/** Arrows on an even lattice in the box, in the middle of its cells; none where the vector is zero or not known. */
export function arrows(
  grid: VolumeGrid,
  components: readonly [Values, Values, Values],
  { count, colour, keep = [], ...options }: ArrowOptions,
): Arrows {
  const { low, high } = volumeBox(grid);
  const sides = high.map((value, k) => value - low[k]);
  const spacing = Math.max(...sides) / count;
  const counts = sides.map((side) => Math.max(1, Math.round(side / spacing)));
  const vector = vectorFunction(grid, components, 'linear', options);
  const found = { positions: [] as number[], directions: [] as number[] };
  const magnitudes: number[] = [];
  const scalars: number[] = [];
  for (let i = 0; i < counts[0] * counts[1] * counts[2]; i++) {
    const place = [
      Math.floor(i / (counts[1] * counts[2])),
      Math.floor(i / counts[2]) % counts[1],
      i % counts[2],
    ];
    const [x, y, z] = place.map((at, k) => low[k] + ((at + 0.5) / counts[k]) * sides[k]);
    if (!keep.every((one) => one(x, y, z) >= 0)) continue;
    const value = vector(x, y, z);
    const size = lengthOf(value);
    if (!(size > 0)) continue;
    found.positions.push(x, y, z);
    found.directions.push(...times(value, 1 / size));
    magnitudes.push(size);
    scalars.push(colour ? colour(x, y, z) : size);
  }
  return {
    positions: Float32Array.from(found.positions),
    directions: Float32Array.from(found.directions),
    magnitudes: Float32Array.from(magnitudes),
    scalars: Float32Array.from(scalars),
    spacing,
  };
}

/** Shares of an arrow's length. */
const shape = { shaft: 0.04, head: 0.12, neck: 0.65 } as const;

/** An arrow of length 1 along the first axis, its foot at the origin: what instances are made of. */
export function arrowShape(sides = 12): Mesh {
  const slope = shape.head / (1 - shape.neck);
  const flare = Math.hypot(1, slope);
  // Place, radius, and the normal along and away from the axis: rings from the foot to the tip.
  const rings = [
    [0, 0, -1, 0],
    [0, shape.shaft, -1, 0],
    [0, shape.shaft, 0, 1],
    [shape.neck, shape.shaft, 0, 1],
    [shape.neck, shape.shaft, -1, 0],
    [shape.neck, shape.head, -1, 0],
    [shape.neck, shape.head, slope / flare, 1 / flare],
    [1, 0, slope / flare, 1 / flare],
  ] as const;
  const angles = Array.from({ length: sides }, (_, s) => (2 * Math.PI * s) / sides);
  const positions = rings.flatMap(([at, radius]) =>
    angles.flatMap((angle) => [at, radius * Math.cos(angle), radius * Math.sin(angle)]),
  );
  const normals = rings.flatMap(([, , along, away]) =>
    angles.flatMap((angle) => [along, away * Math.cos(angle), away * Math.sin(angle)]),
  );
  const indices: number[] = [];
  // Every other gap lies between two rings of one place and radius.
  for (let ring = 0; ring + 1 < rings.length; ring += 2)
    for (let s = 0; s < sides; s++) {
      const [a, b] = [ring * sides + s, ring * sides + ((s + 1) % sides)];
      const [c, d] = [a + sides, b + sides];
      if (rings[ring][1] > 0) indices.push(a, b, d);
      if (rings[ring + 1][1] > 0) indices.push(a, d, c);
    }
  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    indices: Uint32Array.from(indices),
  };
}

/** Every arrow as triangles, `scale` spacings long where the vector is longest: what is written to files. */
export function arrowMesh(all: Arrows, scale = 1): Mesh {
  const one = arrowShape();
  const size = one.positions.length / 3;
  const count = all.magnitudes.length;
  const largest = all.magnitudes.reduce((most, value) => Math.max(most, value), 0);
  const result = {
    positions: new Float32Array(3 * size * count),
    normals: new Float32Array(3 * size * count),
    indices: new Uint32Array(one.indices.length * count),
    scalars: new Float32Array(size * count),
  };
  for (let k = 0; k < count; k++) {
    const direction = pointAt(all.directions, k);
    const side = across(direction);
    const third = cross(direction, side);
    const length = (scale * all.spacing * all.magnitudes[k]) / largest;
    const frame = (values: Float32Array, at: number) =>
      plus(plus(times(direction, values[3 * at]), side, values[3 * at + 1]), third, values[3 * at + 2]);
    for (let at = 0; at < size; at++) {
      result.positions.set(
        plus(pointAt(all.positions, k), frame(one.positions, at), length),
        3 * (k * size + at),
      );
      result.normals.set(frame(one.normals, at), 3 * (k * size + at));
      result.scalars[k * size + at] = all.scalars[k];
    }
    one.indices.forEach((index, at) => (result.indices[k * one.indices.length + at] = k * size + index));
  }
  return result;
}
