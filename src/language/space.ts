import type { CoordinateSystem, Span } from '../study';
import { number } from './build';
import type { Names, Resolved } from './tree';

/** One of the directions of space. */
export interface Axis {
  name: string;
  /** Absent when nothing depends on it. */
  coordinate: string | undefined;
}

/** The directions of space, and how lengths and unit vectors change along them. */
export interface Space {
  system: CoordinateSystem;
  axes: Axis[];
  /** The axes that a vector of this study has components along, by their number. */
  shown: number[];
  time: string | undefined;
  /** h_k: the length of a unit step of coordinate k. */
  scale(k: number, span: Span): Resolved;
  /** Γ_kj = ∂_k h_j/(h_k h_j): how the unit vectors turn. */
  turn(k: number, j: number, span: Span): Resolved;
}

/** The names that each system gives to its coordinates, in right-handed order. */
export const axisNames: Record<CoordinateSystem, readonly [string, string, string]> = {
  cartesian: ['x', 'y', 'z'],
  polar: ['r', 'theta', 'z'],
  cylindrical: ['r', 'theta', 'z'],
  spherical: ['r', 'theta', 'phi'],
};

/** The time coordinate: the one that is said to be, else t. */
export function timeOf(names: Names): string | undefined {
  return names.time ?? (names.coordinates.includes('t') ? 't' : undefined);
}

/** Names for the components of a vector: those of the directions of space where it has as many, else numbers. */
export function componentAxes(names: Names, count: number): string[] {
  const { axes, shown } = spaceOf(names);
  return count === shown.length
    ? shown.map((k) => axes[k].name)
    : Array.from({ length: count }, (_, k) => String(k + 1));
}

/**
 * The space of a study. Coordinates that are missing from a system of three are directions in which
 * nothing changes; vectors then have two components, or three when one is declared with three.
 */
export function spaceOf(names: Names): Space {
  const system = names.coordinateSystem ?? 'cartesian';
  const time = timeOf(names);
  const spatial = names.coordinates.filter((name) => name !== time);
  const axes = axesOf(system, spatial);
  const present = axes.flatMap(({ coordinate }, k) => (coordinate === undefined ? [] : [k]));
  const all = axes.map((_, k) => k);
  const whole = Object.values(names.vectors ?? {}).some((components) => components.length === axes.length);
  const shown = whole && system !== 'polar' ? all : present;
  const name = (k: number, span: Span): Resolved => place(axes[k], span);
  return {
    system,
    axes,
    shown,
    time,
    scale: (k, span) => {
      if (system === 'cartesian' || k === 0 || (k === 2 && system !== 'spherical')) return number(1, span);
      if (k === 1) return name(0, span);
      return plain('*', name(0, span), sine('sin', name(1, span), span), span);
    },
    turn: (k, j, span) => {
      const curved = system !== 'cartesian';
      if (curved && k === 0 && (j === 1 || (j === 2 && system === 'spherical')))
        return plain('/', number(1, span), name(0, span), span);
      if (system !== 'spherical' || k !== 1 || j !== 2) return number(0, span);
      const polar = name(1, span);
      const below = plain('*', name(0, span), sine('sin', polar, span), span);
      return plain('/', sine('cos', polar, span), below, span);
    },
  };
}

function axesOf(system: CoordinateSystem, spatial: readonly string[]): Axis[] {
  const conventional = axisNames[system];
  const byName = system !== 'cartesian' || spatial.every((name) => conventional.includes(name));
  if (byName) {
    return conventional.map((name) => ({ name, coordinate: spatial.includes(name) ? name : undefined }));
  }
  const axes: Axis[] = spatial.map((name) => ({ name, coordinate: name }));
  while (axes.length < 3) axes.push({ name: `component ${axes.length + 1}`, coordinate: undefined });
  return axes;
}

/** Where nothing depends on the radius or the polar angle there is no such coordinate to name. */
function place(axis: Axis, span: Span): Resolved {
  return { kind: 'coordinate', name: axis.coordinate ?? axis.name, span };
}

function sine(name: 'sin' | 'cos', angle: Resolved, span: Span): Resolved {
  return { kind: 'call', function: name, arguments: [angle], nameSpan: span, span };
}

function plain(operator: '*' | '/', left: Resolved, right: Resolved, span: Span): Resolved {
  return { kind: 'binary', operator, left, right, span };
}
