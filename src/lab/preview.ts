import { isCloud, summaryOf } from '../geometry';
import { readStudy } from '../language';
import { previewOf } from '../pde/preview';
import { parseStudy, type Study } from '../study';
import { readStudyFiles } from './data-files';
import type { Results } from './protocol';
import { readBodies } from './bodies';
import { readTables } from './tables';

/** What is drawn of the region of a study document, or why nothing is. `folder` is where its files are looked up. */
export async function previewDocument(
  document: unknown,
  folder: string | null,
): Promise<Results['study.preview']> {
  const parsed = parseStudy(document);
  const meaning = parsed.ok ? readStudy(parsed.study).meaning : undefined;
  if (!parsed.ok || meaning === undefined) return { reason: 'It is drawn once the study has no errors.' };
  const { study } = parsed;
  const shape: Study = { ...study, data: [], reference: { kind: 'none' } };
  const files = await readStudyFiles(shape, folder);
  const tables = await readTables(shape, files.texts);
  const { bodies, problems } = readBodies(shape, files.texts, tables.tables);
  const wrong = [...files.problems, ...tables.problems, ...problems].find(
    ({ severity }) => severity === 'error',
  );
  if (wrong !== undefined) return { reason: wrong.message };
  const found = previewOf(meaning, Object.keys(study.boundaries), bodies);
  const cloud = Object.values(bodies).find(isCloud);
  return {
    ...(typeof found === 'string' ? { reason: found } : { picture: found }),
    ...(cloud !== undefined && { points: summaryOf(cloud) }),
  };
}
