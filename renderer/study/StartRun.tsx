import { settings } from '../../src/study';
import { Field, TextInput } from '../controls/Field';
import { removeValue, setValue, useDocument } from '../state/document';
import { useFound } from '../state/found';
import { valueAt } from '../state/json';
import { useRun } from '../state/run';
import { problemsAt, useStudy } from '../state/study';
import { showHelp } from './SettingField';

const { label, help } = settings['start.run'];
/** Runs that are offered; any other can be typed. */
const offered = 200;

/** The run whose parameters the study starts from. */
export function StartRun() {
  const { problems } = useStudy();
  const found = useFound((state) => state.problems);
  const run = useDocument((state) => valueAt(state.document ?? undefined, ['start', 'run']));
  const runs = useRun((state) => state.runs) ?? [];
  const text = run === undefined ? '' : String(run);
  const change = (next: string): void =>
    next.trim() === '' ? removeValue(['start']) : setValue(['start'], { run: next.trim() });
  const own = [...problemsAt(problems, ['start']), ...problemsAt(found, ['start'])];
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
