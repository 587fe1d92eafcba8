import { useEffect, useState } from 'react';
import { settings, type Problem } from '../../src/study';
import { request } from '../bridge/request';
import { Field, TextInput } from '../controls/Field';
import type { ProblemReport } from '../../src/lab/protocol';
import { removeValue, setValue, useDocument } from '../state/document';
import { valueAt } from '../state/json';
import { useRun } from '../state/run';
import { problemsAt, useStudy } from '../state/study';
import { showHelp } from './SettingField';

const { label, help } = settings['start.run'];
/** Runs that are offered; any other can be typed. */
const offered = 200;

/** Milliseconds of rest in which the run is looked for. */
const rest = 300;

/** What is wrong with the run that the study starts from: that is found in the store. */
function useStartProblems(run: string): readonly Problem[] {
  const document = useDocument((state) => state.document);
  const [found, setFound] = useState<readonly Problem[]>([]);
  useEffect(() => {
    let ended = false;
    const look = async (): Promise<void> => {
      const { problems } = run === '' ? { problems: [] } : await request('study.check', { study: document });
      if (!ended) setFound(problems.filter(({ path }) => path[0] === 'start').map(copied));
    };
    const timer = setTimeout(() => void look().catch(() => undefined), rest);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [document, run]);
  return found;
}

const copied = ({ path, message, severity }: ProblemReport): Problem => ({
  path: [...path],
  message,
  severity,
});

/** The run whose parameters the study starts from. */
export function StartRun() {
  const { problems } = useStudy();
  const run = useDocument((state) => valueAt(state.document ?? undefined, ['start', 'run']));
  const runs = useRun((state) => state.runs) ?? [];
  const text = run === undefined ? '' : String(run);
  const change = (next: string): void =>
    next.trim() === '' ? removeValue(['start']) : setValue(['start'], { run: next.trim() });
  const own = [...problemsAt(problems, ['start']), ...useStartProblems(text)];
  return (
    <Field
      label={label}
      help={help}
      problems={own}
      onPutBack={text === '' ? undefined : () => removeValue(['start'])}
      onHelp={showHelp}
      setting="start.run"
    >
      <TextInput
        name={label}
        placeholder="none: random parameters"
        list="start-runs"
        value={text}
        problems={own}
        onChange={change}
      />
      <datalist id="start-runs">
        {runs.slice(0, offered).map((one) => (
          <option key={one.run} value={one.run}>
            {one.title}
          </option>
        ))}
      </datalist>
    </Field>
  );
}
