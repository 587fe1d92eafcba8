import { strides, type Axis, type Values } from '../grid';

/** A place or a direction in space, in the units of the axes. */
export type Point = readonly [x: number, y: number, z: number];

/** A grid of three axes, each of at least one place. Values lie row-major, so that the last axis runs fastest. */
export interface VolumeGrid {
  readonly axes: readonly [Axis, Axis, Axis];
  readonly shape: readonly [number, number, number];
}

/** What is known of the place of values on a grid beside their axes. */
export interface VolumeOptions {
  /** 1 at nodes inside the region, 0 at masked ones, in the order of values; null or left out for a full box. */
  readonly inside?: Uint8Array | null;
  /**
   * Axes along which values repeat: their last place is the first one again, a period further. A sampler then takes
   * points at any distance.
   */
  readonly periodic?: readonly [boolean, boolean, boolean];
}

/** Triangles. Each vertex has three numbers in `positions` and `normals`; each triangle three in `indices`. */
export interface Mesh {
  readonly positions: Float32Array;
  /** Unit vectors. */
  readonly normals: Float32Array;
  readonly indices: Uint32Array;
  /** What the vertices are coloured by; one value each. */
  readonly scalars?: Float32Array;
}

/** All points x with normal · (x − origin) = 0. The normal need not be a unit vector. */
export interface Plane {
  readonly origin: Point;
  readonly normal: Point;
}

/** A box along the axes. */
export interface Box {
  readonly low: Point;
  readonly high: Point;
}

/** The grid of three axes. Throws a RangeError for another number of axes. */
export function volumeGrid(axes: readonly Axis[]): VolumeGrid {
  const [x, y, z] = axes;
  if (axes.length !== 3 || !x || !y || !z)
    throw new RangeError(`a volume has three axes, and ${axes.length} were given`);
  return { axes: [x, y, z], shape: [x.values.length, y.values.length, z.values.length] };
}

/** How far apart in a field neighbours along each axis are. */
export function volumeStrides({ axes }: VolumeGrid): [number, number, number] {
  const [x, y, z] = strides(axes);
  return [x, y, z];
}

export function volumeBox({ axes }: VolumeGrid): Box {
  const ends = (end: (values: Float64Array) => number): Point => [
    end(axes[0].values),
    end(axes[1].values),
    end(axes[2].values),
  ];
  return { low: ends((values) => values[0]), high: ends((values) => values[values.length - 1]) };
}

/** Refuses values or a mask of another length than the grid's. */
export function checkVolume({ shape }: VolumeGrid, values: Values, options: VolumeOptions = {}): void {
  const size = shape[0] * shape[1] * shape[2];
  if (values.length !== size)
    throw new RangeError(`the field has ${values.length} values on a grid of ${size}`);
  if (options.inside && options.inside.length !== size)
    throw new RangeError(`the mask has ${options.inside.length} values on a grid of ${size}`);
}
