import { useState, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

interface SectionProps {
  title: string;
  /** What a closed section holds, in a word or two. */
  summary?: string;
  startsOpen?: boolean;
  /** Something inside is wrong. */
  failed?: boolean;
  /** A button at the right end of the heading, such as "add". */
  action?: { readonly name: string; readonly icon: IconName; readonly run: () => void };
  children: ReactNode;
}

/** A part of the study tree that opens and closes. */
export function Section({
  title,
  summary = '',
  startsOpen = false,
  failed = false,
  action,
  children,
}: SectionProps) {
  const [open, setOpen] = useState(startsOpen);
  return (
    <section className="section">
      <div className="section-head">
        <h3>
          <button
            type="button"
            className="section-toggle"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <span className={open ? 'section-arrow open' : 'section-arrow'}>
              <Icon name="chevron" />
            </span>
            <span className="section-title">{title}</span>
            {failed && <span className="section-failed" role="img" aria-label="has a problem" />}
            {!open && <span className="section-summary">{summary}</span>}
          </button>
        </h3>
        {action !== undefined && open && (
          <button
            type="button"
            className="button bare square"
            aria-label={action.name}
            title={action.name}
            onClick={action.run}
          >
            <Icon name={action.icon} />
          </button>
        )}
      </div>
      {open && <div className="section-body">{children}</div>}
    </section>
  );
}
