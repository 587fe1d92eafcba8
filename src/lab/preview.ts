import { readStudy } from '../language';
import { previewOf } from '../pde/preview';
import { parseStudy } from '../study';
import { readStudyFiles } from './data-files';
import type { Results } from './protocol';
import { readSurfaces } from './surfaces';

/** What is drawn of the region of a study document, or why nothing is. `folder` is where its files are looked up. */
export async function previewDocument(
  document: unknown,
  folder: string | null,
): Promise<Results['study.preview']> {
  const parsed = parseStudy(document);
  const meaning = parsed.ok ? readStudy(parsed.study).meaning : undefined;
  if (!parsed.ok || meaning === undefined) return { reason: 'It is drawn once the study has no errors.' };
  const { study } = parsed;
  const files = await readStudyFiles({ ...study, data: [], reference: { kind: 'none' } }, folder);
  const { surfaces, problems } = readSurfaces(study, files.texts);
  const wrong = [...files.problems, ...problems][0];
  if (wrong !== undefined) return { reason: wrong.message };
  const found = previewOf(meaning, Object.keys(study.boundaries), surfaces);
  return typeof found === 'string' ? { reason: found } : { picture: found };
}
