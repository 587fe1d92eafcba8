/** What the document says: the study with its defaults, and everything that is wrong with it, computed on each change. */
import { useDocument } from './document';
import type { Json, Path } from './json';
import { readStudy, type Meaning } from '../../src/language';
import { parseStudy, type Problem, type Study } from '../../src/study';

export interface StudyReading {
  /** The study with every default; null while its form is wrong. */
  readonly study: Study | null;
  readonly meaning: Meaning | null;
  readonly problems: readonly Problem[];
}

const nothing: StudyReading = { study: null, meaning: null, problems: [] };
const readings = new WeakMap<object, StudyReading>();

/** Reads a document; the same document is read once only. */
export function readDocument(document: Json | null): StudyReading {
  if (typeof document !== 'object' || document === null) return nothing;
  const known = readings.get(document);
  if (known !== undefined) return known;
  const parsed = parseStudy(document);
  let reading: StudyReading;
  if (parsed.ok) {
    const { problems, meaning } = readStudy(parsed.study);
    reading = { study: parsed.study, meaning: meaning ?? null, problems };
  } else {
    reading = { study: null, meaning: null, problems: parsed.problems };
  }
  readings.set(document, reading);
  return reading;
}

export function useStudy(): StudyReading {
  return readDocument(useDocument((state) => state.document));
}

/** The problems that belong to a place of the document: those at it, and those inside it. */
export function problemsAt(problems: readonly Problem[], path: Path): readonly Problem[] {
  return problems.filter((problem) => path.every((key, index) => problem.path[index] === key));
}
