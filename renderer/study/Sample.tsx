import { settings } from '../../src/study';
import { ChoiceInput } from '../controls/ChoiceInput';
import { Field, Problems } from '../controls/Field';
import { setValue, useDocument } from '../state/document';
import { valueAt, type Json, type Path } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { ListField } from './ListField';
import { SettingField, showHelp } from './SettingField';

const source = settings['data[].from'];
const fieldsHelp = 'The fields that are measured, with commas between them; all when nothing stands here.';

/** Where the values of a data entry come from; another source begins anew. */
export function DataSource({ path, asked }: { path: Path; asked: readonly string[] }) {
  const from = useDocument((state) => valueAt(state.document ?? undefined, [...path, 'from']));
  const { problems } = useStudy();
  const begin = (word: string): Json =>
    word === 'reference'
      ? { from: word, points: settings['data[].points'].default }
      : { file: 'data.csv', columns: Object.fromEntries(asked.map((name) => [name, name])) };
  return (
    <Field
      label={source.label}
      help={source.help}
      problems={problemsAt(problems, [...path, 'from'])}
      onHelp={showHelp}
      setting="data[].from"
    >
      <ChoiceInput
        name={source.label}
        value={typeof from === 'string' ? from : source.default}
        choices={source.choices}
        onChange={(word) => setValue(path, begin(word))}
      />
    </Field>
  );
}

/** Values of the reference that stand for measured ones. */
export function Sample({ path }: { path: Path }) {
  const { problems } = useStudy();
  return (
    <>
      <Problems problems={problemsAt(problems, path).filter((problem) => problem.path.length === 2)} />
      <SettingField setting="data[].points" path={[...path, 'points']} />
      <SettingField setting="data[].relativeNoise" path={[...path, 'noise']} />
      <SettingField setting="data[].seed" path={[...path, 'seed']} />
      <ListField label="Measured fields" help={fieldsHelp} path={[...path, 'fields']} placeholder="all" />
      <SettingField setting="data[].weight" path={[...path, 'weight']} />
      <SettingField setting="data[].validation" path={[...path, 'validation']} />
    </>
  );
}
