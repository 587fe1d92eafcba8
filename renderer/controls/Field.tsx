import { useId, useState, type ReactNode } from 'react';
import type { Problem } from '../../src/study';
import { Icon } from './Icon';

export function Problems({ problems, id }: { problems: readonly Problem[]; id?: string }) {
  return (
    <>
      {problems.map((problem, index) => (
        <p
          key={problem.message}
          id={index === 0 ? id : undefined}
          className={problem.severity === 'error' ? 'problem' : 'problem warning'}
        >
          {problem.message}
        </p>
      ))}
    </>
  );
}

interface TextInputProps {
  name: string;
  value: string;
  onChange: (value: string) => void;
  problems?: readonly Problem[];
  code?: boolean;
  placeholder?: string;
  /** The id of a list of values that are offered. */
  list?: string;
  onFocus?: () => void;
  onBlur?: () => void;
}

/** A line of text; its problems are told by whoever places it. */
export function TextInput({
  name,
  value,
  onChange,
  problems = [],
  code,
  placeholder,
  ...rest
}: TextInputProps) {
  const invalid = problems.some(({ severity }) => severity === 'error');
  return (
    <input
      className={code === true ? 'input code' : 'input'}
      type="text"
      spellCheck={false}
      aria-label={name}
      aria-invalid={invalid}
      value={value}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
      {...rest}
    />
  );
}

interface NumberInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  value: unknown;
  /** Called with a number, or with the text as typed while it is none: the checker then says what is wrong. */
  onChange: (value: number | string) => void;
}

/** A number as text, so that 1e-3 can be typed; what is half typed stays as it is. */
export function NumberInput({ value, onChange, ...rest }: NumberInputProps) {
  const [typed, setTyped] = useState('');
  const shown = typed.trim() !== '' && Number(typed) === value ? typed : String(value ?? '');
  const change = (text: string): void => {
    setTyped(text);
    const number = Number(text);
    onChange(text.trim() !== '' && Number.isFinite(number) ? number : text);
  };
  return <TextInput code value={shown} onChange={change} {...rest} />;
}

interface FieldProps {
  label: string;
  unit?: string;
  /** One sentence, shown in the help line while the row has the focus or the pointer. */
  help?: string;
  problems?: readonly Problem[];
  /** Given where the value differs from its default: puts that back. */
  onPutBack?: (() => void) | undefined;
  onHelp?: (help: string) => void;
  /** The path of the setting that stands here, by which it is found. */
  setting?: string;
  children: ReactNode;
}

/** One row of a form: label, control with unit, the way back to the default, and what is wrong. */
export function Field({
  label,
  unit = '',
  help = '',
  problems = [],
  onPutBack,
  onHelp,
  setting,
  children,
}: FieldProps) {
  const id = useId();
  return (
    <div
      className="setting"
      data-setting={setting}
      role="group"
      aria-labelledby={id}
      onFocus={() => onHelp?.(help)}
      onMouseEnter={() => onHelp?.(help)}
    >
      <span id={id} className="setting-label" title={help}>
        {label}
      </span>
      <div className="setting-control">
        {children}
        {unit !== '' && <span className="setting-unit">{unit}</span>}
      </div>
      {onPutBack === undefined ? (
        <span />
      ) : (
        <button
          type="button"
          className="put-back"
          aria-label={`Put ${label} back to its default`}
          title="Changed: put back to the default"
          onClick={onPutBack}
        >
          <Icon name="putBack" />
        </button>
      )}
      <Problems problems={problems} />
    </div>
  );
}
