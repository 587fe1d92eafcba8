import { idleGpuText, type EngineStatus, type RunState } from '../../src/lab/protocol';
import { showRun } from '../actions/runs';
import { runMatchesDocument } from '../actions/training';
import { Button } from '../controls/Button';
import { useDocument } from '../state/document';
import { useRun } from '../state/run';
import { useWindow } from '../state/window';
import { optimiserText } from '../study/words';
import { formatCount, formatDuration } from '../../src/field';

const stateWords: Readonly<Record<RunState['state'], string>> = {
  waiting: 'Waiting',
  compiling: 'Compiling',
  training: 'Training',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
  stored: 'Stored',
};

function deviceText(status: EngineStatus): string {
  const threads = `${status.threads} ${status.threads === 1 ? 'thread' : 'threads'}`;
  return `${status.device.toUpperCase()}, ${threads}`;
}

function engineText({ deviceName, tensorflow, xla }: EngineStatus): string {
  const compiler = xla ? '; XLA compiles whatever it makes quicker' : '';
  return `${deviceName}, TensorFlow ${tensorflow}${compiler}`;
}

/** Said when the document has moved on from what the run trains. */
function StudyChanged() {
  useDocument(({ document }) => document);
  if (runMatchesDocument()) return null;
  return (
    <span className="study-changed" title="Results belong to the study as it was; Train starts a new run">
      study changed
    </span>
  );
}

/** What was said of the result and put away stays at hand. */
function PutAwayDoubts({ state }: { state: RunState }) {
  const putAway = useWindow((window) => window.doubtsPutAway);
  const { length: count } = state.warnings;
  if (count === 0 || putAway !== state.run) return null;
  return (
    <Button
      look="bare"
      className="study-changed"
      title="Read again what makes this result doubtful"
      onClick={() => useWindow.setState({ doubtsPutAway: null })}
    >
      {count === 1 ? '1 doubt' : `${count} doubts`}
    </Button>
  );
}

/** Training goes on when another study is opened; said so, with the way back. */
function Background() {
  const background = useRun((state) => state.background);
  if (background === null) return null;
  return (
    <Button look="bare" title="Show this run" onClick={() => void showRun(background.run)}>
      {`“${background.title}” trains in the background, step ${formatCount(background.step)}`}
    </Button>
  );
}

function RunStatus({ state }: { state: RunState }) {
  const training = state.state === 'training';
  const optimiser = optimiserText(state.phases[state.phase]?.optimiser ?? '');
  return (
    <>
      <span className={`state-chip ${state.state}`}>{stateWords[state.state]}</span>
      {state.state === 'compiling' || state.state === 'failed' ? (
        <span className="status-message" title={state.message}>
          {state.message}
        </span>
      ) : (
        <>
          <span>
            step <b>{formatCount(state.step)}</b> / {formatCount(state.totalSteps)}
          </span>
          <span className="soft status-optimiser">{optimiser}</span>
          {training && <span>{state.stepsPerSecond.toPrecision(3)} steps/s</span>}
          <span>{formatDuration(state.elapsedSeconds)}</span>
          {training && state.remainingSeconds !== null && (
            <span className="soft">{formatDuration(state.remainingSeconds)} left</span>
          )}
        </>
      )}
      <progress
        className="status-progress"
        aria-label="Steps done"
        value={state.step}
        max={Math.max(1, state.totalSteps)}
      />
      <StudyChanged />
      <PutAwayDoubts state={state} />
      <span className="soft">{state.precision}</span>
      {state.share !== null && training && (
        <span title="Share of the arithmetic that this machine was measured to do">
          {Math.round(100 * state.share)}% of limit
        </span>
      )}
    </>
  );
}

/** What the run does, on what, and how fast; always in sight. */
export function StatusLine() {
  const { state, engine, status } = useRun();
  const onWorkbench = useWindow(({ page }) => page === 'workbench');
  return (
    <div className="status-line" role="status">
      <div className="status-run">
        {onWorkbench && state !== null && <RunStatus state={state} />}
        <Background />
      </div>
      {status !== null && engine.state === 'ready' && (
        <span className="soft" title={engineText(status)}>
          {deviceText(status)}
        </span>
      )}
      {status?.idleGpu === true && (
        <span className="engine-restarting" title={idleGpuText}>
          GPU idle
        </span>
      )}
      {engine.state !== 'ready' && <span className={`engine-${engine.state}`}>{engine.text}</span>}
    </div>
  );
}
