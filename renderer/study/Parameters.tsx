import { evaluateParameters, typesetName } from '../../src/language';
import { passParameter } from '../actions/training';
import { NumberInput, Problems } from '../controls/Field';
import { Section } from '../controls/Section';
import { Typeset } from '../equation/Typeset';
import { removeValue, renameKey, setValue, useDocument } from '../state/document';
import { isObject, valueAt, type JsonObject } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { freeName } from './freeName';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { summaryOf } from './words';

const none: JsonObject = {};

export function Parameters() {
  const raw = useDocument((state) => valueAt(state.document ?? undefined, ['parameters']));
  const { study, problems } = useStudy();
  const parameters = isObject(raw) ? raw : none;
  const evaluated = study === null ? null : evaluateParameters(study.parameters);
  const values = evaluated?.ok === true ? evaluated.values : {};
  return (
    <Section
      title="Parameters"
      summary={summaryOf(Object.entries(parameters).map(([name, value]) => `${name} = ${String(value)}`))}
      startsOpen
      failed={problemsAt(problems, ['parameters']).some(({ severity }) => severity === 'error')}
      action={{
        name: 'Add a parameter',
        icon: 'add',
        run: () => setValue(['parameters', freeName(['a', 'b', 'c', 'k'], Object.keys(parameters))], 1),
      }}
    >
      {Object.keys(parameters).length === 0 && (
        <p className="section-note">Named numbers for the equations, such as a viscosity.</p>
      )}
      {Object.entries(parameters).map(([name, value]) => (
        <ListEntry key={name} name={`parameter ${name}`} onRemove={() => removeValue(['parameters', name])}>
          <div className="parameter-row">
            <KeyInput
              name={`Name of parameter ${name}`}
              value={name}
              onRename={(to) => renameKey(['parameters'], name, to)}
            />
            <Typeset tex={`${typesetName(name)} =`} text={`${name} =`} />
            <NumberInput
              name={`Value of ${name}`}
              value={value}
              problems={problemsAt(problems, ['parameters', name])}
              onChange={(next) => {
                setValue(['parameters', name], next);
                passParameter(name);
              }}
            />
          </div>
          {typeof value === 'string' && values[name] !== undefined && (
            <p className="soft parameter-value code">= {Number(values[name].toPrecision(6))}</p>
          )}
          <Problems problems={problemsAt(problems, ['parameters', name])} />
        </ListEntry>
      ))}
    </Section>
  );
}
