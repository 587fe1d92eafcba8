import { dataFiles, dataRequest, referenceRequest, type TableRequest } from './data';
import { listColumns, namedPrimitives, type Primitive } from './geometry';
import type { AnyStudy } from './parse';
import type { SequenceSource } from './parts/sequence';

/**
 * How a data file of a study is found:
 * - "gallery:NAME" is a file that ships with the lab, in assets/gallery;
 * - an absolute path stands for itself;
 * - anything else is relative to the folder of the study file.
 */
export type DataFile = { kind: 'gallery'; name: string } | { kind: 'path'; path: string; absolute: boolean };

const galleryPrefix = 'gallery:';

/** Reads the `file` of a data entry. Opening it is left to a process that may. */
export function dataFile(file: string): DataFile {
  if (file.startsWith(galleryPrefix)) return { kind: 'gallery', name: file.slice(galleryPrefix.length) };
  return { kind: 'path', path: file, absolute: /^([\\/]|[A-Za-z]:[\\/])/.test(file) };
}

/** A file that a study names, with its place in the document. */
export interface StudyFile {
  file: string;
  path: (string | number)[];
  /** For a table: what is asked of it. */
  table?: TableRequest;
  /** It is no file yet: the lab fills it with values of the reference when a run starts. */
  sampled?: true;
  /** Bytes beyond which it is not read; the most that a text may have where it is left out. */
  most?: number;
}

/** Every file that a study names, in the order of the document. */
export function studyFiles(study: AnyStudy): StudyFile[] {
  if (study.lab === 'sequence') return sourceFiles(study.source);
  const { reference } = study;
  const shapes = study.geometry === undefined ? [] : namedPrimitives(study.geometry);
  return [
    ...dataFiles(study).map((entry, index) => {
      const sampled = study.data[index].from === 'reference';
      return {
        file: entry.file,
        table: dataRequest(entry, study),
        path: ['data', index, sampled ? 'from' : 'file'],
        ...(sampled && { sampled }),
      };
    }),
    ...(reference.kind === 'file'
      ? [{ file: reference.file, table: referenceRequest(study), path: ['reference', 'file'] }]
      : []),
    ...shapes.flatMap(({ primitive, path }) => shapeFiles(primitive, ['geometry', ...path])),
  ];
}

/** The files that a shape is read from. */
export function shapeFiles(primitive: Primitive<unknown>, path: StudyFile['path']): StudyFile[] {
  if (primitive.shape === 'mesh') return [{ file: primitive.file, path: [...path, 'file'] }];
  if (primitive.shape !== 'points') return [];
  const { file, columns, boundaries = {} } = primitive;
  return [
    { file, path: [...path, 'file'], table: { columns } },
    ...Object.entries(boundaries).map(([name, list]) => ({
      file: list.file,
      path: [...path, 'boundaries', name, 'file'],
      table: { columns: listColumns(list) },
    })),
  ];
}

/** The most bytes of a text, of which every element is kept several times, and of a table of a sequence. */
const largestText = 32 * 2 ** 20;
const largestSeries = 128 * 2 ** 20;

/** The name of the table of frames of a solution. A colon keeps it apart from files beside a study. */
export const framesName = 'reference:frames.csv';
/** The name of the column of time of a table of frames; no field reads like it. */
export const frameTime = 'time of a frame';

function sourceFiles(source: SequenceSource): StudyFile[] {
  const path = ['source', 'file'];
  const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
  switch (source.kind) {
    case 'text':
      return [{ file: source.file, path, most: largestText }];
    case 'series':
      return [{ file: source.file, path, table: { columns: named(source.columns) }, most: largestSeries }];
    case 'frames': {
      const columns = { [frameTime]: source.time, ...named(source.fields) };
      return [{ file: source.file, path, table: { columns }, most: largestSeries }];
    }
    case 'solution': {
      const columns = named([frameTime, ...source.fields]);
      return [
        ...(source.study.startsWith(galleryPrefix)
          ? []
          : [{ file: source.study, path: ['source', 'study'], most: largestText }]),
        { file: framesName, path: ['source', 'study'], table: { columns }, sampled: true },
      ];
    }
    default:
      return [];
  }
}

/** Whether a file of numbers holds named arrays, by the ending of its name; any other one is a table. */
export function isArrayFile(file: string): boolean {
  return /\.(npz|mat|nc|nc4|cdf|h5|hdf5|hdf|he5|vti|vtk)$/i.test(file);
}

/** How the bytes of a file are kept as a text: one character for each byte where they need not be letters. */
export function textEncoding(file: string): 'latin1' | 'utf8' {
  return isArrayFile(file) || /\.stl$/i.test(file) ? 'latin1' : 'utf8';
}
