/** What the document says: the study with its defaults, and everything that is wrong with it, computed on each change. */
import { useDocument } from './document';
import { valueAt, type Json, type Path } from './json';
import { readStudy, type Meaning } from '../../src/language';
import {
  checkSequence,
  parseAnyStudy,
  type AnyStudy,
  type Problem,
  type SequenceStudy,
  type Study,
} from '../../src/study';

export interface StudyReading {
  /** The study of equations with every default; null while its form is wrong. */
  readonly study: Study | null;
  readonly meaning: Meaning | null;
  /** A study of sequences with every default; null for one of equations. */
  readonly sequence: SequenceStudy | null;
  readonly problems: readonly Problem[];
}

const nothing: StudyReading = { study: null, meaning: null, sequence: null, problems: [] };
const readings = new WeakMap<object, StudyReading>();

/** Reads a document; the same document is read once only. */
export function readDocument(document: Json | null): StudyReading {
  if (typeof document !== 'object' || document === null) return nothing;
  const known = readings.get(document);
  if (known !== undefined) return known;
  const parsed = parseAnyStudy(document);
  const reading = parsed.ok ? readingOf(parsed.study) : { ...nothing, problems: parsed.problems };
  readings.set(document, reading);
  return reading;
}

function readingOf(study: AnyStudy): StudyReading {
  if (study.lab === 'sequence') return { ...nothing, sequence: study, problems: checkSequence(study, {}) };
  const { problems, meaning } = readStudy(study);
  return { ...nothing, study, meaning: meaning ?? null, problems };
}

/** Which lab a document belongs to. */
export type Lab = 'pde' | 'sequence';

export function labOf(document: Json | null): Lab {
  return valueAt(document ?? undefined, ['lab']) === 'sequence' ? 'sequence' : 'pde';
}

/** The study with every default, of whichever lab; null while its form is wrong. */
export function wholeStudy(document: Json | null): AnyStudy | null {
  const { study, sequence } = readDocument(document);
  return study ?? sequence;
}

export function useStudy(): StudyReading {
  return readDocument(useDocument((state) => state.document));
}

/** The problems that belong to a place of the document: those at it, and those inside it. */
export function problemsAt(problems: readonly Problem[], path: Path): readonly Problem[] {
  return problems.filter((problem) => path.every((key, index) => problem.path[index] === key));
}
