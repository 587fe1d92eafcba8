import {
  coordinatesOf,
  isArrayFile,
  normalColumn,
  type BoundaryList,
  type Primitive,
  type Problem,
} from '../../study';
import { distinctRows, unitNormals } from './clean';
import { Cloud, type ListedPoints } from './cloud';

type Points = Extract<Primitive<unknown>, { shape: 'points' }>;

/** The columns of one list, by the names that they have in the study, and where in the file each row came from. */
export interface PointTable {
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly fileRows: ArrayLike<number>;
}

/** The region of points from files, and what is wrong or doubtful in them, with its path from the shape on. */
export interface ReadCloud {
  readonly cloud: Cloud | null;
  readonly problems: readonly Problem[];
}

/** Normals whose lengths differ from 1 by no more are taken for rounded ones. */
const rounding = 1e-3;

/**
 * The region that lists of points describe.
 * @param samples those inside
 * @param lists those of its boundary, by their names
 */
export function readCloud(
  primitive: Points,
  samples: PointTable,
  lists: Readonly<Record<string, PointTable>>,
): ReadCloud {
  const coordinates = coordinatesOf(primitive);
  const problems: Problem[] = [];
  const say = (severity: Problem['severity'], path: Problem['path'], message: string): void =>
    void problems.push({ path, message, severity });

  const inside = distinctRows(coordinates.map((name) => samples.columns[name]));
  if (inside.repeated > 0) say('warning', ['file'], repeatedIn(primitive.file, inside.repeated));
  const [count, least] = [inside.columns[0].length, 2 * coordinates.length + 1];
  const flat = coordinates.find((_, k) => inside.columns[k].every((value) => value === inside.columns[k][0]));
  if (count < least)
    say(
      'error',
      ['file'],
      `"${primitive.file}" holds ${count} different points; a region in ${coordinates.length} coordinates needs at least ${least}, and many more to be resolved.`,
    );
  else if (flat !== undefined)
    say(
      'error',
      ['file'],
      `All points of "${primitive.file}" have the same ${flat}; leave ${flat} out of its columns, or give points all over the region.`,
    );

  const boundaries = Object.entries(primitive.boundaries ?? {}).map(([name, list]) => {
    const refuse = (message: string): void => say('error', ['boundaries', name, 'file'], message);
    const warn = (message: string): void => say('warning', ['boundaries', name, 'file'], message);
    return [name, listed(name, list, coordinates, lists[name], { refuse, warn })] as const;
  });
  if (problems.some(({ severity }) => severity === 'error')) return { cloud: null, problems };
  const cloud = new Cloud(coordinates, inside.columns, Object.fromEntries(boundaries));
  for (const [name, list] of cloud.boundaries) {
    const [inward, all] = [cloud.inwardNormals(list), list.points[0].length];
    if (2 * inward > all)
      say(
        'warning',
        ['boundaries', name, 'normals'],
        `The normals of "${name}" point into the region at ${inward} of ${all} points, but outward ones are meant; turn them round, or derivatives along them have the other sign.`,
      );
  }
  return { cloud, problems };
}

interface Says {
  readonly refuse: (message: string) => void;
  readonly warn: (message: string) => void;
}

/** One list of the boundary. A corner may be there once with each of its normals. */
function listed(
  name: string,
  { file, normals }: BoundaryList,
  coordinates: readonly string[],
  { columns, fileRows }: PointTable,
  { refuse, warn }: Says,
): ListedPoints {
  const size = coordinates.length;
  const places = coordinates.map((coordinate) => columns[coordinate]);
  const directions = normals === undefined ? [] : coordinates.map((one) => columns[normalColumn(one)]);
  const { columns: kept, rows, repeated } = distinctRows([...places, ...directions]);
  if (repeated > 0) warn(repeatedIn(file, repeated));
  const points = kept.slice(0, size);
  if (normals === undefined) return { points, normals: null };
  const unit = unitNormals(kept.slice(size));
  if (typeof unit === 'number') {
    const place = `${isArrayFile(file) ? 'value' : 'row'} ${fileRows[rows[unit]]}`;
    refuse(`The normal in ${place} of "${file}" has length 0; correct it, or take the point out.`);
    return { points, normals: null };
  }
  const [low, high] = unit.lengths;
  if (low < 1 - rounding || high > 1 + rounding)
    warn(
      `The normals of "${name}" are ${short(low)} to ${short(high)} long; they are divided by their lengths.`,
    );
  return { points, normals: unit.columns };
}

function repeatedIn(file: string, repeated: number): string {
  return `${repeated} of the points of "${file}" ${repeated === 1 ? 'repeats another one' : 'repeat others'}; each counts once.`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
