import type { LossRow, MeasureRow, TableContent } from '../run';
import type { LossColumns, MeasureColumns } from './protocol';

/** Rows as columns: what is sent and plotted. `terms` is the number of loss terms. */
export function lossColumns(rows: readonly LossRow[], terms: number): LossColumns {
  return {
    step: Float64Array.from(rows, (row) => row.step),
    phase: Float64Array.from(rows, (row) => row.phase),
    loss: Float64Array.from(rows, (row) => row.loss),
    terms: Array.from({ length: terms }, (_, term) =>
      Float64Array.from(rows, (row) => row.terms[term] ?? NaN),
    ),
  };
}

export function measureColumns(rows: readonly MeasureRow[]): MeasureColumns {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row.errors)))];
  return {
    step: Float64Array.from(rows, (row) => row.step),
    freshRatio: Float64Array.from(rows, (row) => row.freshRatio),
    errors: Object.fromEntries(
      fields.map((field) => [field, Float64Array.from(rows, (row) => row.errors[field] ?? NaN)]),
    ),
  };
}

/** The loss table of a run folder: step, phase, loss, then the terms. */
export function storedLosses(table: TableContent): LossColumns {
  const [step, phase, loss, ...terms] = columnsOf(table);
  const none = new Float64Array();
  return { step: step ?? none, phase: phase ?? none, loss: loss ?? none, terms };
}

/** The measures of a run folder: step, fresh ratio, then the error of each of `fields`. Fields without a reference are left out. */
export function storedMeasures(table: TableContent, fields: readonly string[]): MeasureColumns {
  const [step, freshRatio, ...errors] = columnsOf(table);
  const known = fields
    .map((field, index) => [field, errors[index] ?? new Float64Array()] as const)
    .filter(([, values]) => values.some((value) => !Number.isNaN(value)));
  return {
    step: step ?? new Float64Array(),
    freshRatio: freshRatio ?? new Float64Array(),
    errors: Object.fromEntries(known),
  };
}

function columnsOf(table: TableContent): Float64Array[] {
  return table.columns.map((_, column) => Float64Array.from(table.rows, (row) => row[column] ?? NaN));
}
