/** The table of runs as the user has arranged it, which runs are chosen, and the settings that its columns show. */
import { create } from 'zustand';
import type { DeletedRun, SettingColumns } from '../../src/lab/protocol';
import { usualColumns } from '../../src/lab/run-table';

export interface Arrangement {
  readonly columns: readonly string[];
  readonly sort: string;
  readonly descending: boolean;
  /** Runs of one value in this column stand together; null for none. */
  readonly group: string | null;
  readonly filter: string;
  /** What is typed below the headings, by column. */
  readonly filters: Readonly<Record<string, string>>;
  /** The row below the headings is shown. */
  readonly filtersShown: boolean;
  readonly archived: boolean;
}

interface TableStore extends Arrangement {
  /** Names of the chosen runs. */
  readonly chosen: ReadonlySet<string>;
  /** The run that the keys move from; null before the first was pointed at. */
  readonly at: string | null;
  readonly settings: SettingColumns | null;
  readonly deleted: readonly DeletedRun[];
  /** What was deleted last and can be brought back with one press. */
  readonly undo: readonly string[];
  readonly view: 'table' | 'curves' | 'differences' | 'chart' | 'trash';
}

export const usualArrangement: Arrangement = {
  columns: usualColumns,
  sort: 'started',
  descending: true,
  group: null,
  filter: '',
  filters: {},
  filtersShown: false,
  archived: false,
};

export const useTable = create<TableStore>(() => ({
  ...usualArrangement,
  chosen: new Set(),
  at: null,
  settings: null,
  deleted: [],
  undo: [],
  view: 'table',
}));

/** What is kept of the table for the next start. */
export function arrangementNow(): Arrangement {
  const { columns, sort, descending, group, filter, filters, filtersShown, archived } = useTable.getState();
  return { columns, sort, descending, group, filter, filters, filtersShown, archived };
}
