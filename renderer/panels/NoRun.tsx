import { isEnabled, runCommand } from '../actions/commands';
import { Button } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { useRun } from '../state/run';
import { useStudy } from '../state/study';

/** What a panel shows that needs a run: none yet, not started yet, or a study that can't be trained. */
export function NoRun({ what }: { what: string }) {
  const opening = useRun((state) => state.opening);
  const engine = useRun((state) => state.engine);
  const { problems } = useStudy();
  const errors = problems.filter(({ severity }) => severity === 'error');
  const first = errors[0];
  if (opening)
    return <EmptyState title="The run is being prepared" text={`${what} follow with its first steps.`} />;
  if (first !== undefined)
    return <EmptyState failed title="The study can't be trained yet" text={first.message} />;
  const text = engine.state === 'ready' ? `${what} appear while the study trains.` : engine.text;
  return (
    <EmptyState title="Nothing was trained yet" text={text}>
      <Button disabled={!isEnabled('run.train')} onClick={() => runCommand('run.train')}>
        Train
      </Button>
    </EmptyState>
  );
}
