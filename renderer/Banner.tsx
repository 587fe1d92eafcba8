import { bridge } from './bridge/bridge';
import { saveStudy } from './actions/files';
import { resume } from './actions/runs';
import { goOn } from './actions/training';
import { Button, IconButton } from './controls/Button';
import { Doubts } from './Doubts';
import { useRun } from './state/run';
import { useWindow } from './state/window';

/** One line under the toolbar for what needs the user's eye: a failure, or an engine that is away. */
export function Banner() {
  const failure = useWindow((state) => state.failure);
  const unkept = useWindow((state) => state.unkept);
  const engine = useRun((state) => state.engine);
  const refusal = useRun((state) => state.refusal);
  const run = useRun((state) => state.state);
  const onWorkbench = useWindow((state) => state.page === 'workbench');
  if (engine.state === 'failed')
    return (
      <div className="banner error" role="alert">
        <span>{engine.text}</span>
        <Button onClick={() => void bridge.host.restartEngine()}>Start the engine again</Button>
      </div>
    );
  if (engine.state === 'restarting')
    return (
      <div className="banner warning" role="alert">
        <span>{engine.text}</span>
      </div>
    );
  if (failure !== null || refusal !== null)
    return (
      <div className="banner error" role="alert">
        <span>{failure === null ? refusal : `${failure.title}. ${failure.text}`}</span>
        <IconButton
          icon="remove"
          name="Put this message away"
          onClick={() => {
            useWindow.setState({ failure: null });
            useRun.setState({ refusal: null });
          }}
        />
      </div>
    );
  if (unkept !== null && onWorkbench)
    return (
      <div className="banner warning" role="alert">
        <span>Changes are not kept for the next start. {unkept}</span>
        <Button onClick={() => void saveStudy()}>Save the study</Button>
      </div>
    );
  // A pause that the user did not ask for has its reason: a full disk, a folder that is gone.
  if (onWorkbench && run !== null && run.state === 'paused' && run.message !== '')
    return (
      <div className="banner error" role="alert">
        <span>{run.message}</span>
        <Button onClick={() => void goOn(run.run)}>Try again</Button>
      </div>
    );
  if (onWorkbench && run !== null && (run.state === 'failed' || run.state === 'stored'))
    return (
      <div className={run.state === 'failed' ? 'banner error' : 'banner warning'} role="alert">
        <span>{run.message}</span>
        <Button onClick={() => void resume(run.run)}>Resume from the last checkpoint</Button>
      </div>
    );
  return onWorkbench ? <Doubts key={run?.run} /> : null;
}
