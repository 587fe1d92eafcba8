import { Field, TextInput } from '../controls/Field';
import { removeValue, setValue, useDocument } from '../state/document';
import { isList, valueAt, type Json, type Path } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { showHelp } from './SettingField';

interface ListFieldProps {
  readonly label: string;
  readonly help: string;
  readonly path: Path;
  /** What stands there while the list is left out. */
  readonly placeholder: string;
  /** Numbers are written as numbers; what is none stays a text, of which the checker says what is wrong. */
  readonly numbers?: boolean;
}

/** A list that may be left out, as words between commas. */
export function ListField({ label, help, path, placeholder, numbers = false }: ListFieldProps) {
  const list = useDocument((state) => valueAt(state.document ?? undefined, path));
  const { problems } = useStudy();
  const own = problemsAt(problems, path);
  const change = (text: string): void => {
    const words = text.split(',').map((word) => word.trim());
    // A number that is half typed, such as "1.", is kept as it stands.
    const read = (word: string): Json => (numbers && String(Number(word)) === word ? Number(word) : word);
    if (words.join('') === '') removeValue(path);
    else setValue(path, words.map(read));
  };
  return (
    <Field label={label} help={help} problems={own} onHelp={showHelp}>
      <TextInput
        code
        name={label}
        value={isList(list) ? list.join(', ') : ''}
        placeholder={placeholder}
        problems={own}
        onChange={change}
      />
    </Field>
  );
}
