import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import type { Choices } from '../../src/study';

interface ChoiceInputProps {
  name: string;
  value: string;
  choices: Choices;
  invalid?: boolean;
  onChange: (value: string) => void;
}

/** Room that the open list wants below its control; with less it opens upwards. */
const wantedHeight = 260;
const margin = 8;

interface Place {
  readonly left: number;
  readonly top?: number;
  readonly bottom?: number;
  readonly minWidth: number;
  readonly maxHeight: number;
}

function placeBeside(control: HTMLElement): Place {
  const box = control.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - margin;
  const above = box.top - margin;
  const upwards = below < wantedHeight && above > below;
  const width = 300;
  return {
    left: Math.max(margin, Math.min(box.left, window.innerWidth - width - margin)),
    ...(upwards ? { bottom: window.innerHeight - box.top + 2 } : { top: box.bottom + 2 }),
    minWidth: box.width,
    maxHeight: upwards ? above : below,
  };
}

/** A choice of one word; its list tells of each word when to use it. */
export function ChoiceInput({ name, value, choices, invalid = false, onChange }: ChoiceInputProps) {
  const id = useId();
  const control = useRef<HTMLButtonElement>(null);
  const words = Object.keys(choices);
  const [place, setPlace] = useState<Place | null>(null);
  const [at, setAt] = useState(0);
  const open = place !== null;

  useEffect(() => {
    if (!open) return undefined;
    const follow = (): void => setPlace(control.current === null ? null : placeBeside(control.current));
    window.addEventListener('scroll', follow, true);
    window.addEventListener('resize', follow);
    return () => {
      window.removeEventListener('scroll', follow, true);
      window.removeEventListener('resize', follow);
    };
  }, [open]);

  const show = (): void => {
    if (control.current === null) return;
    setAt(Math.max(0, words.indexOf(value)));
    setPlace(placeBeside(control.current));
  };
  const choose = (index: number): void => {
    const word = words[index];
    setPlace(null);
    if (word !== undefined && word !== value) onChange(word);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = keyTarget(event.key, at, words.length);
    if (!open && ['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(event.key)) show();
    else if (!open) return;
    else if (event.key === 'Escape') setPlace(null);
    else if (['Enter', ' '].includes(event.key)) choose(at);
    else if (next !== undefined) setAt(next);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <button
        ref={control}
        type="button"
        role="combobox"
        className="input choice"
        aria-label={name}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-activedescendant={open ? `${id}-${at}` : undefined}
        aria-invalid={invalid || !(value in choices)}
        onClick={() => (open ? setPlace(null) : show())}
        onBlur={() => setPlace(null)}
        onKeyDown={onKeyDown}
      >
        {choices[value]?.label ?? value}
      </button>
      {place !== null &&
        createPortal(
          <div
            id={id}
            className="choice-list"
            role="listbox"
            aria-label={name}
            style={place}
            // The focus stays where it is.
            onPointerDown={(event) => event.preventDefault()}
            onMouseDown={(event) => event.preventDefault()}
          >
            {Object.entries(choices).map(([word, { label, use }], index) => (
              <div
                key={word}
                id={`${id}-${index}`}
                className={index === at ? 'choice-option at' : 'choice-option'}
                role="option"
                aria-selected={word === value}
                ref={index === at ? keepInSight : null}
                onPointerEnter={() => setAt(index)}
                onClick={() => choose(index)}
              >
                <span className="choice-label">{label}</span>
                <span className="choice-use">{use}</span>
              </div>
            ))}
          </div>,
          document.body,
        )}
    </>
  );
}

function keepInSight(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}

/** Where a key moves the mark in a list of `count` entries. */
function keyTarget(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowDown') return Math.min(count - 1, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
