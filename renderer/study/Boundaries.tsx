import { useId } from 'react';
import { Button, IconButton } from '../controls/Button';
import { Problems, TextInput } from '../controls/Field';
import { removeValue, renameKey, setValue, useDocument } from '../state/document';
import { isObject, valueAt, type Json } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { freeName } from './freeName';
import { KeyInput } from './KeyInput';
import { ListEntry } from './ListEntry';
import { partsOf, writtenParts, type PieceTexts } from './regions';
import { showHelp } from './SettingField';

const boundaryHelp =
  'A piece of the boundary by name, such as “disc 1”, or by what holds there, such as “x = 0”; conditions then hold on it.';
const whereHelp =
  'Only the points of the piece at which this holds, such as “x > 0.2”; several with commas between them, all of which hold.';

/** Pieces of the boundary with names of their own. @param pieces those that can be named */
export function Boundaries({ pieces }: { pieces: readonly string[] }) {
  const document = useDocument((state) => state.document);
  const value = valueAt(document ?? undefined, ['boundaries']);
  const boundaries = isObject(value) ? Object.entries(value) : [];
  const list = useId();
  const add = (): void => {
    const taken = boundaries.map(([name]) => name);
    setValue(['boundaries', freeName(['inlet', 'outlet', 'wall', 'piece'], taken)], pieces[0] ?? 'x = 0');
  };
  return (
    <>
      <p className="section-note">Pieces: {pieces.join('; ')}</p>
      <datalist id={list}>
        {pieces.map((piece) => (
          <option key={piece} value={piece} />
        ))}
      </datalist>
      {boundaries.map(([name, part]) => (
        <Boundary key={name} name={name} value={part} list={list} />
      ))}
      <div className="section-entry">
        <Button onClick={add}>Name a piece</Button>
      </div>
    </>
  );
}

function Boundary({ name, value, list }: { name: string; value: Json; list: string }) {
  const { problems } = useStudy();
  const path = ['boundaries', name];
  const own = problemsAt(problems, path);
  const parts = partsOf(value);
  const write = (next: readonly PieceTexts[]): void => setValue(path, writtenParts(next));
  const change = (index: number, changes: Partial<PieceTexts>): void =>
    write(parts.map((part, k) => (k === index ? { ...part, ...changes } : part)));
  return (
    <ListEntry name={`boundary ${name}`} onRemove={() => removeValue(path)}>
      <div className="parameter-row" onFocus={() => showHelp(boundaryHelp)}>
        <KeyInput
          name={`Name of boundary ${name}`}
          value={name}
          onRename={(to) => renameKey(['boundaries'], name, to)}
        />
        <span className="soft">=</span>
        <IconButton
          icon="add"
          name={`Add a part to ${name}`}
          onClick={() => write([...parts, { piece: '', where: 'x = 0' }])}
        />
      </div>
      {parts.map(({ piece, where }, index) => (
        <div key={index} className="piece-row">
          <TextInput
            code
            name={`Boundary ${name}${parts.length > 1 ? `, part ${index + 1}` : ''}`}
            value={piece}
            placeholder="whole boundary"
            list={list}
            problems={own}
            onFocus={() => showHelp(boundaryHelp)}
            onChange={(text) => change(index, { piece: text })}
          />
          <span className="soft">where</span>
          <TextInput
            code
            name={`Where on ${name}${parts.length > 1 ? `, part ${index + 1}` : ''}`}
            value={where}
            placeholder="everywhere"
            onFocus={() => showHelp(whereHelp)}
            onChange={(text) => change(index, { where: text })}
          />
          {parts.length > 1 && (
            <IconButton
              icon="remove"
              name={`Remove part ${index + 1} of ${name}`}
              onClick={() => write(parts.filter((_, k) => k !== index))}
            />
          )}
        </div>
      ))}
      <Problems problems={own} />
    </ListEntry>
  );
}
