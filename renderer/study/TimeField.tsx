import { timeOf } from '../../src/language';
import { settings, type Choices } from '../../src/study';
import { ChoiceInput } from '../controls/ChoiceInput';
import { Field } from '../controls/Field';
import { removeValue, setValue, useDocument } from '../state/document';
import { valueAt } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { namesOf } from './names';
import { showHelp } from './SettingField';

const { label, help } = settings.time;

/** Which coordinate is time: t by its name, or another one that is said to be. */
export function TimeField() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const names = namesOf(document);
  const present = timeOf(names);
  const given = valueAt(document ?? undefined, ['time']);
  const choices: Choices = {
    ...(present === undefined ? { '': { label: 'none', use: 'Every coordinate is one of space.' } } : {}),
    ...Object.fromEntries(
      names.coordinates
        .slice(0, 16)
        .map((name) => [name, { label: name, use: `The solution evolves along ${name}.` }]),
    ),
  };
  return (
    <Field
      label={label}
      help={help}
      problems={problemsAt(problems, ['time'])}
      onPutBack={given === undefined ? undefined : () => removeValue(['time'])}
      onHelp={showHelp}
      setting="time"
    >
      <ChoiceInput
        name={label}
        value={present ?? ''}
        choices={choices}
        onChange={(name) =>
          name === settings.time.default ? removeValue(['time']) : setValue(['time'], name)
        }
      />
    </Field>
  );
}
