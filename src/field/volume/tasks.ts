/** What a view asks of the geometry of a volume, and what it gets. Every part can be sent between threads. */
import type { Axis } from '../grid';
import type { Range } from '../range';
import type { Box, Mesh, Plane, Point } from './types';

/** Fields on a grid of three axes: what tasks speak of by name. */
export interface VolumeFields {
  readonly axes: readonly Axis[];
  readonly fields: Readonly<Record<string, Float32Array>>;
  readonly inside: Uint8Array | null;
  /** Axes whose last place is the first one again: lines go on through their ends. */
  readonly periodic?: readonly [boolean, boolean, boolean];
}

/** Three fields: the components of a vector along the axes. */
export type VectorNames = readonly [string, string, string];

/** What is left of a picture: the part in a box, on the side of each plane that its normal points to, in a range. */
export interface Clip {
  readonly box?: Box;
  readonly planes?: readonly Plane[];
  /** Where the field has values in the range. */
  readonly threshold?: { readonly field: string; readonly range: Range };
}

/** Where lines start. */
export type Seeds =
  | { readonly kind: 'points'; readonly points: readonly Point[] }
  /** Evenly spaced from one end to the other. */
  | { readonly kind: 'line'; readonly from: Point; readonly to: Point; readonly count: number }
  /** An even lattice on the parallelogram from `origin` along both edges. */
  | {
      readonly kind: 'plane';
      readonly origin: Point;
      readonly edges: readonly [Point, Point];
      readonly counts: readonly [number, number];
    }
  /** Spread through the volume, the denser the larger the vector is. */
  | { readonly kind: 'strength'; readonly count: number };

export interface LineSettings {
  /** Both ways from each seed unless said otherwise. */
  readonly direction?: 'forward' | 'backward' | 'both';
  /** Length of a line each way; four times the diagonal of the box when left out. */
  readonly longest?: number;
  /** Error of a step as a share of the diagonal of the box; 1e-6 when left out. */
  readonly tolerance?: number;
  /** How the grid is read between its nodes; smooth when left out. */
  readonly sampler?: 'linear' | 'smooth';
}

export type VolumeTask =
  /** The plane through a place of an axis: `axis` counts from 0. */
  | {
      readonly kind: 'axisSlice';
      readonly field: string;
      readonly axis: 0 | 1 | 2;
      readonly at: number;
      readonly clip?: Clip;
    }
  | { readonly kind: 'slice'; readonly field: string; readonly plane: Plane; readonly clip?: Clip }
  /** Where `field` has the value `level`, coloured by another field (or by none). */
  | {
      readonly kind: 'isosurface';
      readonly field: string;
      readonly level: number;
      readonly colour?: string;
      readonly clip?: Clip;
    }
  /** Lines along a vector field as tubes, coloured by a field (the vector's length when left out). */
  | {
      readonly kind: 'lines';
      readonly vector: VectorNames;
      readonly seeds: Seeds;
      readonly settings?: LineSettings;
      readonly radius: number;
      readonly sides?: number;
      readonly colour?: string;
      readonly clip?: Clip;
    }
  /** Arrows at up to `count` places along the longest axis, coloured by a field (the vector's length when left out). */
  | {
      readonly kind: 'arrows';
      readonly vector: VectorNames;
      readonly count: number;
      readonly colour?: string;
      readonly clip?: Clip;
    }
  /** 8-bit values for a three-dimensional texture; see `volumeTexture`. */
  | { readonly kind: 'texture'; readonly field: string; readonly range: Range; readonly clip?: Clip }
  /** The surface of what the clip leaves, and of the mask: faces of cells. */
  | { readonly kind: 'region'; readonly colour?: string; readonly clip?: Clip }
  | { readonly kind: 'statistics'; readonly field: string }
  /** Fields along the straight line between two points. */
  | {
      readonly kind: 'linePlot';
      readonly fields: readonly string[];
      readonly from: Point;
      readonly to: Point;
      readonly count: number;
    }
  /** A field on the parallelogram that three points span. */
  | {
      readonly kind: 'planePlot';
      readonly field: string;
      readonly corner: Point;
      readonly right: Point;
      readonly up: Point;
      readonly counts: readonly [number, number];
    }
  /** Fields at a point. */
  | { readonly kind: 'probe'; readonly fields: readonly string[]; readonly at: Point };

export interface LineAnswer {
  readonly mesh: Mesh;
  readonly lines: readonly FieldLine[];
}

/** Why a line ended; at `period` it goes on at the other end of a periodic axis, as another line. */
export type LineEnd = 'length' | 'wall' | 'mask' | 'null' | 'closed' | 'steps' | 'period';

export interface FieldLine {
  /** Three numbers for each point. */
  readonly points: Float64Array;
  /** Length along the line from its seed; negative behind it. */
  readonly lengths: Float64Array;
  /** How the line ends at its first and at its last point. */
  readonly ends: readonly [LineEnd, LineEnd];
}

/** Arrows by their feet. */
export interface Arrows {
  /** Three numbers for each arrow. */
  readonly positions: Float32Array;
  /** Unit vectors. */
  readonly directions: Float32Array;
  /** The vector's length. */
  readonly magnitudes: Float32Array;
  readonly scalars: Float32Array;
  /** Distance between neighbours: an arrow of this length touches the next one. */
  readonly spacing: number;
}

/** Values in a texture: 0 is masked, 1 to 255 spread over the range, its ends included. */
export interface VolumeTexture {
  readonly data: Uint8Array;
  /** Places along the last, the middle and the first axis: width, height and depth of a texture. */
  readonly size: readonly [number, number, number];
  readonly range: Range;
}

export interface Statistics {
  readonly count: number;
  readonly smallest: number;
  readonly largest: number;
  readonly smallestAt: Point;
  readonly largestAt: Point;
  /** Over the volume, by the trapezoidal rule. */
  readonly mean: number;
  readonly rootMeanSquare: number;
  readonly integral: number;
  readonly volume: number;
}

export interface LinePlot {
  /** From the first point. */
  readonly distance: Float64Array;
  /** NaN outside. */
  readonly values: Readonly<Record<string, Float64Array>>;
}

export interface PlanePlot {
  /** Lengths of the edges. */
  readonly width: number;
  readonly height: number;
  /** Rows from the corner upwards, each to the right; NaN outside. */
  readonly values: Float32Array;
  readonly counts: readonly [number, number];
}

/** Answers by the kind of task. */
export interface VolumeAnswers {
  readonly axisSlice: Mesh;
  readonly slice: Mesh;
  readonly isosurface: Mesh;
  readonly lines: LineAnswer;
  readonly arrows: Arrows;
  readonly texture: VolumeTexture;
  readonly region: Mesh;
  readonly statistics: Statistics;
  readonly linePlot: LinePlot;
  readonly planePlot: PlanePlot;
  readonly probe: Readonly<Record<string, number>>;
}

export type VolumeAnswer<T extends VolumeTask> = VolumeAnswers[T['kind']];
