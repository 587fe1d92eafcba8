import { singleCoordinates } from './coordinates';
import type { Study, StudyData } from './schema';
import { unitFactor } from './units';

/** A file of measured values, as a study names it. */
export type StudyDataFile = Exclude<StudyData, { readonly from: 'reference' }>;
/** Values of the study's reference that stand for measured ones. */
export type StudySample = Extract<StudyData, { readonly from: 'reference' }>;

/** The real and the imaginary part of a complex name are fields, vectors or definitions of their own. */
export const partNames = (name: string): [re: string, im: string] => [`${name}Re`, `${name}Im`];

/** The fields that a sample of the reference measures where it names none: all that the reference gives. */
export function fieldsOfReference({ reference, fields, complex, coordinates }: Study): string[] {
  if (reference.kind === 'expression') return Object.keys(reference.fields);
  if (reference.kind === 'solver' && reference.flow !== undefined) {
    const { velocity, magnetic = [], pressure = [] } = reference.flow;
    return [...velocity, ...magnetic, ...[pressure].flat()];
  }
  if (reference.kind === 'file') return knownColumns(reference.columns, coordinates);
  return fields.flatMap((name) => (complex.includes(name) ? partNames(name) : [name]));
}

/** The columns that hold something else than coordinates. */
function knownColumns(
  columns: Readonly<Record<string, string>>,
  coordinates: Study['coordinates'],
): string[] {
  const names = singleCoordinates(coordinates).map(({ name }) => name);
  return Object.keys(columns).filter((name) => !names.includes(name));
}

/**
 * The data of a study as files: a sample of the reference is a table that the lab writes, with a column for each
 * coordinate and each field under its own name.
 */
export function dataFiles(study: Study): StudyDataFile[] {
  return study.data.map((entry, index) => {
    if (entry.from !== 'reference') return entry;
    const { fields, validation, weight, name = 'data of the reference' } = entry;
    const coordinates = singleCoordinates(study.coordinates).map((one) => one.name);
    const columns = [...coordinates, ...(fields ?? fieldsOfReference(study))];
    return {
      file: sampleName(index),
      columns: Object.fromEntries(columns.map((column) => [column, column])),
      measured: {},
      units: {},
      validation,
      weight,
      name,
    };
  });
}

/** The name of the table of a sample of the reference. A colon keeps it apart from files beside a study. */
export function sampleName(index: number): string {
  return `reference:sample-${index + 1}.csv`;
}

/** Names of columns that are neither coordinates nor measured; no expression reads like them. */
export const weightColumn = 'weight of a point';
export const noiseColumn = 'standard deviation of a point';

/** What a study asks of a file of numbers. */
export interface TableRequest {
  /** The heading of each column by the name that it has in the study. */
  readonly columns: Readonly<Record<string, string>>;
  /** Of a file of arrays: the names of the coordinates along the axes of its grid, where the file doesn't tell. */
  readonly axes?: readonly string[];
  /** Names of columns in which every number is greater than 0. */
  readonly positive?: readonly string[];
  /** Names of columns of numbers from 0 up, not all of them 0. */
  readonly weights?: readonly string[];
  /** What the numbers of columns are multiplied by, by their names. */
  readonly factors?: Readonly<Record<string, number>>;
  /** Names of columns that may hold NaN, where nothing is known. */
  readonly gaps?: readonly string[];
  /** How many rows there have to be; 1 when left out. */
  readonly leastRows?: number;
}

/**
 * What the columns of a data file are multiplied by to be in the units of the study, by their names there; those that need
 * it alone. Units that can't be converted are left out: they are told by `checkStudy`.
 */
export function unitFactors(entry: StudyDataFile, units: Study['units']): Record<string, number> {
  const factors = Object.entries(entry.units).flatMap(([name, unit]): [string, number][] => {
    try {
      return Object.hasOwn(units, name) ? [[name, unitFactor(unit, units[name])]] : [];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(factors.filter(([, factor]) => factor !== 1));
}

/** What the stated noise of a file is multiplied by: its values are all converted by the same. */
export function noiseFactor(
  entry: StudyDataFile,
  { units, coordinates }: Pick<Study, 'units' | 'coordinates'>,
): number {
  const factors = unitFactors(entry, units);
  const names = singleCoordinates(coordinates).map(({ name }) => name);
  const values = [...Object.keys(entry.columns), ...Object.keys(entry.measured)];
  const first = values.find((name) => !names.includes(name));
  return factors[first ?? ''] ?? 1;
}

/** What a study asks of one of its data files. */
export function dataRequest(entry: StudyDataFile, study: Pick<Study, 'units' | 'coordinates'>): TableRequest {
  const factors = unitFactors(entry, study.units);
  const weighed = entry.weightColumn !== undefined;
  const noisy = typeof entry.noise === 'string';
  return {
    columns: {
      ...entry.columns,
      ...entry.measured,
      ...(weighed && { [weightColumn]: entry.weightColumn }),
      ...(noisy && { [noiseColumn]: entry.noise as string }),
    },
    ...(entry.axes && { axes: entry.axes }),
    positive: noisy ? [noiseColumn] : [],
    weights: weighed ? [weightColumn] : [],
    ...(Object.keys(factors).length > 0 && {
      factors: { ...factors, ...(noisy && { [noiseColumn]: noiseFactor(entry, study) }) },
    }),
    // One to train on and one to keep out.
    leastRows: entry.validation > 0 ? 2 : 1,
  };
}

/** What a study asks of the file that is its reference; undefined where it names none. */
export function referenceRequest(study: Study): TableRequest | undefined {
  const { reference } = study;
  if (reference.kind !== 'file') return undefined;
  return {
    columns: reference.columns,
    ...(reference.axes && { axes: reference.axes }),
    gaps: fieldsOfReference(study),
  };
}
