import { findJsonFault } from './json';
import { explainIssues } from './explain';
import { migrate } from './migrate';
import type { Problem } from './problem';
import { studySchema, type Study } from './schema';

export type ParsedStudy = { ok: true; study: Study } | { ok: false; problems: Problem[] };

/**
 * Checks the form of a study and fills in every default. What the equations say is checked by the
 * language (`checkStudy`), not here.
 */
export function parseStudy(value: unknown): ParsedStudy {
  const migrated = migrate(value);
  if (!migrated.ok) return migrated;
  if (isDeeperThan(migrated.document, deepest)) {
    const message = `The study is nested more than ${deepest} levels deep; put it together from fewer parts within parts.`;
    return { ok: false, problems: [{ path: [], message, severity: 'error' }] };
  }
  const result = studySchema.safeParse(migrated.document);
  if (result.success) return { ok: true, study: result.data };
  return { ok: false, problems: explainIssues(result.error.issues, studySchema, migrated.document) };
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
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return parseStudy(JSON.parse(content));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { offset, message } = findJsonFault(content);
    const before = content.slice(0, offset).split('\n');
    const line = before.length;
    const column = (before[line - 1] ?? '').length + 1;
    return {
      ok: false,
      problems: [
        {
          path: [],
          message: `The text is not valid JSON at line ${line}, column ${column}: ${message}`,
          span: { start: offset, end: Math.min(offset + 1, content.length) },
          severity: 'error',
        },
      ],
    };
  }
}
