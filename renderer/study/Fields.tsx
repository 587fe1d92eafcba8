import { Problems } from '../controls/Field';
import { Section } from '../controls/Section';
import { changeDocument, removeValue, setValue, useDocument } from '../state/document';
import { isList, valueAt, withoutValue, withValue, type Json } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { FieldScales } from './FieldScales';
import { freeName } from './freeName';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { namesOf } from './names';
import { showHelp } from './SettingField';
import { summaryOf } from './words';

const complexHelp =
  'A complex field h is sought by its real and imaginary parts, hRe and hIm; i is the imaginary unit.';

function textsAt(document: Json | null, key: string): readonly string[] {
  const value = valueAt(document ?? undefined, [key]);
  return isList(value) ? value.map(String) : [];
}

/** Says whether a field is complex; a study without any has no such list. */
function setComplex(field: string, isComplex: boolean): void {
  changeDocument('', (document) => {
    const others = textsAt(document, 'complex').filter((name) => name !== field);
    const complex = isComplex ? [...others, field] : others;
    return complex.length === 0
      ? withoutValue(document, ['complex'])
      : withValue(document, ['complex'], complex);
  });
}

/** A complex field stays so under its new name. */
function rename(index: number, from: string, to: string): void {
  changeDocument('', (document) => {
    const renamed = withValue(document, ['fields', index], to);
    const complex = textsAt(document, 'complex');
    if (!complex.includes(from)) return renamed;
    return withValue(
      renamed,
      ['complex'],
      complex.map((name) => (name === from ? to : name)),
    );
  });
}

export function Fields() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const { coordinates } = namesOf(document);
  const fields = textsAt(document, 'fields');
  const complex = textsAt(document, 'complex');
  const arguments_ = coordinates.length > 6 ? `${coordinates[0]}, …` : coordinates.join(', ');
  return (
    <Section
      title="Fields"
      summary={summaryOf(fields.map((field) => `${field}(${arguments_})`))}
      failed={[...problemsAt(problems, ['fields']), ...problemsAt(problems, ['complex'])].length > 0}
      action={{
        name: 'Add a field',
        icon: 'add',
        run: () => setValue(['fields', fields.length], freeName(['u', 'v', 'w', 'p'], fields)),
      }}
    >
      {fields.map((field, index) => (
        <ListEntry
          key={index}
          name={`field ${field}`}
          onRemove={fields.length > 1 ? () => removeValue(['fields', index]) : undefined}
        >
          <div className="name-row">
            <KeyInput
              name={`Name of field ${field}`}
              value={field}
              onRename={(to) => rename(index, field, to)}
            />
            <span className="soft code">({arguments_})</span>
            <label className="complex-choice soft" onFocus={() => showHelp(complexHelp)} title={complexHelp}>
              <input
                className="checkbox"
                type="checkbox"
                aria-label={`${field} is complex`}
                checked={complex.includes(field)}
                onChange={(event) => setComplex(field, event.target.checked)}
              />
              complex
            </label>
          </div>
          <Problems problems={problemsAt(problems, ['fields', index])} />
        </ListEntry>
      ))}
      <Problems problems={problemsAt(problems, ['complex'])} />
      <FieldScales />
    </Section>
  );
}
