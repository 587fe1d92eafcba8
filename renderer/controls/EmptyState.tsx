import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  /** What to do, in one or two sentences. */
  text?: string;
  /** The button that does it. */
  children?: ReactNode;
  /** Announced at once by screen readers. */
  failed?: boolean;
}

/** What a panel shows while it has nothing else to show: nothing yet, not yet, or not possible. */
export function EmptyState({ title, text, children, failed = false }: EmptyStateProps) {
  return (
    <div className="empty-state" role={failed ? 'alert' : undefined}>
      <p className="empty-state-title">{title}</p>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}
