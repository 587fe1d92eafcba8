import { useState } from 'react';
import { Dialog } from '../controls/Dialog';
import { useRun } from '../state/run';
import { useWindow } from '../state/window';
import { findEntries, type PaletteEntry } from './entries';

function close(): void {
  useWindow.setState({ palette: false });
}

function choose(entry: PaletteEntry | undefined): void {
  if (entry === undefined || !entry.enabled) return;
  close();
  // The focus first goes back to where it was, then the command may move it.
  setTimeout(entry.choose, 0);
}

const optionId = (index: number): string => `palette-option-${index}`;

/** Finds every command, study, run and setting by typing a part of its name. */
export function Palette() {
  const [query, setQuery] = useState('');
  const [selected, setSelected] = useState(0);
  // What can be chosen depends on the run and its engine.
  useRun();
  const entries = findEntries(query);
  const move = (by: number): void => {
    const next = Math.min(entries.length - 1, Math.max(0, selected + by));
    setSelected(next);
    document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') choose(entries[selected]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Command palette" hideTitle className="palette" onClose={close}>
      <input
        className="input"
        role="combobox"
        aria-label="Find a command, study, run or setting"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={entries.length > 0 ? optionId(selected) : undefined}
        placeholder="Find a command, study, run or setting"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setSelected(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id="palette-list"
        className="palette-list"
        role="listbox"
        aria-label="What was found"
        tabIndex={-1}
      >
        {entries.map((entry, index) => (
          <div
            key={`${entry.kind} ${entry.title} ${entry.hint}`}
            id={optionId(index)}
            className="palette-item"
            role="option"
            aria-selected={index === selected}
            aria-disabled={!entry.enabled}
            onMouseMove={() => setSelected(index)}
            onClick={() => choose(entry)}
          >
            <span className="soft">{entry.kind}</span>
            <span>{entry.title}</span>
            <span className="soft">{entry.hint}</span>
          </div>
        ))}
      </div>
      {entries.length === 0 && <p className="palette-empty">Nothing is called that. Try a shorter word.</p>}
    </Dialog>
  );
}
