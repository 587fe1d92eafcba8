import path from 'node:path';
import {
  Unsuitable,
  eventsBytes,
  fieldWriters,
  formatByEnding,
  exportFormats,
  formatIds,
  isFieldFormat,
  reportPage,
  reportPdf,
  type FieldFormatId,
  type FieldResult,
  type GridPlace,
  type ResultFile,
} from '../export';
import { gridPoints, type Grid } from '../field';
import type { FieldTrainer } from '../run';
import { historyOf, type ExportRequest, type ExportSource } from './export-source';
import { placeOf } from './export-place';
import { BadRequest, checkFrame, withFields } from './frames';
import { reportContent } from './export-report';
import { networkFiles } from './export-network';
import { isOfSequences, sequenceFiles } from './export-sequence';
import { saveFiles } from './save-files';
import { scalarRows } from './scalar-rows';
import { version } from './version';

/** Writes results of a run as files; gives their paths. Errors: `BadRequest`, `StorageProblem`. */
export async function exportRun(source: ExportSource, request: ExportRequest): Promise<readonly string[]> {
  return saveFiles(request.path, await resultFiles(source, request));
}

async function resultFiles(source: ExportSource, request: ExportRequest): Promise<readonly ResultFile[]> {
  const { format } = request;
  const name = path.basename(request.path);
  if ((await source.stored()).study.lab === 'sequence' && isOfSequences(format))
    return sequenceFiles(source, format, name);
  if (isFieldFormat(format)) return writeFields(await fieldResult(source, request), format, name);
  if (format === 'onnx' || format === 'savedmodel') return networkFiles(source, request, format, name);
  if (format === 'report') return [{ name, content: reportPage(await reportContent(source)) }];
  if (format === 'report-pdf') return [{ name, content: await reportPdf(await reportContent(source)) }];
  const stored = await source.stored();
  return [{ name, content: eventsBytes(scalarRows(stored), Date.parse(stored.record.created) / 1000) }];
}

/** Quantities at the wished places; where none are named the fields, and on an even grid the reference beside them. */
async function fieldResult(source: ExportSource, request: ExportRequest): Promise<FieldResult> {
  const trainer = withFields(await source.trainer());
  const { record } = await source.stored();
  const place = placeOf(trainer, request);
  const isEven = place.kind === 'grid' && request.times === undefined;
  return {
    title: record.title,
    history: await historyOf(source, trainer.step),
    place,
    time: trainer.time,
    size: request.size,
    fields: isEven
      ? await onGrid(trainer, place, request)
      : atPoints(trainer, place.kind === 'grid' ? gridPoints(place.axes) : place.coordinates, request),
  };
}

async function onGrid(
  trainer: FieldTrainer,
  { axes }: GridPlace,
  { held, quantities }: ExportRequest,
): Promise<FieldResult['fields']> {
  const counts = axes.map(({ values }) => values.length);
  const names = quantities && withoutCoordinates(trainer, quantities);
  await checkFrame(trainer, { counts, held, quantities: names });
  const { fields } = trainer.evaluateGrid(counts, { held, quantities: names });
  if (quantities !== undefined) return fields;
  const reference = await trainer.referenceGrid(counts, { held });
  const known = Object.entries(reference?.fields ?? {}).map(([name, values]) => [
    `reference_${name}`,
    values,
  ]);
  return { ...fields, ...Object.fromEntries(known) };
}

function atPoints(
  trainer: FieldTrainer,
  points: Readonly<Record<string, Float64Array>>,
  { quantities = [...trainer.fields] }: ExportRequest,
): FieldResult['fields'] {
  if (quantities.some((quantity) => quantity.startsWith('error:')))
    throw new BadRequest('Errors are written on an even grid; leave out points, lines and times.');
  return trainer.evaluatePoints(points, withoutCoordinates(trainer, quantities));
}

/** Coordinates are written anyway. */
function withoutCoordinates({ coordinates }: FieldTrainer, quantities: readonly string[]): string[] {
  return quantities.filter((quantity) => !coordinates.some(({ name }) => name === quantity));
}

async function writeFields(
  result: FieldResult,
  format: FieldFormatId,
  name: string,
): Promise<readonly ResultFile[]> {
  try {
    return await fieldWriters[format](result, name);
  } catch (error) {
    throw error instanceof Unsuitable ? new BadRequest(error.message) : error;
  }
}

/** Writes a grid that comes from elsewhere than a run. */
export async function writeGrid(
  { axes, fields }: Grid,
  { format, path: place, title, time }: GridRequest,
): Promise<readonly string[]> {
  const history = `Collocate ${version}`;
  const result: FieldResult = { title, history, place: { kind: 'grid', axes }, time, fields };
  return saveFiles(place, await writeFields(result, format, path.basename(place)));
}

export interface GridRequest {
  readonly format: FieldFormatId;
  readonly path: string;
  readonly title: string;
  readonly time: string | undefined;
}

/** The format of fields that a file's ending asks for. */
export function fieldFormatOf(file: string): FieldFormatId {
  const format = formatByEnding(file);
  if (format !== undefined && isFieldFormat(format)) return format;
  const endings = formatIds.filter(isFieldFormat).map((id) => `.${exportFormats[id].extension}`);
  const last = endings.pop();
  throw new BadRequest(
    `${file}: the format follows the ending of the file, which must be ${endings.join(', ')} or ${last}.`,
  );
}
