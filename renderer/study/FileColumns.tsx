import { useEffect, useId, useState } from 'react';
import { request } from '../bridge/request';
import { Button, IconButton } from '../controls/Button';
import { Field, TextInput } from '../controls/Field';
import { removeValue, renameKey, setValue, useDocument } from '../state/document';
import { isObject, valueAt, type JsonObject, type Path } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { KeyInput } from './KeyInput';
import { freeName } from './freeName';
import { namesOf } from './names';
import { showHelp } from './SettingField';

const fileHelp =
  'A CSV or TSV file with a heading line, or an npz file of NumPy arrays, beside the study file.';
const expressionHelp =
  'What is measured, as an expression of fields and coordinates such as u_x or u^2 + v^2, and the heading of its column.';

const none: JsonObject = {};

/** The headings of a file, as soon as they are read. */
function useHeadings(file: string): readonly string[] {
  const folder = useDocument((state) => state.file?.folder ?? undefined);
  const [found, setFound] = useState<readonly string[]>([]);
  useEffect(() => {
    let isWanted = true;
    const ask = setTimeout(() => {
      request('study.headings', { file, ...(folder !== undefined && { folder }) })
        .then(({ headings }) => isWanted && setFound(headings))
        .catch(() => isWanted && setFound([]));
    }, 300);
    return () => {
      isWanted = false;
      clearTimeout(ask);
    };
  }, [file, folder]);
  return found;
}

interface FileColumnsProps {
  /** The part of the document that names the file. */
  path: Path;
  /** Such as "Data file 1". */
  name: string;
  /** Coordinates and fields: each has a line. */
  asked: readonly string[];
  /** Definitions that may have a column, too. */
  offered: readonly string[];
  /** Expressions may be measured as well. */
  withExpressions?: boolean;
}

/** The name of a file, and which of its columns holds what; its own headings are offered. */
export function FileColumns({ path, name, asked, offered, withExpressions = false }: FileColumnsProps) {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const list = useId();
  const { fields, coordinates } = namesOf(document);
  const entry = valueAt(document ?? undefined, path);
  const file = String(valueAt(entry, ['file']) ?? '');
  const headings = useHeadings(file);
  const [columns, measured] = ['columns', 'measured'].map((key) => {
    const value = valueAt(entry, [key]);
    return isObject(value) ? value : none;
  });
  const more = Object.keys(columns).filter((column) => !asked.includes(column));
  const free = offered.filter((definition) => !(definition in columns) && !asked.includes(definition));
  const heading = (label: string, at: Path, value: unknown) => (
    <TextInput
      code
      name={label}
      list={list}
      placeholder="not in the file"
      value={typeof value === 'string' ? value : ''}
      onChange={(text) => (text === '' ? removeValue(at) : setValue(at, text))}
    />
  );
  return (
    <>
      <div className="condition-row" onFocus={() => showHelp(fileHelp)}>
        <span className="soft">file</span>
        <TextInput
          code
          name={name}
          value={file}
          problems={problemsAt(problems, [...path, 'file'])}
          onChange={(text) => setValue([...path, 'file'], text)}
        />
      </div>
      <datalist id={list}>
        {headings.map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
      {headings.length > 0 && <p className="soft">Its columns: {headings.join(', ')}</p>}
      {[...asked, ...more].map((column) => (
        <Field
          key={column}
          label={`Column of ${column}`}
          help={`The heading of the column that holds ${column}.`}
          onHelp={showHelp}
          problems={problemsAt(problems, [...path, 'columns', column])}
        >
          {heading(`Column of ${column}`, [...path, 'columns', column], columns[column])}
        </Field>
      ))}
      {withExpressions &&
        Object.entries(measured).map(([text, column]) => (
          <Field
            key={text}
            label={text}
            help={expressionHelp}
            onHelp={showHelp}
            problems={problemsAt(problems, [...path, 'measured', text])}
          >
            <span className="measured-row">
              <KeyInput
                name={`Measured expression ${text}`}
                value={text}
                onRename={(to) => renameKey([...path, 'measured'], text, to)}
              />
              {heading(`Column of ${text}`, [...path, 'measured', text], column)}
              <IconButton
                icon="remove"
                name={`Remove ${text}`}
                onClick={() => removeValue([...path, 'measured', text])}
              />
            </span>
          </Field>
        ))}
      <div className="button-row">
        {free.map((definition) => (
          <Button
            key={definition}
            onClick={() => setValue([...path, 'columns', definition], definition)}
          >{`Add ${definition}`}</Button>
        ))}
        {withExpressions && (
          <Button
            onClick={() => {
              const text = freeName(
                [`${fields[0] ?? 'u'}_${coordinates[0] ?? 'x'}`, `${fields[0] ?? 'u'}^`],
                Object.keys(measured),
              );
              setValue([...path, 'measured', text], headings[0] ?? text);
            }}
          >
            Add an expression
          </Button>
        )}
      </div>
    </>
  );
}
