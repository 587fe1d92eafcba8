import { closedSurface, readStl, type Surface } from '../geometry';
import { studyFiles, type Problem, type Study } from '../study';

/** The surfaces of a study's mesh files by their names, and what is wrong with the others. */
export interface StudySurfaces {
  readonly surfaces: Readonly<Record<string, Surface>>;
  readonly problems: readonly Problem[];
}

type Read = { ok: true; surface: Surface } | { ok: false; reason: string };

/** A study is checked at every change of it, and a mesh takes a second to read: so many are kept. */
const mostKept = 4;
const kept = new Map<string, Read>();

/** @param texts the files that could be read, by their names */
export function readSurfaces(study: Study, texts: Readonly<Record<string, string>>): StudySurfaces {
  const surfaces: Record<string, Surface> = {};
  const problems: Problem[] = [];
  for (const { file, path } of studyFiles(study)) {
    if (path[0] !== 'geometry' || !Object.hasOwn(texts, file)) continue;
    const read = readSurface(texts[file]);
    if (read.ok) surfaces[file] = read.surface;
    else problems.push({ path, message: `The mesh "${file}" ${read.reason}`, severity: 'error' });
  }
  return { surfaces, problems };
}

function readSurface(text: string): Read {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const read = attempt(text);
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value!);
  kept.set(text, read);
  return read;
}

function attempt(text: string): Read {
  try {
    return { ok: true, surface: closedSurface(readStl(text)) };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}
