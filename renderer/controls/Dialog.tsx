import { useEffect, useRef, type ReactNode } from 'react';
import './dialog.css';

interface DialogProps {
  title: string;
  /** The title is read out but not drawn. */
  hideTitle?: boolean;
  className?: string;
  onClose: () => void;
  children: ReactNode;
}

const focusable = 'button:not(:disabled), input, select, [tabindex="0"]';

/** A box over the window. Escape and a click beside it put it away; the focus stays inside and comes back after. */
export function Dialog({ title, hideTitle = false, className = '', onClose, children }: DialogProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector<HTMLElement>(focusable)?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    if (event.key !== 'Tab' || box.current === null) return;
    const stops = [...box.current.querySelectorAll<HTMLElement>(focusable)];
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const leaves = event.shiftKey ? document.activeElement === first : document.activeElement === last;
    if (!leaves) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  };

  return (
    <div className="dialog-shade" onMouseDown={(event) => event.target === event.currentTarget && onClose()}>
      <div
        ref={box}
        className={`dialog ${className}`}
        role="dialog"
        aria-modal="true"
        aria-label={title}
        onKeyDown={onKeyDown}
      >
        {!hideTitle && <h2>{title}</h2>}
        {children}
      </div>
    </div>
  );
}
