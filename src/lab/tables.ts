import { readData, type Table, type TableOutcome } from '../import';
import { studyFiles, type AnyStudy, type Problem } from '../study';
import { Recent } from './recent';

const kept = new Recent<Promise<TableOutcome>>(24);

export interface StudyTables {
  /** Each file that could be read, with the part of the study that names it, in the order of the document. */
  readonly tables: readonly {
    readonly part: string | number;
    readonly path: readonly (string | number)[];
    readonly file: string;
    readonly table: Table;
  }[];
  readonly problems: readonly Problem[];
}

/** @param texts the files that could be read, by their names */
export async function readTables(
  study: AnyStudy,
  texts: Readonly<Record<string, string>>,
): Promise<StudyTables> {
  const tables: StudyTables['tables'][number][] = [];
  const problems: Problem[] = [];
  for (const { file, path, table: request } of studyFiles(study)) {
    if (!request || !Object.hasOwn(texts, file)) continue;
    const text = texts[file];
    const read = await kept.of([file, JSON.stringify(request), text], () => readData(file, text, request));
    if (read.ok) tables.push({ part: path[0], path, file, table: read.table });
    else
      for (const problem of read.problems)
        problems.push({ ...problem, path, message: `${file}: ${problem.message}` });
  }
  return { tables, problems };
}
