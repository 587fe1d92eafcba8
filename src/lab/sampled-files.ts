import { studyFiles, type AnyStudy } from '../study';
import { readBodies } from './bodies';
import { solutionFrames } from './solution-frames';
import { readTables } from './tables';

/** Milliseconds between two sentences about a reference that is solved for. */
const pause = 5000;

/**
 * The tables that stand for data taken from a reference, by their names; a run keeps them beside its other data files.
 * @param texts the files of the study that could be read
 * Errors: a sentence where there is no reference.
 */
export async function sampledFiles(
  study: AnyStudy,
  texts: Readonly<Record<string, string>>,
  tell: (sentence: string) => void,
): Promise<Record<string, string>> {
  if (!studyFiles(study).some(({ sampled }) => sampled)) return {};
  let next = performance.now() + pause;
  const progress = (sentence: string) => {
    if (performance.now() < next) return;
    next = performance.now() + pause;
    tell(sentence);
  };
  if (study.lab === 'sequence') return solutionFrames(study, texts, progress);
  const { sampleTables } = await import('../pde');
  const { cacheFolder } = await import('../tensorflow');
  const { tables } = await readTables(study, texts);
  return sampleTables(study, {
    reference: tables.find(({ part }) => part === 'reference')?.table.columns,
    bodies: readBodies(study, texts, tables).bodies,
    cache: cacheFolder(),
    progress,
  });
}
