import { useWindow } from '../state/window';

/** What the setting does that is pointed at or has the focus. */
export function HelpLine() {
  const help = useWindow((state) => state.help);
  return (
    <p className="help-line" aria-live="polite">
      {help === '' ? 'Point at a setting to read what it does.' : help}
    </p>
  );
}
