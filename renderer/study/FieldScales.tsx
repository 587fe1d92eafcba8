import { Field, NumberInput } from '../controls/Field';
import { removeValue, setValue, useDocument } from '../state/document';
import { valueAt } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { namesOf } from './names';
import { showHelp } from './SettingField';

const scaleHelp =
  'What the network of this field is multiplied by. It is found from conditions and data where nothing stands here.';

/** The scale of each field, where the user knows it better than the lab finds it. */
export function FieldScales() {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  return (
    <>
      {namesOf(document).fields.map((field) => {
        const path = ['scales', 'fields', field];
        const value = valueAt(document ?? undefined, path);
        const own = problemsAt(problems, path);
        return (
          <Field
            key={field}
            label={`Scale of ${field}`}
            help={scaleHelp}
            problems={own}
            onPutBack={value === undefined ? undefined : () => removeValue(path)}
            onHelp={showHelp}
          >
            <NumberInput
              name={`Scale of ${field}`}
              value={value ?? ''}
              placeholder="found by the lab"
              problems={own}
              onChange={(next) => (next === '' ? removeValue(path) : setValue(path, next))}
            />
          </Field>
        );
      })}
    </>
  );
}
