import { useState } from 'react';
import { columnTitle } from '../../src/lab/run-table';
import { restoreRuns } from '../actions/runs';
import { Button } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { TextInput } from '../controls/Field';
import { Segments } from '../controls/Segments';
import { useRun } from '../state/run';
import { useTable } from '../state/table';
import { ColumnsBox } from './ColumnsBox';
import { RunChart } from './RunChart';
import { RunCurves } from './RunCurves';
import { RunDetails } from './RunDetails';
import { RunDifferences } from './RunDifferences';
import { RunsTable } from './RunsTable';
import { Trash } from './Trash';
import { useRows } from './useRows';
import './runs.css';

const views = [
  { value: 'table', label: 'Table' },
  { value: 'curves', label: 'Curves' },
  { value: 'differences', label: 'Differences' },
  { value: 'chart', label: 'Chart' },
  { value: 'trash', label: 'Trash' },
] as const;

/** All runs of the store: found, arranged, labelled and put away. */
export function RunsPanel() {
  const runs = useRun((state) => state.runs);
  const view = useTable((state) => state.view);
  if (runs === null) return <EmptyState title="The runs are being read" />;
  return (
    <div className="runs-panel">
      {view === 'table' && <TableView />}
      {view === 'trash' && (
        <>
          <ViewBar />
          <Trash />
        </>
      )}
      {(view === 'curves' || view === 'differences' || view === 'chart') && <ChosenView view={view} />}
    </div>
  );
}

function ViewBar() {
  return (
    <div className="runs-bar">
      <ViewChoice />
      <Undo />
    </div>
  );
}

/** What compares the chosen runs, or the runs of the table. */
function ChosenView({ view }: { view: 'curves' | 'differences' | 'chart' }) {
  const chosen = useTable((state) => state.chosen);
  const { runs } = useRows();
  const picked = runs.filter(({ summary }) => chosen.has(summary.run));
  return (
    <>
      <ViewBar />
      {view === 'curves' && <RunCurves runs={picked} />}
      {view === 'differences' && <RunDifferences runs={picked} />}
      {view === 'chart' && <RunChart runs={runs} chosen={chosen} />}
    </>
  );
}

function ViewChoice() {
  const view = useTable((state) => state.view);
  return (
    <Segments
      name="What is shown of the runs"
      value={view}
      choices={views}
      onChange={(next) => useTable.setState({ view: next })}
    />
  );
}

/** One press brings back what was deleted last. */
function Undo() {
  const undo = useTable((state) => state.undo);
  if (undo.length === 0) return null;
  return (
    <span className="runs-undo" role="status">
      {undo.length === 1 ? 'A run was deleted.' : `${undo.length} runs were deleted.`}
      <Button onClick={() => void restoreRuns(undo)}>Undo</Button>
    </span>
  );
}

function TableView() {
  const [choosing, setChoosing] = useState(false);
  const total = useRun((state) => state.runs?.length ?? 0);
  const filter = useTable((state) => state.filter);
  const archived = useTable((state) => state.archived);
  const filtersShown = useTable((state) => state.filtersShown);
  const group = useTable((state) => state.group);
  const columns = useTable((state) => state.columns);
  const chosen = useTable((state) => state.chosen);
  const { rows, runs, problem, known } = useRows();
  const picked = runs.filter(({ summary }) => chosen.has(summary.run)).map(({ summary }) => summary);
  return (
    <>
      <div className="runs-bar">
        <ViewChoice />
        <TextInput
          name="Filter runs"
          placeholder="Filter: words, or loss < 1e-6 and tag = paper"
          value={filter}
          problems={problem === null ? [] : [{ path: [], message: problem, severity: 'error' }]}
          onChange={(text) => useTable.setState({ filter: text })}
        />
        <label className="runs-choice">
          Group by
          <select
            className="input"
            value={group ?? ''}
            onChange={(event) => useTable.setState({ group: event.target.value || null })}
          >
            <option value="">nothing</option>
            {[
              ...new Set([...columns, 'tag', 'state', 'title', 'sweep', ...(group === null ? [] : [group])]),
            ].map((column) => (
              <option key={column} value={column}>
                {columnTitle(column)}
              </option>
            ))}
          </select>
        </label>
        <label className="runs-choice">
          <input
            type="checkbox"
            className="checkbox"
            checked={archived}
            onChange={() => useTable.setState({ archived: !archived })}
          />
          Archived
        </label>
        <label className="runs-choice">
          <input
            type="checkbox"
            className="checkbox"
            checked={filtersShown}
            onChange={() => useTable.setState({ filtersShown: !filtersShown, filters: {} })}
          />
          Filter columns
        </label>
        <Button onClick={() => setChoosing(true)}>Columns…</Button>
        <span className="soft" role="status">
          {problem ?? `${runs.length} of ${total}`}
        </span>
        <Undo />
      </div>
      {choosing && <ColumnsBox known={known} onClose={() => setChoosing(false)} />}
      {total === 0 ? (
        <EmptyState title="No runs yet" text="Each training is kept here with its curves and checkpoints." />
      ) : (
        <div className={picked.length > 0 ? 'runs-body with-details' : 'runs-body'}>
          <RunsTable rows={rows} runs={runs} />
          {picked.length > 0 && <RunDetails runs={picked} />}
        </div>
      )}
    </>
  );
}
