/** From the runs of the store to the rows of the table. Holds no component, so that tests can reach it. */
import { columnFilter } from '../../src/lab/column-filter';
import { parseFilter, type Filter, type ParsedFilter } from '../../src/lab/run-filter';
import {
  cellValue,
  columns as commonColumns,
  filterRuns,
  measuredColumns,
  sortRuns,
  type TableRun,
} from '../../src/lab/run-table';
import type { RunSummary, SettingColumns } from '../../src/lab/protocol';
import { formatCount, formatDuration, formatNumber } from '../../src/field';
import type { Arrangement } from '../state/table';

export type TableRow =
  | { readonly kind: 'run'; readonly run: TableRun }
  | { readonly kind: 'group'; readonly text: string; readonly count: number };

export interface TableRows {
  readonly rows: readonly TableRow[];
  /** The runs among the rows, in their order. */
  readonly runs: readonly TableRun[];
  /** What is wrong with the filter; null where it could be read. */
  readonly problem: string | null;
}

/** Runs with those settings of their studies that were fetched. */
export function joinSettings(runs: readonly RunSummary[], settings: SettingColumns | null): TableRun[] {
  if (settings === null) return runs.map((summary) => ({ summary, settings: {} }));
  const index = new Map(settings.runs.map((run, at) => [run, at]));
  const values = Object.entries(settings.values);
  return runs.map((summary) => {
    const at = index.get(summary.run);
    const own = at === undefined ? [] : values.map(([path, all]) => [path, all[at] ?? null] as const);
    return { summary, settings: Object.fromEntries(own) };
  });
}

/** The filter of the table and those of its columns as one. */
function filterOf({ filter, filters, columns }: Arrangement): ParsedFilter {
  const texts = columns.map((column) => columnFilter(column, filters[column] ?? ''));
  const parts: { filter: Filter; columns: readonly string[] }[] = [];
  for (const text of [filter, ...texts]) {
    const parsed = parseFilter(text);
    if (!parsed.ok) return parsed;
    parts.push(parsed);
  }
  return {
    ok: true,
    filter: (run) => parts.every((part) => part.filter(run)),
    columns: parts.flatMap((part) => part.columns),
  };
}

/** The rows that an arrangement shows. */
export function rowsOf(
  all: readonly TableRun[],
  arrangement: Arrangement,
  known: readonly string[],
): TableRows {
  const { sort, descending, group, archived } = arrangement;
  const parsed = filterOf(arrangement);
  const inSight = archived ? all : all.filter(({ summary }) => !summary.archived);
  const unknown = parsed.ok ? parsed.columns.find((column) => !known.includes(column)) : undefined;
  const problem = parsed.ok
    ? unknown === undefined
      ? null
      : `No run has a column “${unknown}”.`
    : parsed.message;
  const sorted = sortRuns(parsed.ok ? filterRuns(inSight, parsed.filter) : inSight, sort, descending);
  if (group === null) return { rows: sorted.map((run) => ({ kind: 'run', run })), runs: sorted, problem };
  const groups = new Map<string, TableRun[]>();
  for (const run of sortRuns(sorted, group, false)) {
    const text = cellText(run, group);
    const members = groups.get(text);
    if (members === undefined) groups.set(text, [run]);
    else members.push(run);
  }
  const rows = [...groups].flatMap(([text, members]): TableRow[] => {
    const own = sortRuns(members, sort, descending);
    return [{ kind: 'group', text, count: own.length }, ...own.map((run) => ({ kind: 'run' as const, run }))];
  });
  return { rows, runs: rows.flatMap((row) => (row.kind === 'run' ? [row.run] : [])), problem };
}

/** Every column that there is: those of all runs, what was measured, and the settings of the studies. */
export function knownColumns(runs: readonly RunSummary[], settings: SettingColumns | null): string[] {
  return [...new Set([...Object.keys(commonColumns), ...measuredColumns(runs), ...(settings?.paths ?? [])])];
}

/** The columns that an arrangement needs and that have to be fetched, since they are settings. */
export function neededSettings(arrangement: Arrangement, runs: readonly RunSummary[]): string[] {
  const { columns, sort, group } = arrangement;
  const parsed = filterOf(arrangement);
  const asked = [...columns, sort, ...(group === null ? [] : [group]), ...(parsed.ok ? parsed.columns : [])];
  const measured = measuredColumns(runs);
  return [...new Set(asked)].filter(
    (column) => !Object.hasOwn(commonColumns, column) && !measured.includes(column),
  );
}

export function columnKind(column: string): 'number' | 'text' | 'time' | 'duration' {
  return commonColumns[column]?.kind ?? 'number';
}

export function isNumeric(column: string): boolean {
  const kind = columnKind(column);
  return kind === 'number' || kind === 'duration';
}

/** What stands in a cell. */
export function cellText(run: TableRun, column: string): string {
  const value = cellValue(run, column);
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return typeof value === 'string' ? value : value.join(', ') || '–';
  const kind = commonColumns[column]?.kind;
  if (kind === 'time')
    return new Date(1000 * value).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
  if (kind === 'duration') return formatDuration(value);
  return Number.isInteger(value) ? formatCount(value) : formatNumber(value);
}
