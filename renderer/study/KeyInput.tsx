import { useState } from 'react';
import { TextInput } from '../controls/Field';

interface KeyInputProps {
  /** What is named here, for screen readers. */
  name: string;
  value: string;
  /** Called when the name is complete: on Enter, or when the field is left. */
  onRename: (to: string) => void;
}

/** The name of a coordinate, field or parameter. It takes effect when it is complete, since equations depend on it. */
export function KeyInput({ name, value, onRename }: KeyInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const finish = (): void => {
    const next = draft?.trim() ?? '';
    if (next !== '' && next !== value) onRename(next);
    setDraft(null);
  };
  return (
    <span
      className="key-input"
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
        if (event.key === 'Escape') setDraft(null);
      }}
    >
      <TextInput code name={name} value={draft ?? value} onChange={setDraft} onBlur={finish} />
    </span>
  );
}
