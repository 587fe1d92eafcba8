import { dirname } from 'node:path';
import { csvText, gridCsv, gridNpz, npzBytes, type NumpyArray } from '../export';
import { gridPoints, type Grid } from '../field';
import { StorageProblem, explainStorage, writeAtomically, type FieldFrame, type FieldTrainer } from '../run';
import { BadRequest, checkCounts, checkPoints } from './frames';

export type ResultFormat = 'npz' | 'csv';

export interface ExportRequest {
  readonly format: ResultFormat;
  /** Points along each coordinate; a grid of moderate size where they are left out. */
  readonly counts?: readonly number[];
  readonly path: string;
}

/** Points along each coordinate when nothing is asked for, by the number of coordinates. */
export const usualCounts: readonly (readonly number[])[] = [
  [],
  [1001],
  [256, 101],
  [64, 64, 33],
  [32, 32, 32, 17],
];

export function defaultCounts(trainer: FieldTrainer): readonly number[] {
  const dimensions = trainer.coordinates.length;
  return usualCounts[dimensions] ?? new Array<number>(dimensions).fill(8);
}

/** Writes the fields of a run on a grid, and the reference beside them where there is one. Gives the files' paths. */
export async function exportRun(trainer: FieldTrainer, request: ExportRequest): Promise<readonly string[]> {
  const counts = request.counts ?? defaultCounts(trainer);
  checkCounts(trainer, counts);
  const own = trainer.evaluateGrid(counts);
  const reference = referenceFields(await trainer.referenceGrid(counts));
  return writeGrid({ axes: own.axes, fields: { ...own.fields, ...reference } }, request);
}

/** Fields and derivatives on a grid. `derivatives` are named as equations write them: u_x, u_xx. */
export async function evaluateOnGrid(
  trainer: FieldTrainer,
  counts: readonly number[],
  derivatives: readonly string[],
  request: ExportRequest,
): Promise<readonly string[]> {
  checkCounts(trainer, counts);
  const own = trainer.evaluateGrid(counts);
  const more = derivatives.length > 0 ? trainer.evaluatePoints(gridPoints([...own.axes]), derivatives) : {};
  return writeGrid({ axes: own.axes, fields: { ...own.fields, ...more } }, request);
}

/** Fields and derivatives at points: one array for each coordinate and quantity, all of one length. */
export async function evaluateAtPoints(
  trainer: FieldTrainer,
  points: Readonly<Record<string, Float64Array>>,
  derivatives: readonly string[],
  request: ExportRequest,
): Promise<readonly string[]> {
  checkPoints(trainer, points);
  const columns = { ...points, ...trainer.evaluatePoints(points, [...trainer.fields, ...derivatives]) };
  if (request.format === 'csv') return write(request.path, csvText(columns));
  const arrays: Record<string, NumpyArray> = {};
  for (const [name, data] of Object.entries(columns)) arrays[name] = { data, shape: [data.length] };
  return write(request.path, npzBytes(arrays));
}

/** The format that a file's ending asks for. */
export function formatOf(path: string): ResultFormat {
  if (path.endsWith('.npz')) return 'npz';
  if (path.endsWith('.csv')) return 'csv';
  throw new BadRequest(`${path}: the format follows the ending of the file, which must be .npz or .csv.`);
}

export function writeGrid(grid: Grid, { format, path }: ExportRequest): Promise<readonly string[]> {
  return write(path, format === 'npz' ? gridNpz(grid) : gridCsv(grid));
}

async function write(path: string, content: string | Uint8Array): Promise<readonly string[]> {
  try {
    await writeAtomically(path, content);
    return [path];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new StorageProblem(`${dirname(path)} does not exist. Make that folder, or choose another place.`);
    }
    throw explainStorage(error, path);
  }
}

function referenceFields(reference: FieldFrame | null): Record<string, Float32Array | Float64Array> {
  const fields = Object.entries(reference?.fields ?? {});
  return Object.fromEntries(fields.map(([name, values]) => [`reference_${name}`, values]));
}
