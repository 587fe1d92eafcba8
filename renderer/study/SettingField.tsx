import { settings, type Setting, type SettingPath } from '../../src/study';
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
  /** It has no default that anyone would go back to. */
  withoutDefault?: boolean;
}

export function showHelp(help: string): void {
  useWindow.setState({ help });
}

/** The row of one setting: the control that fits it, made from the table of settings. */
export function SettingField({ setting: key, path, label, onChange, withoutDefault }: SettingFieldProps) {
  const setting: Setting = settings[key];
  const raw = useDocument((state) => valueAt(state.document ?? undefined, path));
  const { problems } = useStudy();
  const own = problemsAt(problems, path);
  const value = raw ?? (setting.default as Json);
  const change = onChange ?? ((next: Json) => setValue(path, next));
  const changed = withoutDefault !== true && raw !== undefined && raw !== setting.default;
  return (
    <Field
      label={label ?? setting.label}
      unit={setting.unit}
      help={setting.help}
      problems={own}
      onPutBack={changed ? () => removeValue(path) : undefined}
      onHelp={showHelp}
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

interface SettingControlProps {
  setting: Setting;
  name: string;
  value: Json;
  invalid: ReturnType<typeof problemsAt>;
  onChange: (value: Json) => void;
}

function SettingControl({ setting, name, value, invalid, onChange }: SettingControlProps) {
  if (setting.choices !== undefined)
    return (
      <select
        className="input"
        aria-label={name}
        value={String(value)}
        onChange={(event) => onChange(event.target.value)}
      >
        {Object.entries(setting.choices).map(([word, { label, use }]) => (
          <option key={word} value={word} title={use}>
            {label}
          </option>
        ))}
      </select>
    );
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
  if (typeof setting.default === 'number')
    return <NumberInput name={name} value={value} problems={invalid} onChange={onChange} />;
  return <TextInput name={name} value={String(value)} problems={invalid} onChange={onChange} />;
}
