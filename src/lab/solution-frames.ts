import { framesName, galleryEntry, parseAnyStudy, parseAnyStudyText, type SequenceStudy } from '../study';

const prefix = 'gallery:';

/**
 * The table of frames of the solution of a study of equations, by its name; a run keeps it beside its data files.
 * @param texts the files of the study that could be read
 * @returns nothing where the source is another
 * Errors: a sentence where the study of equations can't be read or solved.
 */
export async function solutionFrames(
  { source }: SequenceStudy,
  texts: Readonly<Record<string, string>>,
  progress: (sentence: string) => void,
): Promise<Record<string, string>> {
  if (source.kind !== 'solution') return {};
  const found = studyOf(source.study, texts);
  if (typeof found === 'string') throw new Error(`${source.study} ${found}`);
  const { frameTable } = await import('../pde');
  const { cacheFolder } = await import('../tensorflow');
  const { fields, points, interval, length: count } = source;
  const request = { fields, points, interval, count };
  return { [framesName]: await frameTable(found, request, { cache: cacheFolder(), progress }) };
}

/** The study of equations that a source names; or why there is none, as the end of a sentence about it. */
export function studyOf(name: string, texts: Readonly<Record<string, string>>) {
  const shipped = name.startsWith(prefix) ? galleryEntry(name.slice(prefix.length)) : undefined;
  if (name.startsWith(prefix) && shipped === undefined)
    return 'is no study of equations of the gallery. Check its name.';
  const parsed = shipped ? parseAnyStudy(shipped.study) : parseAnyStudyText(texts[name] ?? '');
  if (!parsed.ok) return `is no study: ${parsed.problems[0].message}`;
  if (parsed.study.lab === 'sequence') return 'is a study of sequences; name one of equations.';
  return parsed.study;
}
