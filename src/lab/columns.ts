import type { LossRow, MeasureRow, RunRecord, TableContent } from '../run';
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
  const byName = (of: (row: MeasureRow) => Readonly<Record<string, number>>) => {
    const names = [...new Set(rows.flatMap((row) => Object.keys(of(row))))];
    return Object.fromEntries(
      names.map((name) => [name, Float64Array.from(rows, (row) => of(row)[name] ?? NaN)]),
    );
  };
  return {
    step: Float64Array.from(rows, (row) => row.step),
    freshRatio: Float64Array.from(rows, (row) => row.freshRatio),
    errors: byName((row) => row.errors),
    inferred: byName((row) => row.inferred),
    values: byName((row) => row.values ?? {}),
    weights: byName((row) => row.weights ?? {}),
    validation: byName((row) => row.validation ?? {}),
  };
}

/** The loss table of a run folder: step, phase, loss, then the terms. */
export function storedLosses(table: TableContent): LossColumns {
  const [step, phase, loss, ...terms] = columnsOf(table);
  const none = new Float64Array();
  return { step: step ?? none, phase: phase ?? none, loss: loss ?? none, terms };
}

/**
 * The measures of a run folder: step, fresh ratio, the error of each field, the value of each unknown, what the study
 * measures, the weight of each term that is weighed while it is trained, the misfit to values kept out. Fields without a reference are left out.
 */
export function storedMeasures(
  table: TableContent,
  { fields, unknowns, measures, measured }: Pick<RunRecord, 'fields' | 'unknowns' | 'measures' | 'measured'>,
): MeasureColumns {
  const [step, freshRatio, ...rest] = columnsOf(table);
  const named = (names: readonly string[]) =>
    names.map((name) => [name, rest.shift() ?? new Float64Array()] as const);
  const known = named([...fields, ...measured.errors]).filter(([, values]) =>
    values.some((value) => !Number.isNaN(value)),
  );
  const inferred = named(unknowns);
  return {
    step: step ?? new Float64Array(),
    freshRatio: freshRatio ?? new Float64Array(),
    errors: Object.fromEntries(known),
    inferred: Object.fromEntries(inferred),
    values: Object.fromEntries(named(measures)),
    weights: Object.fromEntries(named(measured.weights)),
    validation: Object.fromEntries(named(measured.validation)),
  };
}

function columnsOf(table: TableContent): Float64Array[] {
  return table.columns.map((_, column) => Float64Array.from(table.rows, (row) => row[column] ?? NaN));
}
