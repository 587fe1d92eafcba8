import { broughtUp, type Migration } from './chain';
import type { Problem } from './problem';
import { studyVersion } from './schema';

export type Migrated = { ok: true; document: unknown } | { ok: false; problems: Problem[] };

/** One for each earlier version of the document; version 1 is the first, and still the present one. */
const migrations: readonly Migration[] = [];

/**
 * Brings a document of any known version to the present one; what is not a study at all is refused with a sentence.
 */
export function migrate(value: unknown): Migrated {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse([], 'A study is an object in braces, starting with "collocate": 1.');
  }
  const version = (value as Record<string, unknown>).collocate;
  if (version === undefined) {
    return refuse(['collocate'], 'The version of the document is missing; add "collocate": 1.');
  }
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return refuse(['collocate'], `collocate must be the version of the document, ${studyVersion}.`);
  }
  if (version > studyVersion) {
    return refuse(
      ['collocate'],
      `This study was written by a newer Collocate (document version ${version}); this one reads up to version ${studyVersion}. Update Collocate to open it.`,
    );
  }
  return { ok: true, document: broughtUp(value as Record<string, unknown>, version, migrations) };
}

function refuse(path: string[], message: string): Migrated {
  return { ok: false, problems: [{ path, message, severity: 'error' }] };
}
