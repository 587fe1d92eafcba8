import { useMemo } from 'react';
import { Problems, TextInput } from '../controls/Field';
import { Section } from '../controls/Section';
import { removeValue, setValue, useDocument } from '../state/document';
import { isList, valueAt, type Json } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { EquationField } from './EquationField';
import { ListEntry } from './ListEntry';
import { namesOf } from './names';
import { SettingField, showHelp } from './SettingField';
import { summaryOf } from './words';

function textAt(entry: Json, key: string): string {
  const text = valueAt(entry, [key]);
  return typeof text === 'string' ? text : '';
}

const placeHelp = 'Where the condition holds: one side of the domain, such as t = 0.';

export function Conditions() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const names = useMemo(() => namesOf(document), [document]);
  const value = valueAt(document ?? undefined, ['conditions']);
  const conditions = isList(value) ? value : [];
  return (
    <Section
      title="Conditions"
      summary={summaryOf(conditions.map((entry) => textAt(entry, 'on')))}
      failed={problemsAt(problems, ['conditions']).some(({ severity }) => severity === 'error')}
      action={{
        name: 'Add a condition',
        icon: 'add',
        run: () =>
          setValue(['conditions', conditions.length], {
            on: `${names.coordinates[0] ?? 'x'} = 0`,
            require: `${names.fields[0] ?? 'u'} = 0`,
          }),
      }}
    >
      {conditions.map((entry, index) => {
        const path = ['conditions', index];
        const place = problemsAt(problems, [...path, 'on']);
        return (
          <ListEntry key={index} name={`condition ${index + 1}`} onRemove={() => removeValue(path)}>
            <div className="condition-row" onFocus={() => showHelp(placeHelp)}>
              <span className="soft">on</span>
              <TextInput
                code
                name={`Place of condition ${index + 1}`}
                value={textAt(entry, 'on')}
                problems={place}
                onChange={(text) => setValue([...path, 'on'], text)}
              />
            </div>
            <Problems problems={place} />
            <EquationField
              name={`Condition ${index + 1}`}
              value={textAt(entry, 'require')}
              names={names}
              problems={problemsAt(problems, [...path, 'require'])}
              onChange={(text) => setValue([...path, 'require'], text)}
            />
            <SettingField setting="conditions[].hard" path={[...path, 'hard']} />
            {valueAt(entry, ['hard']) !== true && (
              <>
                <SettingField setting="conditions[].weight" path={[...path, 'weight']} />
                <SettingField setting="conditions[].points" path={[...path, 'points']} />
              </>
            )}
          </ListEntry>
        );
      })}
    </Section>
  );
}
