import type { Choices } from '../../src/study';
import { ChoiceInput } from '../controls/ChoiceInput';
import { Field } from '../controls/Field';
import { Section } from '../controls/Section';
import { removeValue, setValue, useDocument } from '../state/document';
import { isObject, valueAt } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { namesOf } from './names';
import { showHelp } from './SettingField';
import { summaryOf } from './words';

const parities: Choices = {
  none: { label: 'None', use: 'The field is not known to be symmetric.' },
  odd: { label: 'Odd', use: 'For a field with u(−x) = −u(x), which is then 0 at x = 0.' },
  even: { label: 'Even', use: 'For a field with u(−x) = u(x), whose slope is then 0 at x = 0.' },
  translation: {
    label: 'Translation',
    use: 'For a field with u(x + a) = u(x) for every a, which does not depend on x while others do.',
  },
};
const help =
  'A symmetry that the solution is known to have is built in and holds exactly: there is less to learn.';
/** With more coordinates than these a list of all pairs would be too long to be of use. */
const mostCoordinates = 12;

/** Fields that are odd or even in a coordinate, or do not depend on it. */
export function Symmetries() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const { fields, coordinates } = namesOf(document);
  const value = valueAt(document ?? undefined, ['symmetries']);
  const written = Object.entries(isObject(value) ? value : {}).flatMap(([field, own]) =>
    Object.entries(isObject(own) ? own : {}).map(([name, parity]) => `${field} ${String(parity)} in ${name}`),
  );
  const put = (field: string, coordinate: string, parity: string): void =>
    parity === 'none'
      ? removeValue(['symmetries', field, coordinate])
      : setValue(['symmetries', field, coordinate], parity);
  return (
    <Section
      title="Symmetries"
      summary={written.length === 0 ? 'none' : summaryOf(written)}
      failed={problemsAt(problems, ['symmetries']).some(({ severity }) => severity === 'error')}
    >
      {fields.flatMap((field) =>
        coordinates.slice(0, mostCoordinates).map((coordinate) => {
          const path = ['symmetries', field, coordinate];
          const parity = valueAt(document ?? undefined, path);
          return (
            <Field
              key={path.join(' ')}
              label={`${field} in ${coordinate}`}
              help={help}
              problems={problemsAt(problems, path)}
              onPutBack={parity === undefined ? undefined : () => removeValue(path)}
              onHelp={showHelp}
            >
              <ChoiceInput
                name={`Symmetry of ${field} in ${coordinate}`}
                value={typeof parity === 'string' ? parity : 'none'}
                choices={parities}
                onChange={(next) => put(field, coordinate, next)}
              />
            </Field>
          );
        }),
      )}
    </Section>
  );
}
