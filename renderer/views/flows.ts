/** The vectors of a study that lie in a picture, and how they are drawn over it. Pure. */
import {
  evenStreamlines,
  flowFunction,
  type PictureFlow,
  type PlaneLine,
  type Values,
} from '../../src/field';
import { timeOf, type Names } from '../../src/language';
import type { Plane } from './axes';
import { high, low } from './axes';
import type { Size } from './useSize';

export interface PlaneVector {
  readonly name: string;
  /** The fields that point to the right and upwards. */
  readonly right: string;
  readonly up: string;
}

/** The vectors that have a component along both sides of a plane of space. */
export function planeVectors(names: Names, plane: Plane): PlaneVector[] {
  const space = names.coordinates.filter((name) => name !== timeOf(names));
  const [across, up] = [space.indexOf(plane.across.name), space.indexOf(plane.up.name)];
  if (across < 0 || up < 0) return [];
  return Object.entries(names.vectors ?? {}).flatMap(([name, parts]): PlaneVector[] => {
    const [right, upward] = [parts[across], parts[up]];
    return right === undefined || upward === undefined ? [] : [{ name, right, up: upward }];
  });
}

/** A vector in pixels of the picture, so that lines are tangent to it as it is drawn. */
export function pictureFlow(plane: Plane, right: Values, up: Values, size: Size): PictureFlow {
  const scaled = (values: Values, length: number, axis: Plane['up']): Float64Array => {
    const scale = length / (high(axis) - low(axis));
    return Float64Array.from(values, (value) => value * scale);
  };
  return {
    columns: plane.across.values.length,
    rows: plane.up.values.length,
    right: scaled(right, size.width, plane.across),
    up: scaled(up, size.height, plane.up),
    ...size,
  };
}

/** Lines as paths with their heads, in pixels from the upper left corner. */
export interface FlowPaths {
  readonly lines: string;
  readonly heads: string;
}

const headLength = 6;
const headWidth = 2.6;

function path(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/** A filled triangle whose tip lies at a place; the direction has length 1. */
function head(
  [x, y]: readonly [number, number],
  [dx, dy]: readonly [number, number],
  length: number,
): string {
  const [backX, backY] = [x - length * dx, y - length * dy];
  const aside = (headWidth * length) / headLength;
  return `${path([
    [x, y],
    [backX - aside * dy, backY + aside * dx],
    [backX + aside * dy, backY - aside * dx],
  ])}Z`;
}

function screenPoints({ points }: PlaneLine, height: number): [number, number][] {
  return Array.from({ length: points.length / 2 }, (_, k) => [
    points[2 * k] ?? 0,
    height - (points[2 * k + 1] ?? 0),
  ]);
}

/** Streamlines at about a distance from one another, each with a head in its middle. */
export function streamlinePaths(flow: PictureFlow, distance: number): FlowPaths {
  const drawn = evenStreamlines(flow, distance).map((line) => screenPoints(line, flow.height));
  const heads = drawn.map((points) => {
    const middle = Math.floor(points.length / 2);
    const [at, before] = [points[middle], points[middle - 1]];
    if (at === undefined || before === undefined) return '';
    const length = Math.hypot(at[0] - before[0], at[1] - before[1]) || 1;
    return head(at, [(at[0] - before[0]) / length, (at[1] - before[1]) / length], headLength);
  });
  return { lines: drawn.map(path).join(''), heads: heads.join('') };
}

/** Arrows on a lattice; the longest one is as long as the lattice's distance. */
export function arrowPaths(flow: PictureFlow, distance: number): FlowPaths {
  const at = flowFunction(flow);
  const [columns, rows] = [flow.width, flow.height].map((side) => Math.max(1, Math.floor(side / distance)));
  const arrows: { x: number; y: number; right: number; up: number; size: number }[] = [];
  for (let row = 0; row < (rows ?? 1); row++)
    for (let column = 0; column < (columns ?? 1); column++) {
      const x = ((column + 0.5) * flow.width) / (columns ?? 1);
      const y = ((row + 0.5) * flow.height) / (rows ?? 1);
      const [right, up] = at(x, y, 0);
      const size = Math.hypot(right, up);
      if (size > 0) arrows.push({ x, y, right, up, size });
    }
  const longest = arrows.reduce((most, { size }) => Math.max(most, size), 0);
  const shown = arrows.flatMap(({ x, y, right, up, size }) => {
    const length = (distance * size) / longest;
    if (length < 1) return [];
    const direction = [right / size, -up / size] as const;
    const foot = [x - (length / 2) * direction[0], flow.height - y - (length / 2) * direction[1]] as const;
    const tip = [foot[0] + length * direction[0], foot[1] + length * direction[1]] as const;
    const tipLength = Math.min(headLength, 0.45 * length);
    const neck = [tip[0] - tipLength * direction[0], tip[1] - tipLength * direction[1]] as const;
    return [{ line: path([foot, neck]), head: head(tip, direction, tipLength) }];
  });
  return { lines: shown.map(({ line }) => line).join(''), heads: shown.map((arrow) => arrow.head).join('') };
}
