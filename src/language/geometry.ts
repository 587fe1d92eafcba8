import {
  coordinatesOf,
  isCombination,
  listWords,
  namedPrimitives,
  suggestion,
  type Geometry,
  type Primitive,
  type Problem,
  type StudyConstant,
} from '../study';
import { constantValue } from './evaluate';
import { timeOf } from './space';
import type { Names } from './tree';

type Path = (string | number)[];
type Report = (path: Path, found: readonly Problem[]) => void;

/**
 * A geometry with its constants read.
 * @param report takes what is wrong, with its path from the geometry on
 */
export function readGeometry(
  source: Geometry,
  names: Names,
  parameters: Readonly<Record<string, number>>,
  report: Report,
): Geometry<number> {
  const read = readRegion(source, parameters, [], report);
  const taken = new Set<string>();
  const space = spaceCoordinates(names);
  const shapes = namedPrimitives(read);
  for (const { primitive, name, path } of shapes) {
    const refuse = (at: Path, message: string): void =>
      report([...path, ...at], [{ path: [], message, severity: 'error' }]);
    for (const coordinate of coordinatesOf(primitive)) {
      if (space.includes(coordinate)) continue;
      const known = names.coordinates.includes(coordinate);
      const help = suggestion(coordinate, space) || ` Space coordinates: ${listWords(space)}.`;
      refuse([], `"${coordinate}" is ${known ? 'time, not a space coordinate' : 'not a coordinate'}.${help}`);
    }
    if (taken.has(name) || name === 'boundary')
      refuse(['name'], `"${name}" is taken already; give this shape another name.`);
    taken.add(name);
    if (primitive.shape === 'points') {
      if (shapes.length > 1)
        refuse(
          [],
          'Points from a file are all of a geometry: they can not be joined with other shapes or cut by them.',
        );
      for (const piece of Object.keys(primitive.boundaries ?? {})) {
        if (taken.has(piece) || piece === 'boundary')
          refuse(['boundaries', piece], `"${piece}" is taken already; give this list another name.`);
      }
    }
    const wrong = wrongShape(primitive);
    if (wrong !== undefined) refuse([], wrong);
  }
  return read;
}

function readRegion(
  tree: Geometry,
  parameters: Readonly<Record<string, number>>,
  path: Path,
  report: Report,
): Geometry<number> {
  if (isCombination(tree)) {
    const of = tree.of.map((part, index) => readRegion(part, parameters, [...path, 'of', index], report));
    return { ...tree, of };
  }
  const number = (source: StudyConstant, ...at: Path): number => {
    const value = constantValue(source, parameters);
    if (value.ok) return value.value;
    report([...path, ...at], value.problems);
    return NaN;
  };
  const numbers = (sources: Readonly<Record<string, StudyConstant>>, at: string): Record<string, number> =>
    Object.fromEntries(Object.entries(sources).map(([key, source]) => [key, number(source, at, key)]));
  switch (tree.shape) {
    case 'box': {
      const ranges = Object.entries(tree.ranges).map(([key, [low, high]]): [string, [number, number]] => [
        key,
        [number(low, 'ranges', key, 0), number(high, 'ranges', key, 1)],
      ]);
      return { ...tree, ranges: Object.fromEntries(ranges) };
    }
    case 'disc':
    case 'ball':
      return { ...tree, centre: numbers(tree.centre, 'centre'), radius: number(tree.radius, 'radius') };
    case 'ellipse':
    case 'ellipsoid': {
      const [centre, radii] = [numbers(tree.centre, 'centre'), numbers(tree.radii, 'radii')];
      if (tree.shape === 'ellipsoid') return { ...tree, centre, radii };
      return { ...tree, centre, radii, angle: number(tree.angle ?? 0, 'angle') };
    }
    case 'polygon': {
      const corners = tree.corners.map(([a, b], index): [number, number] => [
        number(a, 'corners', index, 0),
        number(b, 'corners', index, 1),
      ]);
      return { ...tree, corners };
    }
    case 'cylinder':
    case 'torus': {
      const centre = numbers(tree.centre, 'centre');
      const radius = number(tree.radius, 'radius');
      if (tree.shape === 'torus') return { ...tree, centre, radius, tube: number(tree.tube, 'tube') };
      return { ...tree, centre, radius, height: number(tree.height, 'height') };
    }
    case 'mesh':
      return { ...tree, scale: number(tree.scale ?? 1, 'scale') };
    case 'points':
      return tree;
  }
}

