import { Button } from '../controls/Button';
import { Problems, TextInput } from '../controls/Field';
import { removeValue, renameKey, setValue, useDocument } from '../state/document';
import { isList, isObject, valueAt, type Json } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { freeName } from './freeName';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { RegionForm } from './RegionForm';
import { begun, type SpaceCoordinate } from './regions';
import { showHelp } from './SettingField';

const partHelp =
  'A part of the region with fields of its own: equations hold where their fields live. A condition on the name of a part holds where it meets the others, with the normal out of it.';

interface PartsProps {
  /** The fields that may live in one of them. */
  fields: readonly string[];
  space: readonly SpaceCoordinate[];
}

/** Parts of the region in which different fields live. */
export function Parts({ fields, space }: PartsProps) {
  const document = useDocument((state) => state.document);
  const value = valueAt(document ?? undefined, ['parts']);
  const parts = isObject(value) ? Object.entries(value) : [];
  const add = (): void => {
    const name = freeName(
      ['core', 'shell', 'part'],
      parts.map(([taken]) => taken),
    );
    const taken = parts.flatMap(([, part]) => fieldsAt(part));
    const free = fields.find((field) => !taken.includes(field)) ?? 'u';
    setValue(['parts', name], {
      fields: [free],
      ...(parts.length === 0 && { region: begun('disc', space, undefined) }),
    });
  };
  return (
    <>
      {parts.map(([name, part]) => (
        <Part key={name} name={name} value={part} space={space} />
      ))}
      <div className="section-entry" onFocus={() => showHelp(partHelp)}>
        <Button onClick={add}>Add a part with fields of its own</Button>
      </div>
    </>
  );
}

function fieldsAt(part: Json): string[] {
  const fields = valueAt(part, ['fields']);
  return isList(fields) ? fields.map(String) : [];
}

function Part({ name, value, space }: { name: string; value: Json; space: readonly SpaceCoordinate[] }) {
  const { problems } = useStudy();
  const path = ['parts', name];
  const region = valueAt(value, ['region']);
  const wrongFields = problemsAt(problems, [...path, 'fields']);
  return (
    <ListEntry name={`part ${name}`} onRemove={() => removeValue(path)}>
      <div className="piece-row" onFocus={() => showHelp(partHelp)}>
        <KeyInput
          name={`Name of part ${name}`}
          value={name}
          onRename={(to) => renameKey(['parts'], name, to)}
        />
        <span className="soft">holds</span>
        <TextInput
          code
          name={`Fields of part ${name}`}
          value={fieldsAt(value).join(', ')}
          problems={wrongFields}
          onFocus={() => showHelp(partHelp)}
          onChange={(text) =>
            setValue(
              [...path, 'fields'],
              text.split(',').map((field) => field.trim()),
            )
          }
        />
      </div>
      <Problems
        problems={[...wrongFields, ...problemsAt(problems, path).filter((one) => one.path.length === 2)]}
      />
      {region === undefined ? (
        <>
          <p className="soft">It is what the other parts leave.</p>
          <Button onClick={() => setValue([...path, 'region'], begun('disc', space, undefined))}>
            Give it a shape
          </Button>
        </>
      ) : (
        <RegionForm
          path={[...path, 'region']}
          title={`part ${name}`}
          value={region}
          space={space}
          onRemove={() => removeValue([...path, 'region'])}
        />
      )}
    </ListEntry>
  );
}
