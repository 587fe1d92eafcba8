import type { ReactNode } from 'react';
import { TextInput } from '../controls/Field';

/** Where a context is typed, and what else a panel lets one choose. */
export function ContextBar({
  context,
  onChange,
  children,
}: {
  context: string;
  onChange: (context: string) => void;
  children?: ReactNode;
}) {
  return (
    <div className="sequence-bar">
      <label className="sequence-wide">
        <span className="soft">context</span>
        <TextInput
          code
          name="Context"
          value={context}
          onChange={onChange}
          placeholder="empty: a window of the validation part"
        />
      </label>
      {children}
    </div>
  );
}
