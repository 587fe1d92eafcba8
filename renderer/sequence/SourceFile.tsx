import { Field, TextInput } from '../controls/Field';
import { setValue, useDocument } from '../state/document';
import { valueAt } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { showHelp } from '../study/SettingField';
import type { SequenceSource } from '../../src/study';

/** A setting of a source that is written as text, or as texts between commas. */
interface Line {
  readonly key: string;
  readonly label: string;
  /** For those who do not see the label's surroundings. */
  readonly name: string;
  readonly help: string;
  readonly isList?: boolean;
}

const file = { key: 'file', label: 'File', name: 'File of the source' };
const fields = { key: 'fields', label: 'Fields', name: 'Fields of the source', isList: true };

const lines: Readonly<Partial<Record<SequenceSource['kind'], readonly Line[]>>> = {
  text: [{ ...file, help: 'A file beside the study file: text in UTF-8.' }],
  series: [
    { ...file, help: 'A file beside the study file: a CSV file with a heading line, or one of arrays.' },
    {
      key: 'columns',
      label: 'Columns',
      name: 'Columns of the source',
      help: 'The headings of the columns, in order, between commas.',
      isList: true,
    },
  ],
  frames: [
    {
      ...file,
      help: 'An exported grid beside the study file: a table or arrays, with time and fields at the same places each time.',
    },
    { key: 'time', label: 'Time', name: 'Time of the source', help: 'The heading of the column of time.' },
    { ...fields, help: 'The headings of the fields, in order, between commas.' },
  ],
  solution: [
    {
      key: 'study',
      label: 'Study',
      name: 'Study of the source',
      help: 'A study of equations: gallery:NAME, or a study file beside this one.',
    },
    { ...fields, help: 'The fields of its solution, in order, between commas.' },
  ],
};

/** What a source begins with where it can't begin with nothing. */
export const firstSource: Readonly<Partial<Record<SequenceSource['kind'], object>>> = {
  text: { file: '' },
  series: { file: '', columns: [] },
  frames: { file: '', time: 't', fields: [] },
  solution: { study: '', fields: [] },
};

/** The file of a source, or the study that it solves, and what is taken from it. */
export function SourceFile() {
  const source = useDocument((state) => valueAt(state.document ?? undefined, ['source']));
  const { problems } = useStudy();
  const kind = valueAt(source, ['kind']) as SequenceSource['kind'];
  return (
    <>
      {(lines[kind] ?? []).map(({ key, label, name, help, isList = false }) => {
        const value = valueAt(source, [key]);
        const text = Array.isArray(value) ? value.join(', ') : value;
        return (
          <Field
            key={key}
            label={label}
            help={help}
            onHelp={showHelp}
            problems={problemsAt(problems, ['source', key])}
          >
            <TextInput
              code
              name={name}
              value={typeof text === 'string' ? text : ''}
              onChange={(typed) =>
                setValue(['source', key], isList ? typed.split(',').map((one) => one.trim()) : typed)
              }
            />
          </Field>
        );
      })}
    </>
  );
}
