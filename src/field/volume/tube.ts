import { joinMeshes } from './mesh';
import type { ScalarFunction } from './sampler';
import type { FieldLine } from './tasks';
import type { Mesh, Point } from './types';
import { across, cross, dot, lengthOf, minus, plus, pointAt, times, unit } from './vector';

export interface TubeOptions {
  readonly radius: number;
  /** Corners of the cross section, at least 3. */
  readonly sides: number;
  /** What the tube is coloured by, taken on its axis. */
  readonly colour: ScalarFunction;
}

/** Points of a line nearer than this share of the radius are drawn as one. */
const nearest = 1e-3;

/** Tubes around lines; those of open lines are closed by caps. */
export function tubes(lines: readonly FieldLine[], options: TubeOptions): Mesh {
  return joinMeshes(lines.flatMap((line) => tube(line, options) ?? []));
}

/**
 * A tube around a line. Its cross sections turn as little as they can: their frames are carried along by double
 * reflection (W. Wang, B. Jüttler, D. Zheng, Y. Liu, ACM Trans. Graph. 27 (2008) 2); around a closed line what is left
 * to turn is spread over its length. Null for a line without length.
 */
export function tube(line: FieldLine, { radius, sides, colour }: TubeOptions): Mesh | null {
  const isClosed = line.ends[1] === 'closed';
  const axis = apart(line, nearest * radius, isClosed);
  const count = axis.length;
  if (count < 2 || (isClosed && count < 3)) return null;
  const tangents = axis.map((_, k) => tangentAt(axis, k, isClosed));
  const frames = carried(axis, tangents, isClosed);
  const rings = isClosed ? count : count + 2;
  const positions = new Float32Array(3 * sides * rings + (isClosed ? 0 : 6));
  const normals = new Float32Array(positions.length);
  const scalars = new Float32Array(positions.length / 3);
  const vertex = (at: number, position: Point, normal: Point, scalar: number): void => {
    positions.set(position, 3 * at);
    normals.set(normal, 3 * at);
    scalars[at] = scalar;
  };
  const ring = (first: number, k: number, normal?: Point): void => {
    const side = cross(tangents[k], frames[k]);
    const scalar = colour(...axis[k]);
    for (let s = 0; s < sides; s++) {
      const angle = (2 * Math.PI * s) / sides;
      const outward = plus(times(frames[k], Math.cos(angle)), side, Math.sin(angle));
      vertex(first + s, plus(axis[k], outward, radius), normal ?? outward, scalar);
    }
  };
  axis.forEach((_, k) => ring(k * sides, k));
  const indices: number[] = [];
  for (let k = 0; k + 1 < (isClosed ? count + 1 : count); k++) {
    for (let s = 0; s < sides; s++) {
      const [a, b] = [k * sides + s, k * sides + ((s + 1) % sides)];
      const [c, d] = [((k + 1) % count) * sides + s, ((k + 1) % count) * sides + ((s + 1) % sides)];
      indices.push(a, b, d, a, d, c);
    }
  }
  if (!isClosed) {
    const centre = sides * rings;
    [0, count - 1].forEach((k, end) => {
      const normal = times(tangents[k], end === 0 ? -1 : 1);
      const first = (count + end) * sides;
      ring(first, k, normal);
      vertex(centre + end, axis[k], normal, colour(...axis[k]));
      for (let s = 0; s < sides; s++) {
        const pair = [first + s, first + ((s + 1) % sides)];
        indices.push(centre + end, ...(end === 0 ? pair.reverse() : pair));
      }
    });
  }
  return { positions, normals, indices: Uint32Array.from(indices), scalars };
}

/** The points of a line without those that lie on one another; of a closed one the last is the first. */
function apart({ points }: FieldLine, distance: number, isClosed: boolean): Point[] {
  const kept: Point[] = [];
  for (let k = 0; k < points.length / 3; k++) {
    const point = pointAt(points, k);
    const before = kept[kept.length - 1];
    if (before === undefined || lengthOf(minus(point, before)) > distance) kept.push(point);
  }
  if (isClosed) kept.pop();
  return kept;
}

function tangentAt(axis: readonly Point[], k: number, isClosed: boolean): Point {
  const count = axis.length;
  const before = isClosed ? axis[(k - 1 + count) % count] : axis[Math.max(0, k - 1)];
  const after = isClosed ? axis[(k + 1) % count] : axis[Math.min(count - 1, k + 1)];
  return unit(minus(after, before));
}

/** A unit vector across the tangent at each point. */
function carried(axis: readonly Point[], tangents: readonly Point[], isClosed: boolean): Point[] {
  const frames = [across(tangents[0])];
  const count = axis.length;
  for (let k = 0; k + 1 < count; k++)
    frames.push(carry(frames[k], axis[k], tangents[k], axis[k + 1], tangents[k + 1]));
  if (!isClosed) return frames;
  const last = carry(frames[count - 1], axis[count - 1], tangents[count - 1], axis[0], tangents[0]);
  const angle = Math.atan2(dot(cross(frames[0], last), tangents[0]), dot(frames[0], last));
  return frames.map((frame, k) => turned(frame, tangents[k], (-angle * k) / count));
}

function carry(frame: Point, from: Point, tangent: Point, to: Point, next: Point): Point {
  const way = minus(to, from);
  const reflected = mirrored(frame, way);
  const turnedTangent = mirrored(tangent, way);
  const result = mirrored(reflected, minus(next, turnedTangent));
  // Rounding would add up along a long line.
  return unit(plus(result, next, -dot(result, next)));
}

function mirrored(vector: Point, normal: Point): Point {
  const size = dot(normal, normal);
  return size > 0 ? plus(vector, normal, (-2 * dot(vector, normal)) / size) : vector;
}

function turned(vector: Point, axis: Point, angle: number): Point {
  return plus(times(vector, Math.cos(angle)), cross(axis, vector), Math.sin(angle));
}
