import { useEffect } from 'react';
import { emptyTrash, readTrash, restoreRuns } from '../actions/runs';
import { Button } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { useTable } from '../state/table';

/** The deleted runs, which can be brought back until the trash is emptied. */
export function Trash() {
  const deleted = useTable((state) => state.deleted);
  useEffect(() => void readTrash(), []);
  if (deleted.length === 0)
    return (
      <EmptyState
        title="The trash is empty"
        text="Deleted runs lie here for 30 days and can be brought back."
      />
    );
  return (
    <div className="runs-scroll" tabIndex={0} role="region" aria-label="Deleted runs">
      <table className="table">
        <thead>
          <tr>
            <th>Deleted</th>
            <th>Title</th>
            <th>Run</th>
            <th>
              <Button look="bare" onClick={() => void emptyTrash()}>
                Empty the trash
              </Button>
            </th>
          </tr>
        </thead>
        <tbody>
          {deleted.map(({ run, title, deletedAt }) => (
            <tr key={run}>
              <td>
                {new Date(1000 * deletedAt).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' })}
              </td>
              <td>{title}</td>
              <td>{run}</td>
              <td>
                <Button
                  look="bare"
                  aria-label={`Bring back run ${run}`}
                  onClick={() => void restoreRuns([run])}
                >
                  Bring back
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
