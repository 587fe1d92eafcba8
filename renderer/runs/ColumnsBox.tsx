import { useState } from 'react';
import { columnTitle } from '../../src/lab/run-table';
import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { TextInput } from '../controls/Field';
import { usualArrangement, useTable } from '../state/table';

/** Columns that are listed at once; the search finds the others. */
const listed = 200;

interface ColumnsBoxProps {
  /** Every column that there is. */
  readonly known: readonly string[];
  readonly onClose: () => void;
}

/** Chooses the columns of the table: of every run, of what was measured, and of the settings of the studies. */
export function ColumnsBox({ known, onClose }: ColumnsBoxProps) {
  const columns = useTable((state) => state.columns);
  const [query, setQuery] = useState('');
  const words = query.toLowerCase();
  const found = [...new Set([...columns, ...known])].filter((column) =>
    `${column} ${columnTitle(column)}`.toLowerCase().includes(words),
  );
  const turn = (column: string): void => {
    const others = columns.filter((other) => other !== column);
    // One column at least stands in the table.
    const next = others.length < columns.length ? others : [...columns, column];
    if (next.length > 0) useTable.setState({ columns: next });
  };
  return (
    <Dialog title="Columns of the table of runs" onClose={onClose}>
      <TextInput name="Search columns" placeholder="Search" value={query} onChange={setQuery} />
      <div className="columns-list" role="group" aria-label="Columns" tabIndex={0}>
        {found.slice(0, listed).map((column) => (
          <label key={column} className="columns-entry">
            <input
              type="checkbox"
              className="checkbox"
              checked={columns.includes(column)}
              onChange={() => turn(column)}
            />
            <span>{columnTitle(column)}</span>
          </label>
        ))}
      </div>
      <div className="dialog-buttons">
        <Button onClick={() => useTable.setState({ columns: usualArrangement.columns })}>
          The usual ones
        </Button>
        <Button look="filled" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
