import {
  cellValue,
  columnTitle,
  columns,
  filterRuns,
  formatCount,
  formatDuration,
  formatNumber,
  measuredColumns,
  parseFilter,
  sortRuns,
  summaryOf,
  usualColumns,
  type TableRun,
} from '../lab';
import type { Context } from './context';
import { badInput, exitCodes, type ExitCode } from './failure';

export interface ListOptions {
  readonly filter: string;
  readonly sort?: string;
  readonly descending?: boolean;
  readonly columns?: readonly string[];
  readonly archived?: boolean;
  readonly json?: boolean;
}

/** `runs`: the runs of the store as a table, the newest first unless they are sorted otherwise. */
export async function listRuns(context: Context, options: ListOptions): Promise<ExitCode> {
  const filter = parseFilter(options.filter);
  if (!filter.ok) throw badInput(`--filter: ${filter.message} (at character ${filter.at + 1})`);
  const listed = await context.store.list();
  if (listed.length === 0) context.output.note(`There are no runs in ${context.store.folder} yet.`);
  const all = listed.map((run) => ({ summary: summaryOf(run, null), settings: run.settings() }));
  const shown = options.columns ?? ['run', ...usualColumns.filter((column) => column !== 'started')];
  refuseUnknown(all, [...shown, ...filter.columns, ...(options.sort === undefined ? [] : [options.sort])]);
  const kept = filterRuns(options.archived === true ? all : all.filter(isInSight), filter.filter);
  const runs = options.sort === undefined ? kept : sortRuns(kept, options.sort, options.descending === true);
  if (options.json === true)
    for (const { summary, settings } of runs) context.output.result(JSON.stringify({ ...summary, settings }));
  else if (runs.length > 0) for (const line of tableLines(runs, shown)) context.output.result(line);
  return exitCodes.done;
}

function isInSight({ summary }: TableRun): boolean {
  return !summary.archived;
}

function refuseUnknown(runs: readonly TableRun[], names: readonly string[]): void {
  const measured = measuredColumns(runs.map(({ summary }) => summary));
  const unknown = names.find(
    (name) =>
      !Object.hasOwn(columns, name) &&
      !measured.includes(name) &&
      !runs.some(({ settings }) => Object.hasOwn(settings, name)),
  );
  // In a store without runs nothing is measured and nothing is set.
  if (unknown === undefined || runs.length === 0) return;
  const known = [...Object.keys(columns), ...measured].join(', ');
  throw badInput(
    `No run has a column "${unknown}". There are ${known}, and the settings of the studies, such as network.width.`,
  );
}

function tableLines(runs: readonly TableRun[], shown: readonly string[]): string[] {
  const rows = [shown.map(columnTitle), ...runs.map((run) => shown.map((column) => cellText(run, column)))];
  const widths = shown.map((_, index) => Math.max(...rows.map((row) => row[index]!.length)));
  return rows.map((row) =>
    row
      .map((cell, index) =>
        isNumeric(shown[index]!) ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!),
      )
      .join('  ')
      .trimEnd(),
  );
}

function isNumeric(column: string): boolean {
  const { kind } = columns[column] ?? { kind: 'number' };
  return kind === 'number' || kind === 'duration';
}

/** What stands in a cell, as a person reads it. */
export function cellText(run: TableRun, column: string): string {
  const value = cellValue(run, column);
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number') return Array.isArray(value) ? value.join(', ') : String(value);
  const kind = columns[column]?.kind;
  if (kind === 'time') return new Date(1000 * value).toISOString().slice(0, 16).replace('T', ' ');
  if (kind === 'duration') return formatDuration(value);
  return Number.isInteger(value) && Math.abs(value) < 1e9 ? formatCount(value) : formatNumber(value);
}
