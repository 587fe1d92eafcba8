import { useMemo } from 'react';
import { scalarDefinitions, type Names } from '../../src/language';
import { settings, type Choices } from '../../src/study';
import { ChoiceInput } from '../controls/ChoiceInput';
import { Field, NumberInput, Problems } from '../controls/Field';
import { Section } from '../controls/Section';
import { removeValue, setValue, useDocument } from '../state/document';
import { isList, isObject, valueAt, type Json } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { EquationField } from './EquationField';
import { FileColumns } from './FileColumns';
import { namesOf } from './names';
import { ListField } from './ListField';
import { Settings } from './Settings';
import { SettingField, showHelp } from './SettingField';
import { choiceText, summaryOf } from './words';

const { label, help, choices } = settings['reference.kind'];

function textAt(reference: Json | undefined, key: string): string {
  const text = valueAt(reference, [key]);
  return typeof text === 'string' ? text : '';
}

function wordsOf(names: Json | undefined): string {
  return isList(names) ? names.join(', ') : '';
}

/** A reference of another kind, as it begins. */
function begun(kind: string, { coordinates, fields }: Names): Json {
  if (kind === 'expression') return { kind, fields: Object.fromEntries(fields.map((field) => [field, '0'])) };
  const columns = Object.fromEntries([...coordinates, ...fields].map((name) => [name, name]));
  return kind === 'file' ? { kind, file: 'reference.csv', columns } : { kind };
}

const meanFreeHelp =
  'Fields that are known up to a constant, such as a pressure: their means, at each time, are taken out before errors are measured.';

/** What errors are measured against. */
export function Reference() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const names = useMemo(() => namesOf(document), [document]);
  const reference = valueAt(document ?? undefined, ['reference']);
  const kind = textAt(reference, 'kind') || settings['reference.kind'].default;
  const own = problemsAt(problems, ['reference']);
  const fields = valueAt(reference, ['fields']);
  const flow = valueAt(reference, ['flow']);
  // Solutions that the lab knows come with their studies: their names are not to be guessed here.
  const offered: Choices = Object.fromEntries(
    Object.entries(choices as Choices).filter(([word]) => word !== 'exact' || kind === 'exact'),
  );
  const summary =
    kind === 'exact'
      ? textAt(reference, 'name')
      : kind === 'expression'
        ? `${choiceText('reference.kind', kind)} of ${summaryOf(Object.keys(isObject(fields) ? fields : {}))}`
        : kind === 'file'
          ? textAt(reference, 'file')
          : choiceText('reference.kind', kind);
  return (
    <Section title="Reference" summary={summary} failed={own.some(({ severity }) => severity === 'error')}>
      <Field
        label={label}
        help={help}
        problems={own.filter(({ path }) => path.length === 1)}
        onPutBack={kind === 'none' ? undefined : () => removeValue(['reference'])}
        onHelp={showHelp}
        setting="reference.kind"
      >
        <ChoiceInput
          name={label}
          value={kind}
          choices={offered}
          onChange={(word) => setValue(['reference'], begun(word, names))}
        />
      </Field>
      {kind === 'none' && (
        <p className="section-note">
          No reference: the loss on fresh points tells how far the solution can be trusted.
        </p>
      )}
      {kind === 'exact' && (
        <p className="section-note">
          Errors are measured against the exact solution “{textAt(reference, 'name')}”.
        </p>
      )}
      {kind === 'expression' && (
        <div className="section-entry">
          {names.fields.map((field) => (
            <EquationField
              key={field}
              name={`Reference of ${field}`}
              value={String(valueAt(fields, [field]) ?? '')}
              left={field}
              names={names}
              problems={problemsAt(problems, ['reference', 'fields', field])}
              onChange={(text) =>
                text === ''
                  ? removeValue(['reference', 'fields', field])
                  : setValue(['reference', 'fields', field], text)
              }
            />
          ))}
        </div>
      )}
      {kind === 'solver' && !isObject(flow) && (
        <Settings lines={['reference.tolerance', 'reference.seconds']} />
      )}
      {kind === 'file' && (
        <div className="section-entry">
          <FileColumns
            path={['reference']}
            name="Reference file"
            asked={[...names.coordinates, ...names.fields, ...Object.keys(names.functions ?? {})]}
            offered={scalarDefinitions(names)}
          />
        </div>
      )}
      {kind === 'solver' && isObject(flow) && (
        <div className="section-entry">
          <p className="section-note">
            An incompressible flow in a periodic box: velocity {wordsOf(flow.velocity)}
            {flow.magnetic !== undefined && `, magnetic field ${wordsOf(flow.magnetic)}`}.
          </p>
          <Problems problems={own.filter(({ path }) => path[1] === 'flow' && path.length === 2)} />
          {!isObject(flow.points) && (
            <SettingField setting="reference.flow.points" path={['reference', 'flow', 'points']} />
          )}
        </div>
      )}
      {kind !== 'none' && (
        <ListField
          label="Known up to a constant"
          help={meanFreeHelp}
          path={['reference', 'meanFree']}
          placeholder="none"
        />
      )}
      {kind !== 'none' && <TrueValues unknowns={names.unknowns ?? []} />}
      <Problems
        problems={own.filter(({ path }) => path.length === 2 && path[1] !== 'kind' && path[1] !== 'meanFree')}
      />
    </Section>
  );
}

/** The true value of each unknown, where it is known: the error of what is inferred is measured against it. */
function TrueValues({ unknowns }: { unknowns: readonly string[] }) {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  return (
    <>
      {unknowns.map((name) => {
        const path = ['reference', 'parameters', name];
        const value = valueAt(document ?? undefined, path);
        const own = problemsAt(problems, path);
        return (
          <Field
            key={name}
            label={`True value of ${name}`}
            help={`The value of ${name} that belongs to the reference, where it is known.`}
            problems={own}
            onPutBack={value === undefined ? undefined : () => removeValue(path)}
            onHelp={showHelp}
          >
            <NumberInput
              name={`True value of ${name}`}
              value={value ?? ''}
              placeholder="unknown"
              problems={own}
              onChange={(next) => (next === '' ? removeValue(path) : setValue(path, next))}
            />
          </Field>
        );
      })}
    </>
  );
}
