import type { Axis, Values } from '../field';

/** On the product of axes, in the study's order: values are row-major, the last axis runs fastest. */
export interface GridPlace {
  readonly kind: 'grid';
  readonly axes: readonly Axis[];
}

/** At points: one value of each coordinate for each. Those of a line are joined in their order. */
export interface PointsPlace {
  readonly kind: 'points' | 'line';
  readonly coordinates: Readonly<Record<string, Float64Array>>;
}

/** Fields at places, and where they came from: what a format writes down. */
export interface FieldResult<Place extends GridPlace | PointsPlace = GridPlace | PointsPlace> {
  readonly title: string;
  /** The program, the run and its step, as a sentence for the file. */
  readonly history: string;
  readonly place: Place;
  /** The coordinate that is time, where the study has one. */
  readonly time: string | undefined;
  /** Of figures, in millimetres. */
  readonly size?: { readonly width: number; readonly height: number } | undefined;
  /** By quantity; NaN outside the region. */
  readonly fields: Readonly<Record<string, Values>>;
}

export type GridResult = FieldResult<GridPlace>;

/** One file of a result; the name may lead into a folder beside the first file. */
export interface ResultFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * Writes fields in one format.
 * @param name file name with its ending; further files are named after it
 * Errors: `Unsuitable` where the format cannot hold the result.
 */
export type FieldWriter = (
  result: FieldResult,
  name: string,
) => readonly ResultFile[] | Promise<readonly ResultFile[]>;

/** The result does not fit the format; the message says why and what to do. */
export class Unsuitable extends Error {
  override readonly name = 'Unsuitable';
}

export function isGrid(result: FieldResult): result is GridResult {
  return result.place.kind === 'grid';
}

/** The grid of a result. Throws `Unsuitable` for points, which the format named `format` does not hold. */
export function gridOf(result: FieldResult, format: string): GridResult {
  if (isGrid(result)) return result;
  throw new Unsuitable(`${format} holds fields on a grid; choose a grid, or another format for points.`);
}

/** All arrays of a result with their shapes: coordinates first, then fields. */
export function namedArrays(result: FieldResult): Record<string, { data: Values; shape: number[] }> {
  const { fields } = result;
  const arrays: Record<string, { data: Values; shape: number[] }> = {};
  if (isGrid(result)) {
    const { axes } = result.place;
    const shape = axes.map(({ values }) => values.length);
    for (const { name, values } of axes) arrays[name] = { data: values, shape: [values.length] };
    for (const [name, data] of Object.entries(fields)) arrays[name] = { data, shape };
  } else {
    const coordinates = result.place.kind === 'grid' ? {} : result.place.coordinates;
    for (const [name, data] of Object.entries({ ...coordinates, ...fields }))
      arrays[name] = { data, shape: [data.length] };
  }
  return arrays;
}

/** A file name without its ending. */
export function stem(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}
