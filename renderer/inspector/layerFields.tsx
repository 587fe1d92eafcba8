/** Rows of the form of a layer: each with its default and a sentence. */
import { createContext, useContext, type ReactNode } from 'react';
import { colourMaps, type ColourMapName } from '../../src/field';
import { Field, NumberInput } from '../controls/Field';
import type { QuantityChoice } from '../space/quantities';

/** Shows the sentence of the row that is pointed at. */
export const HelpLine = createContext<(help: string) => void>(() => undefined);

interface RowProps {
  label: string;
  help: string;
  unit?: string;
  onPutBack?: (() => void) | undefined;
  children: ReactNode;
}

export function Row(props: RowProps) {
  const onHelp = useContext(HelpLine);
  return <Field {...props} onHelp={onHelp} />;
}

interface NumberRowProps {
  label: string;
  help: string;
  unit?: string;
  value: number;
  /** What it is when nothing is set; null where a value is always shown as its own. */
  usual: number | null;
  low?: number;
  high?: number;
  whole?: boolean;
  onChange: (value: number) => void;
  onPutBack?: () => void;
}

/** A number within bounds; what lies outside is not taken over. */
export function NumberRow(props: NumberRowProps) {
  const { label, help, unit = '', value, usual, low = -Infinity, high = Infinity, whole = false } = props;
  const { onChange, onPutBack } = props;
  const putBack = onPutBack ?? (usual === null ? undefined : () => onChange(usual));
  const isChanged = usual === null ? onPutBack !== undefined : value !== usual;
  return (
    <Row label={label} help={help} unit={unit} onPutBack={isChanged ? putBack : undefined}>
      <NumberInput
        name={label}
        value={Number(value.toPrecision(6))}
        onChange={(next) => {
          if (typeof next !== 'number' || next < low || next > high) return;
          if (!whole || Number.isInteger(next)) onChange(next);
        }}
      />
    </Row>
  );
}

interface SliderRowProps {
  label: string;
  help: string;
  value: number;
  usual: number;
  low?: number;
  high?: number;
  step?: number;
  onChange: (value: number) => void;
}

export function SliderRow({
  label,
  help,
  value,
  usual,
  low = 0,
  high = 1,
  step = 0.01,
  onChange,
}: SliderRowProps) {
  return (
    <Row label={label} help={help} onPutBack={value === usual ? undefined : () => onChange(usual)}>
      <input
        className="slider"
        type="range"
        aria-label={label}
        min={low}
        max={high}
        step={step}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </Row>
  );
}

interface ChoiceRowProps<Value extends string> {
  label: string;
  help: string;
  value: Value;
  usual: Value;
  choices: Readonly<Record<Value, string>>;
  onChange: (value: Value) => void;
}

export function ChoiceRow<Value extends string>(props: ChoiceRowProps<Value>) {
  const { label, help, value, usual, choices, onChange } = props;
  return (
    <Row label={label} help={help} onPutBack={value === usual ? undefined : () => onChange(usual)}>
      <select
        className="input"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value as Value)}
      >
        {(Object.entries(choices) as [Value, string][]).map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </Row>
  );
}

interface CheckRowProps {
  label: string;
  help: string;
  value: boolean;
  usual: boolean;
  onChange: (value: boolean) => void;
}

export function CheckRow({ label, help, value, usual, onChange }: CheckRowProps) {
  return (
    <Row label={label} help={help} onPutBack={value === usual ? undefined : () => onChange(usual)}>
      <input
        className="checkbox"
        type="checkbox"
        aria-label={label}
        checked={value}
        onChange={(event) => onChange(event.target.checked)}
      />
    </Row>
  );
}

interface QuantityRowProps {
  label: string;
  help: string;
  value: string;
  choices: readonly QuantityChoice[];
  /** A first choice that stands for none of them. */
  none?: string;
  onChange: (value: string) => void;
}

/** Everything that can be shown of the study, in groups. */
export function QuantityRow({ label, help, value, choices, none, onChange }: QuantityRowProps) {
  const groups = [...new Set(choices.map(({ group }) => group))];
  return (
    <Row label={label} help={help}>
      <select
        className="input"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {groups.map((group) => (
          <optgroup key={group} label={group}>
            {choices
              .filter((choice) => choice.group === group)
              .map(({ expression, label: text }) => (
                <option key={expression} value={expression}>
                  {text}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </Row>
  );
}

interface MapRowProps {
  value: ColourMapName | null;
  suitable: ColourMapName;
  onChange: (value: ColourMapName | null) => void;
}

export function MapRow({ value, suitable, onChange }: MapRowProps) {
  return (
    <Row
      label="Colour map"
      help="Colours of values: viridis for sizes, balance for values on both sides of zero."
      onPutBack={value === null ? undefined : () => onChange(null)}
    >
      <select
        className="input"
        aria-label="Colour map"
        value={value ?? suitable}
        onChange={(event) => onChange(event.target.value as ColourMapName)}
      >
        {Object.entries(colourMaps).map(([name, { title }]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </Row>
  );
}
