import { Field, TextInput } from '../controls/Field';
import { removeValue, setValue, useDocument } from '../state/document';
import { isObject, valueAt } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { showHelp } from './SettingField';

const help =
  'What 1 stands for in this study: a unit such as m/s, or a multiple such as 0.1 m. Columns of data in other units are converted to it.';

/** The units of the study for all that columns of its data files have units for. */
export function StudyUnits() {
  const document = useDocument((state) => state.document);
  const { problems, study } = useStudy();
  const units = valueAt(document ?? undefined, ['units']);
  const given = isObject(units) ? Object.keys(units) : [];
  const files = (study?.data ?? []).flatMap((entry) =>
    entry.from === 'reference' ? [] : Object.keys(entry.units),
  );
  return (
    <>
      {[...new Set([...files, ...given])].map((name) => {
        const path = ['units', name];
        const value = valueAt(document ?? undefined, path);
        return (
          <Field
            key={name}
            label={`Unit of ${name}`}
            help={help}
            onHelp={showHelp}
            problems={problemsAt(problems, path)}
          >
            <TextInput
              code
              name={`Unit of ${name} in the study`}
              placeholder="such as m/s"
              value={typeof value === 'string' ? value : ''}
              onChange={(text) => (text === '' ? removeValue(path) : setValue(path, text))}
            />
          </Field>
        );
      })}
    </>
  );
}