/** What keeps a shape from being one; undefined where nothing does. Numbers that could not be read are passed over. */
function wrongShape(primitive: Primitive<number>): string | undefined {
  const size = coordinatesOf(primitive).length;
  const needs = (right: boolean, count: string): string | undefined =>
    right ? undefined : `A ${primitive.shape} needs ${count}, but this one has ${size}.`;
  const positive = (lengths: Readonly<Record<string, number>>): string | undefined => {
    const wrong = Object.entries(lengths).find(([, length]) => length <= 0);
    if (wrong === undefined) return undefined;
    return `The ${wrong[0]} of a ${primitive.shape} must be positive, but is ${wrong[1]}.`;
  };
  switch (primitive.shape) {
    case 'box': {
      const wrong = Object.entries(primitive.ranges).find(([, [low, high]]) => low >= high);
      if (wrong !== undefined) {
        const [name, [low, high]] = wrong;
        return `The range of ${name} runs from ${low} to ${high}; the first value must be the smaller one.`;
      }
      return needs(size > 0, 'the range of at least one coordinate');
    }
    case 'disc':
      return needs(size === 2, 'a centre with two coordinates') ?? positive({ radius: primitive.radius });
    case 'ball':
      return (
        needs(size >= 3, 'a centre with three or more coordinates') ?? positive({ radius: primitive.radius })
      );
    case 'ellipse':
    case 'ellipsoid': {
      const { centre, radii, shape } = primitive;
      const other = Object.keys(centre).find((name) => !(name in radii)) ?? extra(radii, centre);
      if (other !== undefined)
        return `The centre and the radii of an ${shape} need the same coordinates; "${other}" is in one of them only.`;
      const long = Object.entries(radii).map(([name, radius]): [string, number] => [
        `radius in ${name}`,
        radius,
      ]);
      const plane = shape === 'ellipse';
      const count = plane ? 'a centre with two coordinates' : 'a centre with three or more coordinates';
      return needs(plane ? size === 2 : size >= 3, count) ?? positive(Object.fromEntries(long));
    }
    case 'polygon':
      return wrongPolygon(primitive.corners);
    case 'cylinder':
    case 'torus': {
      const { centre, axis, shape } = primitive;
      if (!(axis in centre))
        return `The axis of a ${shape} is one of its coordinates ${listWords(Object.keys(centre))}, not "${axis}".`;
      const lengths: Record<string, number> =
        primitive.shape === 'torus'
          ? { radius: primitive.radius, tube: primitive.tube }
          : { radius: primitive.radius, height: primitive.height };
      const wrong = needs(size === 3, 'a centre with three coordinates') ?? positive(lengths);
      if (wrong !== undefined || primitive.shape === 'cylinder') return wrong;
      if (primitive.tube < primitive.radius || Number.isNaN(primitive.tube + primitive.radius))
        return undefined;
      return `The tube of a torus must be thinner than its radius of ${primitive.radius}, but is ${primitive.tube}.`;
    }
    case 'mesh': {
      const again = new Set(primitive.coordinates).size < 3;
      if (again) return 'A mesh needs three different coordinates.';
      return positive({ scale: primitive.scale ?? 1 });
    }
    case 'points': {
      const given = coordinatesOf(primitive);
      if (given.length === 0)
        return 'Points need the columns of at least one coordinate; map them in "columns".';
      for (const [name, { columns, normals }] of Object.entries(primitive.boundaries ?? {})) {
        const other = unlike(columns, given);
        if (other !== undefined)
          return `The list "${name}" needs columns of the coordinates ${listWords(given)}; ${other}.`;
        const unknown = normals && unlike(normals, given);
        if (unknown !== undefined)
          return `The normals of "${name}" need columns of the coordinates ${listWords(given)}; ${unknown}.`;
      }
      return undefined;
    }
  }
}

/** What is missing or too many where columns of these coordinates are asked for. */
function unlike(columns: object, coordinates: readonly string[]): string | undefined {
  const missing = coordinates.find((name) => !(name in columns));
  if (missing !== undefined) return `that of ${missing} is missing`;
  const more = Object.keys(columns).find((name) => !coordinates.includes(name));
  return more === undefined ? undefined : `"${more}" is none of them`;
}

function extra(of: object, beside: object): string | undefined {
  return Object.keys(of).find((name) => !(name in beside));
}

type Corner = readonly [number, number];

function wrongPolygon(corners: readonly Corner[]): string | undefined {
  const sides = corners.map((corner, k): [Corner, Corner] => [corner, corners[(k + 1) % corners.length]]);
  const empty = sides.findIndex(([a, b]) => a[0] === b[0] && a[1] === b[1]);
  if (empty >= 0)
    return `The corners at both ends of side ${empty + 1} of this polygon are one; take one out.`;
  for (let i = 0; i < sides.length; i++) {
    for (let j = i + 1; j < sides.length; j++) {
      const neighbours = j === i + 1 || (i === 0 && j === sides.length - 1);
      if (!neighbours && cross(sides[i], sides[j]))
        return `Sides ${i + 1} and ${j + 1} of this polygon cross; give its corners in their order around it.`;
    }
  }
  return undefined;
}

function cross([a, b]: [Corner, Corner], [c, d]: [Corner, Corner]): boolean {
  const side = (p: Corner, q: Corner, r: Corner): number =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  const [c1, d1, a1, b1] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (c1 === 0 && d1 === 0) {
    // On one line: they meet where their ranges overlap.
    const apart = [0, 1].some(
      (k) => Math.max(a[k], b[k]) < Math.min(c[k], d[k]) || Math.max(c[k], d[k]) < Math.min(a[k], b[k]),
    );
    return !apart;
  }
  return c1 * d1 <= 0 && a1 * b1 <= 0;
}

/** The coordinates that are not time. */
export function spaceCoordinates(names: Names): string[] {
  const time = timeOf(names);
  return names.coordinates.filter((name) => name !== time);
}

/** The region whose boundary is meant where a study has no geometry: the box of its space coordinates. */
export function wholeBox(
  names: Names,
  box: Readonly<Record<string, readonly [number, number]>>,
): Geometry<number> {
  const ranges = spaceCoordinates(names).map((name): [string, [number, number]] => [
    name,
    [box[name][0], box[name][1]],
  ]);
  return { shape: 'box', name: 'box', ranges: Object.fromEntries(ranges) };
}
