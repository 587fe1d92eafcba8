import { closedSurface, readCloud, readStl, type Body, type PointTable, type Surface } from '../geometry';
import {
  coordinatesOf,
  namedPrimitives,
  normalColumn,
  type Primitive,
  type Problem,
  type Study,
} from '../study';
import { Recent } from './recent';
import type { StudyTables } from './tables';

/** What the files of a study's geometry describe, by their names, and what is wrong or doubtful in them. */
export interface StudyBodies {
  readonly bodies: Readonly<Record<string, Body>>;
  readonly problems: readonly Problem[];
}

type Read = { ok: true; surface: Surface } | { ok: false; reason: string };
type Points = Extract<Primitive, { shape: 'points' }>;

const kept = new Recent<Read>(4);
const clouds = new WeakMap<
  PointTable,
  { readonly key: string; readonly read: ReturnType<typeof readCloud> }
>();

/**
 * @param texts the files that could be read, by their names
 * @param tables those of the study
 */
export function readBodies(
  study: Study,
  texts: Readonly<Record<string, string>>,
  tables: StudyTables['tables'],
): StudyBodies {
  const bodies: Record<string, Body> = {};
  const problems: Problem[] = [];
  for (const { primitive, path } of study.geometry === undefined ? [] : namedPrimitives(study.geometry)) {
    const own = ['geometry', ...path];
    if (primitive.shape === 'mesh' && Object.hasOwn(texts, primitive.file)) {
      const { file } = primitive;
      const read = kept.of([texts[file]], () => attempt(texts[file]));
      const message = (reason: string) => `The mesh "${file}" ${reason}`;
      if (read.ok) bodies[file] = read.surface;
      else problems.push({ path: [...own, 'file'], message: message(read.reason), severity: 'error' });
    }
    if (primitive.shape === 'points') {
      const { cloud, problems: found } = cloudOf(primitive, own, tables);
      if (cloud !== null) bodies[primitive.file] = cloud;
      problems.push(...found.map((problem) => ({ ...problem, path: [...own, ...problem.path] })));
    }
  }
  return { bodies, problems };
}

function attempt(text: string): Read {
  try {
    return { ok: true, surface: closedSurface(readStl(text)) };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}

/** The region of points; none where a table could not be read, or lacks a column: that is told elsewhere. */
function cloudOf(
  primitive: Points,
  path: Problem['path'],
  tables: StudyTables['tables'],
): ReturnType<typeof readCloud> {
  const tableAt = (...at: string[]): PointTable | undefined => {
    const place = JSON.stringify([...path, ...at, 'file']);
    return tables.find((one) => JSON.stringify(one.path) === place)?.table;
  };
  const samples = tableAt();
  const coordinates = coordinatesOf(primitive);
  const lists = Object.entries(primitive.boundaries ?? {}).map(([name, { normals }]) => {
    const found = tableAt('boundaries', name);
    const names = [...coordinates, ...(normals === undefined ? [] : coordinates.map(normalColumn))];
    return [name, names.every((column) => found?.columns[column]) ? found : undefined];
  });
  if (samples === undefined || lists.some(([, found]) => found === undefined))
    return { cloud: null, problems: [] };
  // Tables are kept while their files and what is asked of them stay.
  const key = JSON.stringify(primitive);
  const before = clouds.get(samples);
  if (before?.key === key) return before.read;
  const read = readCloud(primitive, samples, Object.fromEntries(lists) as Record<string, PointTable>);
  clouds.set(samples, { key, read });
  return read;
}
