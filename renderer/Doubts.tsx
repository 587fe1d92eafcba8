import { useState } from 'react';
import { Button, IconButton } from './controls/Button';
import { showPanel } from './dock/panels';
import { useRun } from './state/run';
import { useWindow } from './state/window';
import { pointAt } from './views/pointAt';

/** What makes the result of a run doubtful: one sentence at a time, with the way to the place it speaks of. */
export function Doubts() {
  const run = useRun((state) => state.state);
  const putAway = useWindow((state) => state.doubtsPutAway);
  const [at, setAt] = useState(0);
  const warnings = run?.warnings ?? [];
  const warning = warnings[Math.min(at, warnings.length - 1)];
  if (run === null || warning === undefined || putAway === run.run) return null;
  const show = (): void => {
    showPanel('residual');
    pointAt(warning.place);
  };
  return (
    <div className="banner warning" role="status">
      <span>
        {warnings.length > 1 && `${Math.min(at, warnings.length - 1) + 1} of ${warnings.length}: `}
        {warning.message}
      </span>
      {warning.place !== '' && <Button onClick={show}>Show the place</Button>}
      {warnings.length > 1 && <Button onClick={() => setAt((at + 1) % warnings.length)}>Next</Button>}
      <IconButton
        icon="remove"
        name="Put these doubts away"
        onClick={() => useWindow.setState({ doubtsPutAway: run.run })}
      />
    </div>
  );
}
