import { useEffect, useMemo } from 'react';
import { readSettings } from '../actions/runs';
import { useRun } from '../state/run';
import { useTable } from '../state/table';
import { joinSettings, knownColumns, neededSettings, rowsOf, type TableRows } from './rows';

/** The rows of the table as it is arranged, and every column that there is. Fetches the settings that it shows. */
export function useRows(): TableRows & { readonly known: readonly string[] } {
  const runs = useRun((state) => state.runs) ?? none;
  const open = useRun((state) => state.state);
  const settings = useTable((state) => state.settings);
  const columns = useTable((state) => state.columns);
  const sort = useTable((state) => state.sort);
  const descending = useTable((state) => state.descending);
  const group = useTable((state) => state.group);
  const filter = useTable((state) => state.filter);
  const filters = useTable((state) => state.filters);
  const filtersShown = useTable((state) => state.filtersShown);
  const archived = useTable((state) => state.archived);
  const arrangement = useMemo(
    () => ({ columns, sort, descending, group, filter, filters, filtersShown, archived }),
    [columns, sort, descending, group, filter, filters, filtersShown, archived],
  );
  const needed = useMemo(() => neededSettings(arrangement, runs), [arrangement, runs]);
  const key = needed.join('\n');
  useEffect(() => {
    if (key !== '') void readSettings(key.split('\n'));
  }, [key, runs]);
  const known = useMemo(() => knownColumns(runs, settings), [runs, settings]);
  // The open run goes on between two readings of the store.
  const { run = '', state = 'stored', step = 0 } = open ?? {};
  const joined = useMemo(() => joinSettings(runs, settings), [runs, settings]);
  const live = useMemo(
    () =>
      joined.map((one) =>
        one.summary.run === run ? { ...one, summary: { ...one.summary, state, step } } : one,
      ),
    [joined, run, state, step],
  );
  const rows = useMemo(() => rowsOf(live, arrangement, known), [live, arrangement, known]);
  return { ...rows, known };
}

const none: never[] = [];
