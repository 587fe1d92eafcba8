import { Field, Problems, TextInput } from '../controls/Field';
import { Section } from '../controls/Section';
import { removeValue, setValue, useDocument } from '../state/document';
import { isList, isObject, valueAt } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { ListEntry } from './ListEntry';
import { namesOf } from './names';
import { SettingField, showHelp } from './SettingField';
import { summaryOf } from './words';

const fileHelp = 'A CSV or TSV file with a heading line, beside the study file.';

export function Data() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const value = valueAt(document ?? undefined, ['data']);
  const files = isList(value) ? value : [];
  const { coordinates, fields } = namesOf(document);
  const asked = [...coordinates, ...fields];
  const add = (): void => {
    const columns = Object.fromEntries(asked.map((name) => [name, name]));
    setValue(['data', files.length], { file: 'data.csv', columns });
  };
  return (
    <Section
      title="Data"
      summary={
        files.length === 0 ? 'none' : summaryOf(files.map((entry) => String(valueAt(entry, ['file']))))
      }
      failed={problemsAt(problems, ['data']).some(({ severity }) => severity === 'error')}
      action={{ name: 'Add a data file', icon: 'add', run: add }}
    >
      {files.length === 0 && (
        <p className="section-note">No measurements. Add a CSV file to fit the solution to them.</p>
      )}
      {files.map((entry, index) => {
        const path = ['data', index];
        const columns = valueAt(entry, ['columns']);
        const whole = problemsAt(problems, path).filter((problem) => problem.path.length <= 3);
        return (
          <ListEntry key={index} name={`data file ${index + 1}`} onRemove={() => removeValue(path)}>
            <div className="condition-row" onFocus={() => showHelp(fileHelp)}>
              <span className="soft">file</span>
              <TextInput
                code
                name={`Data file ${index + 1}`}
                value={String(valueAt(entry, ['file']) ?? '')}
                problems={problemsAt(problems, [...path, 'file'])}
                onChange={(text) => setValue([...path, 'file'], text)}
              />
            </div>
            <Problems problems={whole} />
            {asked.map((name) => (
              <Field
                key={name}
                label={`Column of ${name}`}
                help={`The heading of the column that holds ${name}.`}
                onHelp={showHelp}
                problems={problemsAt(problems, [...path, 'columns', name])}
              >
                <TextInput
                  code
                  name={`Column of ${name}`}
                  value={isObject(columns) ? String(columns[name] ?? '') : ''}
                  onChange={(text) =>
                    text === ''
                      ? removeValue([...path, 'columns', name])
                      : setValue([...path, 'columns', name], text)
                  }
                />
              </Field>
            ))}
            <SettingField setting="data[].weight" path={[...path, 'weight']} />
          </ListEntry>
        );
      })}
    </Section>
  );
}
