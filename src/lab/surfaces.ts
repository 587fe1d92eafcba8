import { closedSurface, readStl, type Surface } from '../geometry';
import { studyFiles, type Problem, type Study } from '../study';
import { Recent } from './recent';

/** The surfaces of a study's mesh files by their names, and what is wrong with the others. */
export interface StudySurfaces {
  readonly surfaces: Readonly<Record<string, Surface>>;
  readonly problems: readonly Problem[];
}

type Read = { ok: true; surface: Surface } | { ok: false; reason: string };

const kept = new Recent<Read>(4);

/** @param texts the files that could be read, by their names */
export function readSurfaces(study: Study, texts: Readonly<Record<string, string>>): StudySurfaces {
  const surfaces: Record<string, Surface> = {};
  const problems: Problem[] = [];
  for (const { file, path } of studyFiles(study)) {
    if (path[0] !== 'geometry' || !Object.hasOwn(texts, file)) continue;
    const read = kept.of([texts[file]], () => attempt(texts[file]));
    if (read.ok) surfaces[file] = read.surface;
    else problems.push({ path, message: `The mesh "${file}" ${read.reason}`, severity: 'error' });
  }
  return { surfaces, problems };
}

function attempt(text: string): Read {
  try {
    return { ok: true, surface: closedSurface(readStl(text)) };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}
