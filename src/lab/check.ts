import { readStudy, type Meaning } from '../language';
import { checkDomain } from '../pde/check-domain';
import { pointsOutside } from '../pde/outside-range';
import { checkReference, checkTable } from '../pde/reference';
import {
  checkCount,
  checkSequence,
  describePath,
  hasErrors,
  parseAnyStudy,
  parseAnyStudyText,
  type AnyStudy,
  type ParsedAnyStudy,
  type Problem,
  type SequenceStudy,
  type Study,
} from '../study';
import { framesOf } from '../sequence/sources/frames';
import { readStudyFiles } from './data-files';
import { studyOf } from './solution-frames';
import { readBodies } from './bodies';
import { memoryProblems } from './memory';
import { readTables, type StudyTables } from './tables';

/** A study that was looked through: its data files' texts, and everything that is wrong or doubtful. */
export interface CheckedStudy {
  /** Absent when the form itself is wrong. */
  readonly study: AnyStudy | null;
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
  return checkParsed(parseAnyStudy(value), folder);
}

/** Checks the text of a study file. */
export async function checkText(text: string, folder: string | null): Promise<CheckedStudy> {
  return checkParsed(parseAnyStudyText(text), folder);
}

async function checkParsed(parsed: ParsedAnyStudy, folder: string | null): Promise<CheckedStudy> {
  if (!parsed.ok) return { study: null, dataFiles: {}, problems: parsed.problems };
  const { study } = parsed;
  const files = await readStudyFiles(study, folder);
  const tables = await readTables(study, files.texts);
  if (study.lab === 'sequence') {
    const problems = [
      ...files.problems,
      ...checkSequence(study, files.texts),
      ...tables.problems,
      ...checkSource(study, files.texts, tables),
    ];
    return { study, dataFiles: files.texts, problems };
  }
  const { meaning, problems: found } = readStudy(study);
  const { bodies, problems: wrongBodies } = readBodies(study, files.texts, tables.tables);
  const problems = [
    ...found,
    ...(meaning === undefined ? [] : checkReference(study, meaning)),
    ...(meaning === undefined ? [] : checkDomain(study, meaning, bodies)),
    ...files.problems,
    ...tables.problems,
    ...(meaning === undefined ? [] : referenceTable(study, meaning, tables)),
    ...(meaning === undefined ? [] : dataOutside(meaning, tables)),
    ...wrongBodies,
  ];
  // What is wrong otherwise may be what makes it large.
  if (!hasErrors(problems)) problems.push(...memoryProblems(study));
  return { study, dataFiles: files.texts, problems };
}

function dataOutside({ box }: Meaning, { tables }: StudyTables): Problem[] {
  return tables
    .filter(({ part }) => part === 'data')
    .flatMap(({ path, file, table }) =>
      pointsOutside(box, table).map(({ message, severity }) => ({
        path: [...path],
        message: `${file}: ${message}`,
        severity,
      })),
    );
}

/** What is wrong with what a source names, once its files could be read. */
function checkSource(
  { source, split, training }: SequenceStudy,
  texts: Readonly<Record<string, string>>,
  { tables }: StudyTables,
): Problem[] {
  const wrong = (key: string, message: string): Problem[] => [
    { path: ['source', key], message, severity: 'error' },
  ];
  if (source.kind === 'solution') {
    if (!source.study.startsWith('gallery:') && !Object.hasOwn(texts, source.study)) return [];
    const found = studyOf(source.study, texts);
    return typeof found === 'string' ? wrong('study', `${source.study} ${found}`) : [];
  }
  if (tables.length === 0 || (source.kind !== 'series' && source.kind !== 'frames')) return [];
  const [{ table }] = tables;
  const frames = source.kind === 'frames' ? framesOf(table.columns) : null;
  if (typeof frames === 'string') return wrong('file', `${source.file}: ${frames}`);
  const rows = frames === null ? table.rows : frames.values.length / frames.names.length;
  return checkCount(rows, { split, training }, ['source', 'file']);
}

/** What is wrong with the file that is the reference, once its columns are known to fit. */
function referenceTable(study: Study, meaning: Meaning, { tables }: StudyTables): Problem[] {
  const found = tables.find(({ part }) => part === 'reference');
  if (found === undefined || hasErrors(checkReference(study, meaning))) return [];
  return checkTable(study, meaning, found.table.columns);
}

/** The study, when nothing stops it from being solved; throws `StudyRefused` otherwise. */
export function solvable(checked: CheckedStudy): AnyStudy {
  if (checked.study === null || hasErrors(checked.problems)) throw new StudyRefused(checked.problems);
  return checked.study;
}
