interface SegmentsProps<Value extends string> {
  /** What is chosen, for screen readers. */
  name: string;
  value: Value;
  choices: readonly { readonly value: Value; readonly label: string }[];
  onChange: (value: Value) => void;
}

/** A choice of one from few, all in sight. */
export function Segments<Value extends string>({ name, value, choices, onChange }: SegmentsProps<Value>) {
  return (
    <div className="segments" role="group" aria-label={name}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className="button"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
