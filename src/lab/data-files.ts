import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { previewOf, unread, type DataPreview, type PreviewRequest } from '../import';
import { dataFile, studyFiles, textEncoding, type AnyStudy, type Problem } from '../study';
import { assetsFolder } from './assets';
import { Recent } from './recent';

/** Text of each file of a study by its name there, and what could not be read. */
export interface StudyFiles {
  readonly texts: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/** A text may be no longer than this in the engine that runs it. */
const largestFile = 512 * 1024 * 1024 - 32;

const kept = new Recent<Promise<string>>(4);

/**
 * Reads the data files of a study. `folder` is that of the study file; a study from elsewhere has none. Files outside
 * that folder are refused, whatever leads there: a study may come from anyone.
 */
export async function readStudyFiles(
  study: AnyStudy,
  folder: string | null,
  assets = assetsFolder(),
): Promise<StudyFiles> {
  const texts: Record<string, string> = {};
  const problems: Problem[] = [];
  for (const { file, path: place, sampled, most } of studyFiles(study)) {
    if (Object.hasOwn(texts, file) || sampled) continue;
    const read = await readOne(file, folder, assets, most);
    if (typeof read === 'string') texts[file] = read;
    else problems.push({ path: place, message: read.refusal, severity: 'error' });
  }
  return { texts, problems };
}

/** What a file beside a study holds. */
export async function previewFile(
  file: string,
  folder: string | null,
  request: PreviewRequest,
): Promise<DataPreview> {
  const read = await readOne(file, folder, assetsFolder());
  return typeof read === 'string' ? previewOf(file, read, request) : unread(read.refusal);
}

async function readOne(
  name: string,
  folder: string | null,
  assets: string,
  most = largestFile,
): Promise<string | { refusal: string }> {
  const place = dataFile(name);
  if (place.kind === 'path' && folder === null) {
    const refusal = `The data file "${name}" is looked for beside the study, which has no folder yet. Save the study first.`;
    return { refusal };
  }
  const base = place.kind === 'gallery' ? path.join(assets, 'gallery') : (folder ?? '');
  const inner = place.kind === 'gallery' ? place.name : place.path;
  const outside = {
    refusal: `The data file "${name}" lies outside the folder of the study. Put it beside the study and give its name.`,
  };
  if (path.isAbsolute(inner) || /^[A-Za-z]:[\\/]/.test(inner) || inner.split(/[\\/]/).includes('..'))
    return outside;
  const file = path.join(base, inner);
  try {
    // A link may lead out of the folder as well as a path does.
    const real = await realpath(file);
    if (!real.startsWith((await realpath(base)) + path.sep)) return outside;
    const { size, ctimeMs } = await stat(real);
    if (size > most) {
      const [own, allowed] = [size, most].map((bytes) => Math.round(bytes / 2 ** 20));
      const refusal = `The data file "${name}" has ${own} MiB, and ${allowed} are read at most. Give a part of it.`;
      return { refusal };
    }
    const encoding = textEncoding(name);
    return await kept.of([real, encoding, `${size} ${ctimeMs}`], () => readFile(real, encoding));
  } catch (error) {
    return { refusal: `The data file "${name}" ${whyUnread(error, place.kind, base)}` };
  }
}

function whyUnread(error: unknown, kind: 'gallery' | 'path', base: string): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return kind === 'gallery'
        ? 'is not one of those that ship with the lab. Check its name.'
        : `is not in ${base}. Check its name, or put it there.`;
    case 'EISDIR':
      return 'is a folder. Give the name of a file.';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read. Give yourself read permission.';
    default:
      return `could not be read: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
