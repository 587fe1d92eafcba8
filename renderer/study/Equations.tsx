import { useMemo } from 'react';
import { Section } from '../controls/Section';
import { changeDocument, removeValue, setValue, useDocument } from '../state/document';
import { isList, isObject, valueAt, withValue, type Json } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { EquationField } from './EquationField';
import { ListEntry } from './ListEntry';
import { namesOf } from './names';
import { SettingField } from './SettingField';
import { summaryOf } from './words';

function textOf(entry: Json): string {
  const text = isObject(entry) ? entry['text'] : entry;
  return typeof text === 'string' ? text : '';
}

/** An equation with settings of its own is written in its long form; changing one brings that about. */
function setOwn(index: number, key: 'weight' | 'group', value: Json): void {
  changeDocument(`equations/${index}/${key}`, (document) => {
    const entry = valueAt(document, ['equations', index]) ?? '';
    return withValue(document, ['equations', index], {
      ...(isObject(entry) ? entry : { text: entry }),
      [key]: value,
    });
  });
}

export function Equations() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const names = useMemo(() => namesOf(document), [document]);
  const value = valueAt(document ?? undefined, ['equations']);
  const equations = isList(value) ? value : [];
  return (
    <Section
      title="Equations"
      summary={summaryOf(equations.map(textOf))}
      startsOpen
      failed={problemsAt(problems, ['equations']).some(({ severity }) => severity === 'error')}
      action={{
        name: 'Add an equation',
        icon: 'add',
        run: () => setValue(['equations', equations.length], `${names.fields[0] ?? 'u'} = 0`),
      }}
    >
      {equations.map((entry, index) => (
        <ListEntry
          key={index}
          name={`equation ${index + 1}`}
          onRemove={equations.length > 1 ? () => removeValue(['equations', index]) : undefined}
        >
          <EquationField
            name={`Equation ${index + 1}`}
            value={textOf(entry)}
            names={names}
            problems={problemsAt(problems, ['equations', index]).filter(
              ({ path }) => path[2] === 'text' || path.length === 2,
            )}
            onChange={(text) =>
              setValue(isObject(entry) ? ['equations', index, 'text'] : ['equations', index], text)
            }
          />
          <SettingField
            setting="equations[].weight"
            path={['equations', index, 'weight']}
            onChange={(weight) => setOwn(index, 'weight', weight)}
          />
          <SettingField
            setting="equations[].group"
            path={['equations', index, 'group']}
            onChange={(group) => setOwn(index, 'group', group)}
          />
        </ListEntry>
      ))}
    </Section>
  );
}
