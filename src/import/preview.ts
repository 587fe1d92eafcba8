import { isArrayFile, listWords } from '../study';
import { sourceOf } from './arrays';
import { tableHead } from './csv';
import { sizeOf, Unreadable, type ArrayFile } from './formats/array-file';
import { openArrays } from './formats/open';
import { placeArrays } from './grid-axes';

/** An array of a file, or a column of a table. */
export interface ArrayPreview {
  readonly name: string;
  /** Null of a column: its length is known when the table is read. */
  readonly shape: readonly number[] | null;
  readonly unit: string | null;
  /** Names of its axes in the file. */
  readonly dimensions: readonly string[] | null;
  readonly first: readonly number[];
}

/** What a file of numbers holds. */
export interface DataPreview {
  /** Such as "NetCDF file". */
  readonly kind: string;
  readonly arrays: readonly ArrayPreview[];
  /** How many more arrays there are. */
  readonly more: number;
  /** How its columns map onto the arrays: which coordinate runs along which axis; empty for points. */
  readonly mapping: string;
  /** Why it can not be read; empty where it can. */
  readonly problem: string;
}

export interface PreviewRequest {
  /** The array or column for each name of the study. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
  readonly axes?: readonly string[] | undefined;
}

const [firstCount, mostArrays] = [4, 40];
/** An array whose first values take more to unpack is shown without them. */
const mostForPreview = 2 ** 27;

/** Looks into a file without reading it whole. `content` as for `readData`. */
export async function previewOf(
  file: string,
  content: string,
  request: PreviewRequest,
): Promise<DataPreview> {
  if (!isArrayFile(file)) return tablePreview(content);
  let arrays: ArrayFile | undefined;
  try {
    arrays = await openArrays(file, Buffer.from(content, 'latin1'));
    return arraysPreview(arrays, request);
  } catch (error) {
    if (error instanceof Unreadable) return unread(error.message);
    throw error;
  } finally {
    arrays?.close?.();
  }
}

/** Of a file that can't be read. */
export function unread(problem: string): DataPreview {
  return { kind: '', arrays: [], more: 0, mapping: '', problem };
}

function tablePreview(content: string): DataPreview {
  const { headings, first } = tableHead(content, firstCount);
  const columns = headings.map((name, k) => ({
    name,
    shape: null,
    unit: null,
    dimensions: null,
    first: first[k] ?? [],
  }));
  const named = columns.filter(({ name }) => name !== '');
  const arrays = named.slice(0, mostArrays);
  return { kind: 'Table', arrays, more: named.length - arrays.length, mapping: '', problem: '' };
}

function arraysPreview(file: ArrayFile, request: PreviewRequest): DataPreview {
  const arrays = file.names.slice(0, mostArrays).map((name): ArrayPreview => {
    const source = sourceOf(file, name);
    if (typeof source === 'string') return { name, shape: null, unit: null, dimensions: null, first: [] };
    const { shape, unit = null, dimensions = null } = source.form;
    return { name, shape, unit, dimensions, first: firstValues(file, name, shape) };
  });
  return {
    kind: file.kind,
    arrays,
    more: file.names.length - arrays.length,
    ...mappingOf(file, request),
  };
}

function firstValues(file: ArrayFile, name: string, shape: readonly number[]): readonly number[] {
  if (8 * sizeOf(shape) > mostForPreview) return [];
  try {
    return [...file.read(name, firstCount)];
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

/** Which coordinate runs along which axis, as a sentence, or why that is not known. */
function mappingOf(
  file: ArrayFile,
  { columns = {}, axes }: PreviewRequest,
): { mapping: string; problem: string } {
  const sources = Object.entries(columns).flatMap(([column, name]) => {
    const source = sourceOf(file, name);
    return typeof source === 'string' ? [] : [{ column, name, ...source.form }];
  });
  if (sources.length === 0) return { mapping: '', problem: '' };
  const stated = axes?.map((coordinate) => columns[coordinate] ?? coordinate);
  const placed = placeArrays(sources, stated);
  if (typeof placed === 'string') return { mapping: '', problem: placed };
  const { grid } = placed;
  const count = `${sizeOf(grid).toLocaleString('en-GB')} points`;
  if (grid.length < 2) return { mapping: count, problem: '' };
  const along = grid.map((extent, axis) => {
    const own = sources.filter((_, k) => placed.axes[k].length === 1 && placed.axes[k][0] === axis);
    const names = own.length === 0 ? 'points' : listWords(own.map(({ column }) => column));
    return `${names} along axis ${axis + 1} (${extent})`;
  });
  return { mapping: `${listWords(along)}: ${count}`, problem: '' };
}
