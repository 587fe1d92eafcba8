/** The table of runs: what stands in its columns, and how it is filtered and sorted. Pure. */
import type { SettingValue } from '../study';
import type { RunSummary } from './protocol';
import type { CellValue, Filter, Filterable } from './run-filter';

/** A line of the table: a run with the settings of its study that were asked for. */
export interface TableRun {
  readonly summary: RunSummary;
  readonly settings: Readonly<Record<string, SettingValue | undefined>>;
}

interface ColumnDescription {
  readonly title: string;
  readonly kind: 'number' | 'text' | 'time' | 'duration';
  readonly value: (run: RunSummary) => CellValue;
}

/** The columns that every run has. Errors, measures and settings of the study are columns by their own names. */
export const columns: Readonly<Record<string, ColumnDescription>> = {
  started: { title: 'Started', kind: 'time', value: (run) => run.startedAt },
  title: { title: 'Title', kind: 'text', value: (run) => run.title },
  run: { title: 'Run', kind: 'text', value: (run) => run.run },
  state: { title: 'State', kind: 'text', value: (run) => run.state },
  step: { title: 'Steps', kind: 'number', value: (run) => run.step },
  total: { title: 'Total steps', kind: 'number', value: (run) => run.totalSteps },
  loss: { title: 'Loss', kind: 'number', value: (run) => run.loss },
  error: { title: 'Largest error', kind: 'number', value: largestError },
  seconds: { title: 'Time', kind: 'duration', value: (run) => run.seconds },
  speed: {
    title: 'Steps/s',
    kind: 'number',
    value: (run) => (run.seconds > 0 ? run.step / run.seconds : null),
  },
  tag: { title: 'Tags', kind: 'text', value: (run) => run.tags },
  notes: { title: 'Notes', kind: 'text', value: (run) => run.notes },
  sweep: { title: 'Sweep', kind: 'text', value: (run) => run.sweep },
  seed: { title: 'Seed', kind: 'number', value: (run) => run.seed },
  precision: { title: 'Precision', kind: 'text', value: (run) => run.precision },
  threads: { title: 'Threads', kind: 'number', value: (run) => run.threads },
  device: { title: 'Device', kind: 'text', value: (run) => run.device },
  parameters: { title: 'Parameters', kind: 'number', value: (run) => run.parameterCount },
  archived: { title: 'Archived', kind: 'text', value: (run) => run.archived },
};

/** What the table shows until somebody chooses. */
export const usualColumns = ['started', 'title', 'tag', 'state', 'step', 'loss', 'error', 'seconds'] as const;

/** Begins the columns of relative errors: "error u". */
const errorPrefix = 'error ';

function largestError({ errors }: RunSummary): number | null {
  const values = Object.values(errors);
  return values.length === 0 ? null : Math.max(...values);
}

/** What a run has in a column: one that all have, the error of a field, something measured, or a setting. */
export function cellValue({ summary, settings }: TableRun, column: string): CellValue {
  if (Object.hasOwn(columns, column)) return columns[column]!.value(summary);
  if (column.startsWith(errorPrefix)) return summary.errors[column.slice(errorPrefix.length)];
  return summary.metrics[column] ?? settings[column];
}

/** True for a column whose values are settings of the study, which are fetched when they are shown. */
export function isSetting(column: string, runs: readonly RunSummary[]): boolean {
  return !Object.hasOwn(columns, column) && !measuredColumns(runs).includes(column);
}

/** The columns of errors and measures that some of the runs have. */
export function measuredColumns(runs: readonly RunSummary[]): string[] {
  const names = new Set<string>();
  for (const { errors, metrics } of runs) {
    for (const field in errors) names.add(`${errorPrefix}${field}`);
    for (const name in metrics) names.add(name);
  }
  return [...names].sort();
}

export function columnTitle(column: string): string {
  return columns[column]?.title ?? column;
}

/** A run as a filter sees it. */
export function filterable(run: TableRun): Filterable {
  return {
    value: (column) => cellValue(run, column),
    // Made only where a filter looks for words.
    get text() {
      const { run: name, title, state, notes, sweep, tags } = run.summary;
      return [name, title, state, notes, sweep ?? '', ...tags].join('\n').toLowerCase();
    },
  };
}

export function filterRuns<Run extends TableRun>(runs: readonly Run[], filter: Filter): Run[] {
  return runs.filter((run) => filter(filterable(run)));
}

/** Sorted by a column; runs without a value come last in both directions, equal ones keep their order. */
export function sortRuns<Run extends TableRun>(
  runs: readonly Run[],
  column: string,
  descending: boolean,
): Run[] {
  const sign = descending ? -1 : 1;
  return runs
    .map((run) => ({ run, value: sortable(cellValue(run, column)) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return sign * compare(a.value, b.value);
    })
    .map(({ run }) => run);
}

function sortable(value: CellValue): string | number | null {
  if (value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value)))
    return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'boolean' ? Number(value) : value.join(' ');
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  // Numbers stand before words where a setting is now the one and now the other.
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
