import { useId, type ReactNode } from 'react';
import { Button, IconButton } from '../controls/Button';
import { Field, Problems, TextInput } from '../controls/Field';
import { removeValue, renameKey, setValue, useDocument } from '../state/document';
import { useFound } from '../state/found';
import { isList, isObject, valueAt, type JsonObject, type Path } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { FilePreview, usePreview } from './FilePreview';
import { KeyInput } from './KeyInput';
import { freeName } from './freeName';
import { namesOf } from './names';
import { showHelp } from './SettingField';

const fileHelp =
  'A table with headings (CSV, TSV), or a file of arrays (NumPy npz, MATLAB mat, NetCDF nc, HDF5 h5, VTK vti or vtk), beside the study file.';
const unitHelp =
  'The unit of the column, such as cm/s, where it is not the unit of the study; it is converted. Left out, nothing is.';
const axesHelp =
  'Which coordinate runs along each axis of the arrays, in the order of the file, such as t, y, x. Found by names and lengths when left out.';
const expressionHelp =
  'What is measured, as an expression of fields and coordinates such as u_x or u^2 + v^2, and the heading of its column.';

const none: JsonObject = {};

/** Names between commas or spaces; none takes the setting out. */
function setAxes(path: Path, text: string): void {
  const names = text.split(/[\s,]+/).filter((word) => word !== '');
  if (names.length === 0) removeValue(path);
  else setValue(path, names);
}

/** A line for the heading of a column; an empty one takes it out of the document at the path. */
export type HeadingInput = (label: string, at: Path, value: unknown) => ReactNode;

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
  /** Whether the study may say which coordinates run along the axes of arrays. */
  withAxes?: boolean;
  /** Lines of other columns below. */
  more?: (heading: HeadingInput) => ReactNode;
}

/** The name of a file, and which of its columns holds what; its own headings are offered. */
export function FileColumns({
  path,
  name,
  asked,
  offered,
  withExpressions = false,
  withAxes = true,
  more,
}: FileColumnsProps) {
  const document = useDocument((state) => state.document);
  const { problems } = useStudy();
  const found = useFound((state) => state.problems);
  const inFile = problemsAt(found, [...path, 'file']);
  const list = useId();
  const { fields, coordinates } = namesOf(document);
  const entry = valueAt(document ?? undefined, path);
  const file = String(valueAt(entry, ['file']) ?? '');
  const preview = usePreview(file, entry);
  const headings = preview?.arrays.map((array) => array.name) ?? [];
  const hasAxes = preview?.arrays.some(({ shape }) => (shape?.length ?? 0) > 1) === true;
  const [columns, measured] = ['columns', 'measured'].map((key) => {
    const value = valueAt(entry, [key]);
    return isObject(value) ? value : none;
  });
  const axes = valueAt(entry, ['axes']);
  const others = Object.keys(columns).filter((column) => !asked.includes(column));
  const free = offered.filter((definition) => !(definition in columns) && !asked.includes(definition));
  const heading: HeadingInput = (label, at, value) => (
    <TextInput
      code
      name={label}
      list={list}
      placeholder="not in the file"
      value={typeof value === 'string' ? value : ''}
      onChange={(text) => (text === '' ? removeValue(at) : setValue(at, text))}
    />
  );
  const unit = (column: string) => {
    const at = [...path, 'units', column];
    const value = valueAt(entry, ['units', column]);
    return (
      <TextInput
        code
        name={`Unit of ${column} in the file`}
        placeholder="unit"
        value={typeof value === 'string' ? value : ''}
        problems={problemsAt(problems, at)}
        onFocus={() => showHelp(unitHelp)}
        onChange={(text) => (text === '' ? removeValue(at) : setValue(at, text))}
      />
    );
  };
  return (
    <>
      <div className="condition-row" onFocus={() => showHelp(fileHelp)}>
        <span className="soft">file</span>
        <TextInput
          code
          name={name}
          value={file}
          problems={[...problemsAt(problems, [...path, 'file']), ...inFile]}
          onChange={(text) => setValue([...path, 'file'], text)}
        />
      </div>
      <Problems problems={inFile} />
      <datalist id={list}>
        {headings.map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
      {preview !== null && <FilePreview preview={preview} />}
      {[...asked, ...others].map((column) => (
        <Field
          key={column}
          label={`Column of ${column}`}
          help={`The heading of the column that holds ${column}.`}
          onHelp={showHelp}
          problems={problemsAt(problems, [...path, 'columns', column])}
        >
          <span className={withExpressions ? 'unit-row' : undefined}>
            {heading(`Column of ${column}`, [...path, 'columns', column], columns[column])}
            {withExpressions && unit(column)}
          </span>
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
              {unit(text)}
              <IconButton
                icon="remove"
                name={`Remove ${text}`}
                onClick={() => removeValue([...path, 'measured', text])}
              />
            </span>
          </Field>
        ))}
      {more?.(heading)}
      {withAxes && (hasAxes || isList(axes)) && (
        <Field
          label="Axes"
          help={axesHelp}
          onHelp={showHelp}
          problems={problemsAt(problems, [...path, 'axes'])}
        >
          <TextInput
            code
            name={`Axes of ${name.toLowerCase()}`}
            placeholder="found by names and lengths"
            value={isList(axes) ? axes.join(', ') : ''}
            onChange={(text) => setAxes([...path, 'axes'], text)}
          />
        </Field>
      )}
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
