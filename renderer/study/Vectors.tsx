import { Problems } from '../controls/Field';
import { Section } from '../controls/Section';
import { removeValue, renameKey, setValue, useDocument } from '../state/document';
import { isList, isObject, valueAt, type Json } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { freeName } from './freeName';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { namesOf } from './names';
import { showHelp } from './SettingField';
import { summaryOf } from './words';

const help =
  'A vector by its components, which are fields or definitions: grad, div, curl, dot and cross work on it.';

function textOf(components: Json): string {
  return isList(components) ? components.join(', ') : '';
}

/** The components as typed: what stands between the commas. */
function read(text: string): string[] {
  return text
    .replace(/[()]/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function Vectors() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const value = valueAt(document ?? undefined, ['vectors']);
  const vectors = isObject(value) ? Object.entries(value) : [];
  const { fields, coordinates } = namesOf(document);
  const taken = [...fields, ...coordinates, ...vectors.map(([name]) => name)];
  return (
    <Section
      title="Vectors"
      summary={
        vectors.length === 0
          ? 'none'
          : summaryOf(vectors.map(([name, parts]) => `${name} = (${textOf(parts)})`))
      }
      failed={problemsAt(problems, ['vectors']).some(({ severity }) => severity === 'error')}
      action={{
        name: 'Add a vector',
        icon: 'add',
        run: () =>
          setValue(
            ['vectors', freeName(['w', 'q', 'B', 'E'], taken)],
            fields.length > 1 ? fields.slice(0, 2) : ['u', 'v'],
          ),
      }}
    >
      {vectors.length === 0 && (
        <p className="section-note">Names for several fields together, such as a velocity.</p>
      )}
      {vectors.map(([name, components]) => (
        <ListEntry key={name} name={`vector ${name}`} onRemove={() => removeValue(['vectors', name])}>
          <div className="parameter-row" onFocus={() => showHelp(help)}>
            <KeyInput
              name={`Name of vector ${name}`}
              value={name}
              onRename={(to) => renameKey(['vectors'], name, to)}
            />
            <span className="soft">=</span>
            <KeyInput
              name={`Components of ${name}`}
              value={textOf(components)}
              onRename={(text) => setValue(['vectors', name], read(text))}
            />
          </div>
          <Problems problems={problemsAt(problems, ['vectors', name])} />
        </ListEntry>
      ))}
    </Section>
  );
}
