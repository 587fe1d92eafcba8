import { useMemo } from 'react';
import { Section } from '../controls/Section';
import { removeValue, renameKey, setValue, useDocument } from '../state/document';
import { isObject, valueAt } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { EquationField } from './EquationField';
import { freeName } from './freeName';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { namesOf } from './names';
import { summaryOf } from './words';

export function Definitions() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const names = useMemo(() => namesOf(document), [document]);
  const value = valueAt(document ?? undefined, ['definitions']);
  const definitions = isObject(value) ? Object.entries(value) : [];
  const taken = [
    ...names.fields,
    ...names.coordinates,
    ...names.parameters,
    ...Object.keys(names.definitions ?? {}),
  ];
  return (
    <Section
      title="Definitions"
      summary={definitions.length === 0 ? 'none' : summaryOf(definitions.map(([name]) => name))}
      failed={problemsAt(problems, ['definitions']).some(({ severity }) => severity === 'error')}
      action={{
        name: 'Add a definition',
        icon: 'add',
        run: () => setValue(['definitions', freeName(['q', 'e', 'J', 'w'], taken)], names.fields[0] ?? 'u'),
      }}
    >
      {definitions.length === 0 && (
        <p className="section-note">Named expressions for the equations, such as a flux or an energy.</p>
      )}
      {definitions.map(([name, text]) => (
        <ListEntry key={name} name={`definition ${name}`} onRemove={() => removeValue(['definitions', name])}>
          <div className="parameter-row">
            <KeyInput
              name={`Name of definition ${name}`}
              value={name}
              onRename={(to) => renameKey(['definitions'], name, to)}
            />
            <span className="soft">=</span>
          </div>
          <EquationField
            name={`Definition of ${name}`}
            value={typeof text === 'string' ? text : ''}
            left={name}
            names={names}
            problems={problemsAt(problems, ['definitions', name])}
            onChange={(next) => setValue(['definitions', name], next)}
          />
        </ListEntry>
      ))}
    </Section>
  );
}
