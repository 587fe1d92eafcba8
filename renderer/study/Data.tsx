import { scalarDefinitions } from '../../src/language';
import { Problems } from '../controls/Field';
import { Section } from '../controls/Section';
import { removeValue, setValue, useDocument } from '../state/document';
import { isList, valueAt, type Json, type Path } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { FileColumns } from './FileColumns';
import { ListEntry } from './ListEntry';
import { namesOf } from './names';
import { DataSource, Sample } from './Sample';
import { SettingField } from './SettingField';
import { StudyUnits } from './StudyUnits';
import { summaryOf } from './words';

/** An empty text takes the setting out. */
function setOrRemove(path: Path, value: Json): void {
  if (value === '') removeValue(path);
  else setValue(path, value);
}

/** A text that is written as numbers are shown as that number, any other one as it is typed. */
function numberOr(text: Json): Json {
  return typeof text === 'string' && String(Number(text)) === text.trim() ? Number(text) : text;
}

export function Data() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const value = valueAt(document ?? undefined, ['data']);
  const files = isList(value) ? value : [];
  const names = namesOf(document);
  const asked = [...names.coordinates, ...names.fields, ...Object.keys(names.functions ?? {})];
  const offered = scalarDefinitions(names);
  const add = (): void => {
    const columns = Object.fromEntries(asked.map((name) => [name, name]));
    setValue(['data', files.length], { file: 'data.csv', columns });
  };
  return (
    <Section
      title="Data"
      summary={
        files.length === 0
          ? 'none'
          : summaryOf(files.map((entry) => String(valueAt(entry, ['file']) ?? valueAt(entry, ['from']))))
      }
      failed={problemsAt(problems, ['data']).some(({ severity }) => severity === 'error')}
      action={{ name: 'Add a data file', icon: 'add', run: add }}
    >
      {files.length === 0 && (
        <p className="section-note">No measurements. Add a file to fit the solution to them.</p>
      )}
      {files.map((entry, index) => {
        const path = ['data', index];
        const whole = problemsAt(problems, path).filter((problem) => problem.path.length <= 3);
        if (valueAt(entry, ['from']) === 'reference')
          return (
            <ListEntry key={index} name={`data ${index + 1}`} onRemove={() => removeValue(path)}>
              <DataSource path={path} asked={asked} />
              <Sample path={path} />
            </ListEntry>
          );
        return (
          <ListEntry key={index} name={`data file ${index + 1}`} onRemove={() => removeValue(path)}>
            <DataSource path={path} asked={asked} />
            <FileColumns
              path={path}
              name={`Data file ${index + 1}`}
              asked={asked}
              offered={offered}
              withExpressions
            />
            <Problems problems={whole} />
            <SettingField setting="data[].weight" path={[...path, 'weight']} />
            <SettingField
              setting="data[].weightColumn"
              path={[...path, 'weightColumn']}
              onChange={(text) => setOrRemove([...path, 'weightColumn'], text)}
            />
            <SettingField
              setting="data[].noise"
              path={[...path, 'noise']}
              onChange={(text) => setOrRemove([...path, 'noise'], numberOr(text))}
            />
            <SettingField setting="data[].validation" path={[...path, 'validation']} />
          </ListEntry>
        );
      })}
      <StudyUnits />
    </Section>
  );
}
