import { IconButton } from '../controls/Button';
import type { ReactNode } from 'react';

interface ListEntryProps {
  /** Such as "equation 1". */
  name: string;
  onRemove?: (() => void) | undefined;
  children: ReactNode;
}

/** One entry of a list in the study tree, with the button that takes it out. */
export function ListEntry({ name, onRemove, children }: ListEntryProps) {
  return (
    <div className="list-entry" role="group" aria-label={name}>
      <div className="list-entry-body">{children}</div>
      {onRemove === undefined ? (
        <span />
      ) : (
        <IconButton icon="remove" name={`Remove ${name}`} onClick={onRemove} className="list-entry-remove" />
      )}
    </div>
  );
}
