import { readTable } from '../import';
import { readStudy } from '../language';
import { checkReference } from '../pde/reference';
import {
  describePath,
  hasErrors,
  parseStudy,
  parseStudyText,
  type ParsedStudy,
  type Problem,
  type Study,
} from '../study';
import { readStudyFiles } from './data-files';

/** A study that was looked through: its data files' texts, and everything that is wrong or doubtful. */
export interface CheckedStudy {
  /** Absent when the form itself is wrong. */
  readonly study: Study | null;
  readonly dataFiles: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/** A study can't be solved; the problems say where and why. */
export class StudyRefused extends Error {
  override readonly name = 'StudyRefused';

  constructor(readonly problems: readonly Problem[]) {
    const errors = problems.filter((problem) => problem.severity === 'error');
    const first = errors[0];
    const place = first === undefined ? '' : describePath(first.path);
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    super(`The study can't be solved: ${place === '' ? '' : `${place}: `}${first?.message ?? ''}${more}`);
  }
}

/** Checks a document and its data files, which are looked up in `folder`. */
export async function checkDocument(value: unknown, folder: string | null): Promise<CheckedStudy> {
  return checkParsed(parseStudy(value), folder);
}

/** Checks the text of a study file. */
export async function checkText(text: string, folder: string | null): Promise<CheckedStudy> {
  return checkParsed(parseStudyText(text), folder);
}

async function checkParsed(parsed: ParsedStudy, folder: string | null): Promise<CheckedStudy> {
  if (!parsed.ok) return { study: null, dataFiles: {}, problems: parsed.problems };
  const { study } = parsed;
  const files = await readStudyFiles(study, folder);
  const { meaning, problems: found } = readStudy(study);
  const problems = [
    ...found,
    ...(meaning === undefined ? [] : checkReference(study, meaning)),
    ...files.problems,
    ...checkTables(study, files.texts),
  ];
  return { study, dataFiles: files.texts, problems };
}

/** What is wrong inside the data files that could be read. */
function checkTables(study: Study, texts: Readonly<Record<string, string>>): Problem[] {
  return study.data.flatMap(({ file, columns }, index) => {
    if (!Object.hasOwn(texts, file)) return [];
    const read = readTable(texts[file], columns);
    if (read.ok) return [];
    return read.problems.map((problem) => ({
      ...problem,
      path: ['data', index, 'file'],
      message: `${file}: ${problem.message}`,
    }));
  });
}

/** The study, when nothing stops it from being solved; throws `StudyRefused` otherwise. */
export function solvable(checked: CheckedStudy): Study {
  if (checked.study === null || hasErrors(checked.problems)) throw new StudyRefused(checked.problems);
  return checked.study;
}
