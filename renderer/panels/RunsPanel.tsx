import { Button, IconButton } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { formatCount, formatDuration, formatNumber } from '../../src/field';
import type { RunSummary } from '../../src/lab/protocol';
import { deleteRun, resume, showRun } from '../actions/runs';
import { useRun } from '../state/run';
import './panels.css';

function RunRow({ run, isOpen }: { run: RunSummary; isOpen: boolean }) {
  const error = Object.values(run.errors)[0];
  const canResume = ['stored', 'stopped', 'failed'].includes(run.state) && run.step < run.totalSteps;
  return (
    <tr aria-current={isOpen}>
      <td>{new Date(1000 * run.startedAt).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' })}</td>
      <td className="run-title">{run.title}</td>
      <td>{run.state}</td>
      <td className="number">
        {formatCount(run.step)} / {formatCount(run.totalSteps)}
      </td>
      <td className="number">{run.loss === null ? '–' : formatNumber(run.loss)}</td>
      <td className="number">{error === undefined ? '–' : formatNumber(error)}</td>
      <td className="number">{formatDuration(run.seconds)}</td>
      <td>
        <div className="run-buttons">
          <Button
            look="bare"
            disabled={isOpen}
            onClick={() => void showRun(run.run)}
            aria-label={`Show run ${run.run}`}
          >
            Show
          </Button>
          <Button
            look="bare"
            disabled={!canResume}
            onClick={() => void resume(run.run)}
            aria-label={`Resume run ${run.run}`}
          >
            Resume
          </Button>
          <IconButton icon="remove" name={`Delete run ${run.run}`} onClick={() => void deleteRun(run)} />
        </div>
      </td>
    </tr>
  );
}

/** All runs of the store, newest first. */
export function RunsPanel() {
  const runs = useRun((state) => state.runs);
  const open = useRun((state) => state.state?.run);
  if (runs === null) return <EmptyState title="The runs are being read" />;
  if (runs.length === 0)
    return (
      <EmptyState title="No runs yet" text="Each training is kept here with its curves and checkpoints." />
    );
  return (
    <div className="scrolling" tabIndex={0} role="region" aria-label="Runs">
      <table className="table">
        <thead>
          <tr>
            <th>Started</th>
            <th>Study</th>
            <th>State</th>
            <th className="number">Steps</th>
            <th className="number">Loss</th>
            <th className="number">Error</th>
            <th className="number">Time</th>
            <th>
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.run} run={run} isOpen={run.run === open} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
