import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { columnTitle, type TableRun } from '../../src/lab/run-table';
import { deleteRuns, showRun } from '../actions/runs';
import { TextInput } from '../controls/Field';
import { useRun } from '../state/run';
import { useTable } from '../state/table';
import { cellText, columnKind, isNumeric, type TableRow } from './rows';

const rowHeight = 24;
/** Rows beyond the edge of sight that are drawn, so that scrolling shows no gap. */
const margin = 8;

/** What can be typed below a heading. */
const placeholders = { number: '< 1, 2..5', duration: '> 60', time: '2026-11-23', text: 'contains' } as const;

const widths: Readonly<Record<string, number>> = { title: 240, run: 260, notes: 200, tag: 120, started: 120 };

interface RunsTableProps {
  readonly rows: readonly TableRow[];
  readonly runs: readonly TableRun[];
}

/** The table of runs. Only the rows in sight are drawn, so that ten thousand are no more work than ten. */
export function RunsTable({ rows, runs }: RunsTableProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ first: 0, last: 40 });
  const columns = useTable((state) => state.columns);
  const filtersShown = useTable((state) => state.filtersShown);
  const chosen = useTable((state) => state.chosen);
  const at = useTable((state) => state.at);
  const open = useRun((state) => state.state?.run);

  const look = (): void => {
    const element = holder.current;
    if (element === null) return;
    const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - margin);
    const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + margin;
    setRange((before) => (before.first === first && before.last === last ? before : { first, last }));
  };
  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const order = useTable(
    ({ sort, descending, filter, filters, group }) =>
      `${sort} ${descending} ${group} ${filter} ${JSON.stringify(filters)}`,
  );
  // What was asked for last stands at the top.
  useEffect(() => {
    if (holder.current !== null) holder.current.scrollTop = 0;
  }, [order]);

  const moveTo = (run: string, event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): void => {
    useTable.setState({ at: run, chosen: nextChoice(runs, { chosen, at }, run, event) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const here = runs.findIndex(({ summary }) => summary.run === at);
    const page = Math.max(1, range.last - range.first - 2 * margin - 1);
    const next = keyTarget(event.key, here, runs.length, page);
    const target = runs[next ?? here]?.summary.run;
    if (event.key === 'Escape') useTable.setState({ chosen: new Set() });
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey))
      useTable.setState({ chosen: new Set(runs.map(({ summary }) => summary.run)) });
    else if (target === undefined) return;
    else if (event.key === 'Enter') void showRun(target);
    else if (event.key === 'Delete') void deleteRuns([...chosen]);
    else if (event.key === ' ') moveTo(target, { shiftKey: false, ctrlKey: true, metaKey: false });
    else if (next !== undefined) {
      moveTo(target, { ...event, shiftKey: event.shiftKey, ctrlKey: false, metaKey: false });
      keepInSight(
        holder.current,
        filtersShown ? 2 : 1,
        rows.findIndex((row) => row.kind === 'run' && row.run.summary.run === target),
      );
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = rows.slice(range.first, range.last);
  const activeShown = shown.some((row) => row.kind === 'run' && row.run.summary.run === at);
  return (
    <div ref={holder} className="runs-scroll" onScroll={look}>
      <table
        className="table runs-table"
        role="grid"
        aria-label="Runs"
        aria-multiselectable="true"
        aria-rowcount={rows.length + 1}
        aria-activedescendant={at !== null && activeShown ? rowId(at) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column} style={{ width: widths[column] ?? 104 }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Head key={column} column={column} />
            ))}
          </tr>
          {filtersShown && <FilterRow columns={columns} />}
        </thead>
        <tbody>
          <Gap rows={range.first} columns={columns.length} />
          {shown.map((row, index) => {
            const number = range.first + index + 2;
            if (row.kind === 'group')
              return (
                <tr key={`group ${row.text}`} aria-rowindex={number} className="runs-group">
                  <td colSpan={columns.length}>
                    {row.text} <span className="soft">{row.count}</span>
                  </td>
                </tr>
              );
            const { run } = row.run.summary;
            return (
              <tr
                key={run}
                id={rowId(run)}
                aria-rowindex={number}
                aria-selected={chosen.has(run)}
                aria-current={run === open}
                className={run === at ? 'at' : ''}
                onClick={(event: MouseEvent) => moveTo(run, event)}
                onDoubleClick={() => void showRun(run)}
              >
                {columns.map((column) => {
                  const text = cellText(row.run, column);
                  return (
                    <td key={column} className={isNumeric(column) ? 'number' : ''} title={text}>
                      {text}
                    </td>
                  );
                })}
              </tr>
            );
          })}
          <Gap rows={Math.max(0, rows.length - range.last)} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

function Head({ column }: { column: string }) {
  const sort = useTable((state) => state.sort);
  const descending = useTable((state) => state.descending);
  const sorted = sort === column;
  const press = (): void => useTable.setState({ sort: column, descending: sorted ? !descending : false });
  const title = columnTitle(column);
  return (
    <th
      className={isNumeric(column) ? 'number' : ''}
      aria-sort={sorted ? (descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" className="runs-head" title={`Sort by ${title}`} onClick={press}>
        {title}
        {sorted ? (descending ? ' ↓' : ' ↑') : ''}
      </button>
    </th>
  );
}

/** Below the headings: what the runs of each column are filtered by. The keys of the table stay out of it. */
function FilterRow({ columns }: { columns: readonly string[] }) {
  const filters = useTable((state) => state.filters);
  return (
    <tr className="runs-filters" onKeyDown={(event) => event.stopPropagation()}>
      {columns.map((column) => (
        <td key={column}>
          <TextInput
            name={`Filter by ${columnTitle(column)}`}
            placeholder={placeholders[columnKind(column)]}
            value={filters[column] ?? ''}
            onChange={(text) => useTable.setState({ filters: { ...filters, [column]: text } })}
          />
        </td>
      ))}
    </tr>
  );
}

/** Stands for rows that are out of sight. */
function Gap({ rows, columns }: { rows: number; columns: number }) {
  if (rows <= 0) return null;
  return (
    <tr aria-hidden="true" className="runs-gap" style={{ height: rows * rowHeight }}>
      <td colSpan={columns} />
    </tr>
  );
}

function rowId(run: string): string {
  return `run-row-${run}`;
}

/** Which runs are chosen after `run` was pressed: it alone, it too, or all from the last one on. */
function nextChoice(
  runs: readonly TableRun[],
  before: { readonly chosen: ReadonlySet<string>; readonly at: string | null },
  run: string,
  { shiftKey, ctrlKey, metaKey }: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean },
): Set<string> {
  if (shiftKey && before.at !== null) {
    const names = runs.map(({ summary }) => summary.run);
    const [a, b] = [names.indexOf(before.at), names.indexOf(run)].sort((x, y) => x - y) as [number, number];
    return new Set([...before.chosen, ...names.slice(Math.max(0, a), b + 1)]);
  }
  if (!ctrlKey && !metaKey) return new Set([run]);
  const chosen = new Set(before.chosen);
  if (!chosen.delete(run)) chosen.add(run);
  return chosen;
}

function keyTarget(key: string, at: number, count: number, page: number): number | undefined {
  const within = (index: number): number => Math.min(count - 1, Math.max(0, index));
  if (key === 'ArrowDown') return within(at + 1);
  if (key === 'ArrowUp') return within(at - 1);
  if (key === 'PageDown') return within(at + page);
  if (key === 'PageUp') return within(at - page);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}

/** @param heads rows that stay at the top */
function keepInSight(element: HTMLElement | null, heads: number, index: number): void {
  if (element === null || index < 0) return;
  const top = index * rowHeight;
  // The head stays where it is and covers the height of its rows.
  const room = element.clientHeight - (1 + heads) * rowHeight;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (top > element.scrollTop + room) element.scrollTop = top - room;
}
