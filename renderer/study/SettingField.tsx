import { settings, type Setting, type SettingPath } from '../../src/study';
import { ChoiceInput } from '../controls/ChoiceInput';
import { Field, NumberInput, TextInput } from '../controls/Field';
import { removeValue, setValue, useDocument } from '../state/document';
import { valueAt, type Json, type Path } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { useWindow } from '../state/window';

interface SettingFieldProps {
  setting: SettingPath;
  path: Path;
  /** In place of the setting's own label, where a list has many of them. */
  label?: string;
  onChange?: (value: Json) => void;
  /** The default at this place, where the same word of another part of the document has another one. */
  standard?: Json;
  /** It has no default that anyone would go back to. */
  withoutDefault?: boolean;
}

export function showHelp(help: string): void {
  useWindow.setState({ help });
}

/** The row of one setting: the control that fits it, made from the table of settings. */
export function SettingField({
  setting: key,
  path,
  label,
  onChange,
  standard,
  withoutDefault,
}: SettingFieldProps) {
  const setting: Setting = standard === undefined ? settings[key] : { ...settings[key], default: standard };
  const raw = useDocument((state) => valueAt(state.document ?? undefined, path));
  const { problems } = useStudy();
  const own = problemsAt(problems, path);
  const value = raw ?? (setting.default as Json);
  const write = onChange ?? ((next: Json) => setValue(path, next));
  // A setting that may be left out is taken out when nothing stands in its control.
  const change = (next: Json): void =>
    setting.default === null && next === '' ? removeValue(path) : write(next);
  const changed = withoutDefault !== true && raw !== undefined && raw !== setting.default;
  return (
    <Field
      label={label ?? setting.label}
      unit={setting.unit}
      help={helpOf(setting, value)}
      problems={own}
      onPutBack={changed ? () => removeValue(path) : undefined}
      onHelp={showHelp}
      setting={key}
    >
      <SettingControl
        setting={setting}
        name={label ?? setting.label}
        value={value}
        invalid={own}
        onChange={change}
      />
    </Field>
  );
}

/** What the setting is, and when to use what is chosen. */
function helpOf(setting: Setting, value: Json): string {
  const choice = setting.choices?.[String(value)];
  return choice === undefined ? setting.help : `${setting.help} ${choice.label}: ${choice.use}`;
}

interface SettingControlProps {
  setting: Setting;
  name: string;
  value: Json;
  invalid: ReturnType<typeof problemsAt>;
  onChange: (value: Json) => void;
}

function SettingControl({ setting, name, value, invalid, onChange }: SettingControlProps) {
  if (setting.choices !== undefined)
    return <ChoiceInput name={name} value={String(value)} choices={setting.choices} onChange={onChange} />;
  if (typeof setting.default === 'boolean')
    return (
      <input
        className="checkbox"
        type="checkbox"
        aria-label={name}
        checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
      />
    );
  if (typeof setting.default === 'number' || setting.default === null)
    return (
      <NumberInput
        name={name}
        value={value}
        problems={invalid}
        placeholder={setting.default === null ? 'none' : ''}
        onChange={onChange}
      />
    );
  return <TextInput name={name} value={String(value)} problems={invalid} onChange={onChange} />;
}
