import { useEffect, useState } from 'react';
import { request } from '../bridge/request';
import { Field, Problems, TextInput } from '../controls/Field';
import { setValue, useDocument } from '../state/document';
import { valueAt, type Json } from '../state/json';
import { problemsAt, useStudy } from '../state/study';
import { showHelp } from '../study/SettingField';
import type { Problem } from '../../src/study';

const fileHelp = 'A file beside the study file: UTF-8 text, or a CSV file with a heading line.';
const columnsHelp = 'The headings of the columns, in order, between commas.';

/** Typing is over after so many milliseconds. */
const pause = 300;

/** What is wrong with the source's file, found by reading it. */
function useFileProblems(): readonly Problem[] {
  const folder = useDocument((state) => state.file?.folder ?? undefined);
  const [found, setFound] = useState<readonly Problem[]>([]);
  const source = useDocument((state) => JSON.stringify(valueAt(state.document ?? undefined, ['source'])));
  useEffect(() => {
    let isWanted = true;
    const ask = setTimeout(() => {
      const { document: study } = useDocument.getState();
      request('study.check', { study, ...(folder !== undefined && { folder }) })
        .then(({ problems }) => isWanted && setFound(problems as readonly Problem[]))
        .catch(() => isWanted && setFound([]));
    }, pause);
    return () => {
      isWanted = false;
      clearTimeout(ask);
    };
  }, [source, folder]);
  return found;
}

/** The file of a text or a series, and what is wrong with it. */
export function SourceFile() {
  const source = useDocument((state) => valueAt(state.document ?? undefined, ['source']));
  const kind = valueAt(source, ['kind']);
  return kind === 'text' || kind === 'series' ? <File source={source} isSeries={kind === 'series'} /> : null;
}

function File({ source, isSeries }: { source: Json | undefined; isSeries: boolean }) {
  const { problems } = useStudy();
  const read = useFileProblems();
  const file = valueAt(source, ['file']);
  const columns = valueAt(source, ['columns']);
  const own = problemsAt(problems, ['source']);
  const known = new Set(own.map(({ message }) => message));
  const ofFile = problemsAt(read, ['source']).filter(({ message }) => !known.has(message));
  return (
    <>
      <Field
        label="File"
        help={fileHelp}
        onHelp={showHelp}
        problems={problemsAt(problems, ['source', 'file'])}
      >
        <TextInput
          code
          name="File of the source"
          value={typeof file === 'string' ? file : ''}
          onChange={(text) => setValue(['source', 'file'], text)}
        />
      </Field>
      {isSeries && (
        <Field
          label="Columns"
          help={columnsHelp}
          onHelp={showHelp}
          problems={problemsAt(problems, ['source', 'columns'])}
        >
          <TextInput
            code
            name="Columns of the source"
            value={Array.isArray(columns) ? columns.join(', ') : ''}
            onChange={(text) =>
              setValue(
                ['source', 'columns'],
                text.split(',').map((heading) => heading.trim()),
              )
            }
          />
        </Field>
      )}
      <div className="section-entry">
        <Problems problems={ofFile} />
      </div>
    </>
  );
}
