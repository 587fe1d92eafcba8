import { useMemo } from 'react';
import { Field, TextInput } from '../controls/Field';
import { Section } from '../controls/Section';
import { removeValue, setValue, useDocument } from '../state/document';
import { isList, valueAt } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { EquationField } from './EquationField';
import { freeName } from './freeName';
import { ListEntry } from './ListEntry';
import { namesOf } from './names';
import { SettingField, showHelp } from './SettingField';
import { summaryOf } from './words';

const nameHelp = 'What the quantity is called in the plots and tables of a run.';
const sideHelp =
  'One side of the coordinates, such as t = 1, over which it is taken; the whole domain when nothing stands here.';

/** Quantities that are followed while a study is trained, such as energies and divergences. */
export function Measures() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const names = useMemo(() => namesOf(document), [document]);
  const value = valueAt(document ?? undefined, ['measures']);
  const measures = isList(value) ? value : [];
  const taken = measures.map((measure) => String(valueAt(measure, ['name']) ?? ''));
  const add = (): void =>
    setValue(['measures', measures.length], {
      name: freeName(['size', 'energy', 'rate'], taken),
      of: names.fields[0] ?? 'u',
    });
  return (
    <Section
      title="Measures"
      summary={measures.length === 0 ? 'none' : summaryOf(taken)}
      failed={problemsAt(problems, ['measures']).some(({ severity }) => severity === 'error')}
      action={{ name: 'Add a measure', icon: 'add', run: add }}
    >
      {measures.length === 0 && (
        <p className="section-note">
          Quantities that are logged with the errors, such as an energy, a flow rate or a divergence.
        </p>
      )}
      {measures.map((measure, index) => {
        const path = ['measures', index];
        const side = valueAt(measure, ['on']);
        const own = (key: string) => problemsAt(problems, [...path, key]);
        return (
          <ListEntry key={index} name={`measure ${index + 1}`} onRemove={() => removeValue(path)}>
            <Field label="Name" help={nameHelp} problems={own('name')} onHelp={showHelp}>
              <TextInput
                name={`Name of measure ${index + 1}`}
                value={taken[index]}
                problems={own('name')}
                onChange={(name) => setValue([...path, 'name'], name)}
              />
            </Field>
            <EquationField
              name={`Measure ${index + 1}`}
              value={String(valueAt(measure, ['of']) ?? '')}
              left="q"
              names={names}
              problems={own('of')}
              onChange={(of) => setValue([...path, 'of'], of)}
            />
            <SettingField setting="measures[].by" path={[...path, 'by']} />
            <Field label="Taken on" help={sideHelp} problems={own('on')} onHelp={showHelp}>
              <TextInput
                code
                name={`Side of measure ${index + 1}`}
                value={typeof side === 'string' ? side : ''}
                placeholder="the whole domain"
                problems={own('on')}
                onChange={(on) =>
                  on.trim() === '' ? removeValue([...path, 'on']) : setValue([...path, 'on'], on)
                }
              />
            </Field>
          </ListEntry>
        );
      })}
    </Section>
  );
}
