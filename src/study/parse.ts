import { findJsonFault, findRepeatedKey } from './json';
import { explainIssues } from './explain';
import { migrate } from './migrate';
import type { Problem } from './problem';
import { sequenceSchema, type SequenceStudy } from './parts/sequence';
import { studySchema, type Study } from './schema';

/** A study of any lab; `lab` tells them apart. */
export type AnyStudy = Study | SequenceStudy;

export type ParsedStudy = { ok: true; study: Study } | { ok: false; problems: Problem[] };
export type ParsedAnyStudy = { ok: true; study: AnyStudy } | { ok: false; problems: Problem[] };

/**
 * Checks the form of a study and fills in every default. What the equations say is checked by the
 * language (`checkStudy`), not here.
 */
export function parseStudy(value: unknown): ParsedStudy {
  const parsed = parseAnyStudy(value);
  if (!parsed.ok || parsed.study.lab !== 'sequence') return parsed as ParsedStudy;
  const message = 'This is a study of sequences, not of equations.';
  return { ok: false, problems: [{ path: ['lab'], message, severity: 'error' }] };
}

/** As `parseStudy`, for a study of any lab. */
export function parseAnyStudy(value: unknown): ParsedAnyStudy {
  const migrated = migrate(value);
  if (!migrated.ok) return migrated;
  const { document } = migrated;
  if (isDeeperThan(document, deepest)) {
    const message = `The study is nested more than ${deepest} levels deep; put it together from fewer parts within parts.`;
    return { ok: false, problems: [{ path: [], message, severity: 'error' }] };
  }
  const schema = (document as { lab?: unknown }).lab === 'sequence' ? sequenceSchema : studySchema;
  const result = schema.safeParse(document);
  if (result.success) return { ok: true, study: result.data };
  return { ok: false, problems: explainIssues(result.error.issues, schema, document) };
}

/** Bounds the recursion of whatever reads a study, so that a hostile one can't exhaust the stack. */
const deepest = 100;

function isDeeperThan(value: unknown, levels: number): boolean {
  let open = [value];
  for (let depth = 0; open.length > 0; depth++) {
    if (depth > levels) return true;
    open = open.flatMap((entry) =>
      typeof entry === 'object' && entry !== null ? Object.values(entry as Record<string, unknown>) : [],
    );
  }
  return false;
}

/** Reads a study from the text of a file. Malformed JSON is reported with its line and column. */
export function parseStudyText(text: string): ParsedStudy {
  return parseText(text, parseStudy);
}

/** As `parseStudyText`, for a study of any lab. */
export function parseAnyStudyText(text: string): ParsedAnyStudy {
  return parseText(text, parseAnyStudy);
}

function parseText<Parsed>(
  text: string,
  parse: (value: unknown) => Parsed,
): Parsed | { ok: false; problems: Problem[] } {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const refuse = (offset: number, say: (place: string) => string): { ok: false; problems: Problem[] } => {
    const before = content.slice(0, offset).split('\n');
    const place = `at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
    const span = { start: offset, end: Math.min(offset + 1, content.length) };
    return { ok: false, problems: [{ path: [], message: say(place), span, severity: 'error' }] };
  };
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { offset, message } = findJsonFault(content);
    return refuse(offset, (place) => `The text is not valid JSON ${place}: ${message}`);
  }
  if (isDeeperThan(value, deepest)) return parse(value);
  const repeated = findRepeatedKey(content);
  if (repeated === undefined) return parse(value);
  return refuse(
    repeated.offset,
    (place) => `"${repeated.key}" stands twice in one object, again ${place}; keep one of the two.`,
  );
}
