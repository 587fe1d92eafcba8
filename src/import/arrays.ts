import { gathered } from '../field';
import type { Work } from '../run';
import { listWords, suggestion, type TableRequest } from '../study';
import { mostBytes, sizeOf, Unreadable, type ArrayFile, type ArrayForm } from './formats/array-file';
import { placeArrays } from './grid-axes';
import { ProblemList, refuse, type TableOutcome } from './table';

/** An array of a file, or a part of one, such as `U[:, 0]`: the first column of U. */
export interface Source {
  readonly array: string;
  /** For each axis of the array the place that is taken; null for all. None for a whole array. */
  readonly picked: readonly (number | null)[];
  readonly form: ArrayForm;
}

/**
 * Reads columns from a file of arrays. Arrays of several axes are read row by row, so that those of one shape belong
 * together point by point; those that are axes of others are repeated along the rest.
 */
export function* arraysWork(
  file: ArrayFile,
  { columns: wanted, gaps = [], axes: stated }: TableRequest,
): Work<TableOutcome> {
  const problems = new ProblemList();
  const sources = new Map<string, Source>();
  for (const name of new Set(Object.values(wanted))) {
    const source = sourceOf(file, name);
    if (typeof source === 'string') problems.add(source);
    else sources.set(name, source);
    yield;
  }
  if (problems.count > 0) return { ok: false, problems: problems.list() };
  const names = [...sources.keys()];
  const placed = placeArrays(
    names.map((name) => ({ name, ...sources.get(name)!.form })),
    stated?.map((name) => wanted[name] ?? name),
  );
  if (typeof placed === 'string') return refuse(placed);
  const rows = sizeOf(placed.grid);
  if (rows * names.length * 8 > mostBytes)
    return refuse('The arrays of the file are larger than 2 GiB; take fewer points.');
  if (names.length === 0 || rows === 0) return refuse('The arrays of the file hold no point.');

  const mayLack = new Set(gaps.map((name) => wanted[name]));
  const spread = new Map<string, Float64Array>();
  for (const [k, name] of names.entries()) {
    const source = sources.get(name)!;
    let values: Float64Array;
    try {
      values = readSource(file, source);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.add(sentence(source.array, error));
      continue;
    }
    yield;
    const bad = values.findIndex(
      (value) => !Number.isFinite(value) && !(Number.isNaN(value) && mayLack.has(name)),
    );
    if (bad >= 0) {
      const { shape } = source.form;
      const place = shape.length === 0 ? name : `${name}[${indexOf(bad, shape).join(', ')}]`;
      problems.add(`${place} is ${values[bad]}, which is no measured value; remove the point.`);
    }
    spread.set(name, repeated(values, placed.grid, placed.axes[k]));
    yield;
  }
  if (problems.count > 0) return { ok: false, problems: problems.list() };
  const columns = Object.fromEntries(
    Object.entries(wanted).map(([name, array]) => [name, spread.get(array)!]),
  );
  return { ok: true, table: { columns, rows, fileRows: Int32Array.from({ length: rows }, (_, i) => i) } };
}

/** What a name means in a file: an array, or a part of one; or a sentence that it has none. */
export function sourceOf(file: ArrayFile, name: string): Source | string {
  const part = file.names.includes(name) ? null : /^(.+?)\s*\[([\s\d:,]*)\]$/.exec(name);
  const array = part?.[1] ?? name;
  if (!file.names.includes(array)) {
    const near = suggestion(array, file.names);
    const known = file.names.map((one) => `"${one}"`);
    const help = near || (known.length === 0 ? ' It is empty.' : ` Its arrays are ${listWords(known)}.`);
    return `The file has no array "${array}".${help}`;
  }
  let form: ArrayForm;
  try {
    form = file.form(array);
  } catch (error) {
    if (error instanceof Unreadable) return sentence(array, error);
    throw error;
  }
  if (part === null) return { array, picked: [], form };
  const { shape, dimensions } = form;
  const picked = part[2].split(',').map((text) => (text.trim() === ':' ? null : Number(text.trim() || NaN)));
  if (
    picked.length !== shape.length ||
    picked.some((place, axis) => place !== null && !(Number.isInteger(place) && place < shape[axis]))
  )
    return `"${name}" is no part of "${array}", which has the shape (${shape.join(', ')}); write a place from 0 or a colon for each axis.`;
  const kept = [...shape.keys()].filter((axis) => picked[axis] === null);
  return {
    array,
    picked,
    form: {
      ...form,
      shape: kept.map((axis) => shape[axis]),
      ...(dimensions && { dimensions: kept.map((axis) => dimensions[axis]) }),
    },
  };
}

function readSource(file: ArrayFile, { array, picked, form }: Source): Float64Array {
  if (picked.length === 0) return file.read(array);
  const { shape } = file.form(array);
  const whole = file.read(array);
  return Float64Array.from({ length: sizeOf(form.shape) }, (_, k) => {
    const index = indexOf(k, form.shape);
    const place = picked.reduce<number>((sum, pick, axis) => sum * shape[axis] + (pick ?? index.shift()!), 0);
    return whole[place];
  });
}

/** Values on a grid, from those along some of its axes. */
function repeated(values: Float64Array, grid: readonly number[], axes: readonly number[]): Float64Array {
  if (axes.length === grid.length && axes.every((axis, k) => axis === k)) return values;
  const steps = grid.map((_, axis) => {
    const own = axes.indexOf(axis);
    return own < 0 ? 0 : sizeOf(axes.slice(own + 1).map((later) => grid[later]));
  });
  return gathered(values, [...grid].reverse(), steps.reverse()) as Float64Array;
}

/** Index along each axis of the value at a place of an array that is stored row by row. */
function indexOf(place: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let left = place;
  for (const extent of [...shape].reverse()) {
    index.unshift(left % extent);
    left = Math.floor(left / extent);
  }
  return index;
}

const sentence = (array: string, { message }: Unreadable) =>
  message.startsWith('The ') ? message : `The array "${array}" ${message}`;
