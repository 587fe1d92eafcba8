import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ResultFile } from '../export';
import { StorageProblem, explainStorage, writeAtomically } from '../run';

/** Writes the files of a result: the first at `place`, the others beside it or in folders there. Gives their paths. */
export async function saveFiles(place: string, files: readonly ResultFile[]): Promise<readonly string[]> {
  const folder = path.dirname(place);
  const paths: string[] = [];
  try {
    // What the first file leads to is there before it is.
    for (const { name, content } of [...files].reverse()) {
      const file = path.join(folder, name);
      if (path.dirname(file) !== folder) await mkdir(path.dirname(file), { recursive: true });
      await writeAtomically(file, content);
      paths.unshift(file);
    }
    return paths;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new StorageProblem(`${folder} does not exist. Make that folder, or choose another place.`);
    throw explainStorage(error, place);
  }
}
