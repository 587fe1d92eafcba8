/** The box that is drawn: which three coordinates span it, and where their values lie in the scene. Pure. */
import { uniformAxis, type Axis } from '../../src/field';
import type { PlaneSettings, Share } from './layers';

export type Triple = readonly [number, number, number];

/** Coordinates of a view: three that span the box, and those that are held. */
export interface SpaceCoordinates {
  readonly axes: readonly [string, string, string];
  readonly held: readonly string[];
  /** The vectors of the study lie in this space: its axes are three directions of space. */
  readonly isSpatial: boolean;
}

/**
 * The three coordinates of a box, in the order of the study: the first three of space, or two of space and time. Null
 * for fewer than three coordinates.
 */
export function spaceCoordinates(
  names: readonly string[],
  time: string | undefined,
): SpaceCoordinates | null {
  const space = names.filter((name) => name !== time);
  const isSpatial = space.length >= 3;
  const chosen = isSpatial ? space.slice(0, 3) : names.slice(0, 3);
  const [first, second, third] = names.filter((name) => chosen.includes(name));
  if (first === undefined || second === undefined || third === undefined) return null;
  const axes = [first, second, third] as const;
  const others = names.filter((name) => !axes.includes(name));
  return {
    axes,
    held: [...others.filter((name) => name === time), ...others.filter((name) => name !== time)],
    isSpatial,
  };
}

export interface SpaceBox {
  readonly names: readonly [string, string, string];
  readonly low: Triple;
  readonly high: Triple;
  /** Sides in the scene; the longest is 2. */
  readonly size: Triple;
}

/** Sides that differ more than this are drawn alike: none would be too thin to look into. */
const mostAspect = 5;

/** Sides in the scene are in proportion where all three are lengths of like size, else equal. */
export function spaceBox(
  names: readonly [string, string, string],
  ranges: Readonly<Record<string, readonly [number, number]>>,
  isSpatial: boolean,
): SpaceBox {
  const range = (name: string): readonly [number, number] => ranges[name] ?? [0, 1];
  const low = names.map((name) => range(name)[0]) as unknown as Triple;
  const high = names.map((name) => range(name)[1]) as unknown as Triple;
  const sides = low.map((from, k) => high[k] - from);
  const longest = Math.max(...sides);
  const inProportion = isSpatial && longest <= mostAspect * Math.min(...sides);
  const size = sides.map((side) => (inProportion ? (2 * side) / longest : 2)) as unknown as Triple;
  return { names, low, high, size };
}

/** How much longer one unit of each coordinate is in the scene. */
export function scaleOf({ low, high, size }: SpaceBox): Triple {
  return size.map((side, k) => side / (high[k] - low[k])) as unknown as Triple;
}

export function shareToScene({ size }: SpaceBox, share: Share): Triple {
  return share.map((part, k) => (part - 0.5) * size[k]) as unknown as Triple;
}

export function sceneToShare({ size }: SpaceBox, point: Triple): Triple {
  return point.map((value, k) => value / size[k] + 0.5) as unknown as Triple;
}

export function shareToValues({ low, high }: SpaceBox, share: Share): Triple {
  return share.map((part, k) => low[k] + part * (high[k] - low[k])) as unknown as Triple;
}

export function valuesToShare({ low, high }: SpaceBox, values: Triple): Triple {
  return values.map((value, k) => (value - low[k]) / (high[k] - low[k])) as unknown as Triple;
}

/** The axes of a frame in the units of the scene. */
export function sceneAxes(box: SpaceBox, axes: readonly Axis[]): Axis[] {
  const scale = scaleOf(box);
  return box.names.map((name, k) => {
    const axis = axes.find((one) => one.name === name);
    if (axis === undefined) return uniformAxis(name, -box.size[k] / 2, box.size[k] / 2, 2);
    const values = axis.values.map((value) => (value - box.low[k]) * scale[k] - box.size[k] / 2);
    return { name, values };
  });
}

export function diagonal({ size }: SpaceBox): number {
  return Math.hypot(...size);
}

/** The unit normal of a plane, in the scene. */
export function normalOf({ facing, azimuth, elevation }: PlaneSettings): Triple {
  if (facing !== 'oblique') return [0, 1, 2].map((k) => (k === facing ? 1 : 0)) as unknown as Triple;
  const [around, up] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180];
  return [Math.cos(up) * Math.cos(around), Math.cos(up) * Math.sin(around), Math.sin(up)];
}

/** How far the corners of the box reach along a unit normal, from its middle. */
export function reachAlong({ size }: SpaceBox, normal: Triple): number {
  return normal.reduce((sum, part, k) => sum + (Math.abs(part) * size[k]) / 2, 0);
}

/** Where a plane stands along its normal, from the middle of the box, in the scene. */
export function offsetOf(box: SpaceBox, plane: PlaneSettings): number {
  return (2 * plane.at - 1) * reachAlong(box, normalOf(plane));
}
