import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Something on disk did not go as it should; the message is a sentence for the user, with what to do. */
export class StorageProblem extends Error {
  override readonly name = 'StorageProblem';
}

const reasons: Record<string, (place: string) => string> = {
  ENOSPC: (place) => `The disk that holds ${place} is full. Free some space there, then go on.`,
  EDQUOT: (place) => `Your disk quota for ${place} is used up. Free some space there, then go on.`,
  EFBIG: (place) => `A file in ${place} would grow past the allowed size. Raise that limit, then go on.`,
  EACCES: (place) => `Writing to ${place} is not allowed. Give yourself write permission there, then go on.`,
  EPERM: (place) => `Writing to ${place} is not allowed. Give yourself write permission there, then go on.`,
  EROFS: (place) => `${place} is on a read-only disk. Make it writable, then go on.`,
  ENOENT: (place) => `${place} is gone: it was moved or deleted. Put it back, then go on.`,
  ENOTDIR: (place) => `${place} is not a folder. Choose another place.`,
  EEXIST: (place) => `${place} is a file, not a folder. Choose another place.`,
  EISDIR: (place) => `A folder stands where a file of ${place} belongs. Move it away, then go on.`,
  EIO: (place) => `The disk that holds ${place} reports an error. Check the disk, then go on.`,
  EMFILE: (place) => `Too many files are open to write to ${place}. Close other programs, then go on.`,
};

/** `error` as a storage problem of the folder or file `place`; other errors come back as they are. */
export function explainStorage(error: unknown, place: string): unknown {
  if (error instanceof StorageProblem) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const reason = code === undefined ? undefined : reasons[code];
  return reason === undefined ? error : new StorageProblem(reason(place), { cause: error });
}

/** Makes a rename or a new file in `folder` survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows has no such call for folders.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Ending of files that are not complete yet; whatever bears it after a crash is rubbish. */
export const partialEnding = '.partial';

/** As `writeAtomically`, for a file that several processes may write at one moment: the later one stays. */
export async function writeShared(file: string, content: string | Uint8Array): Promise<void> {
  const own = `${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeAtomically(file, content, `${file}.${own}${partialEnding}`);
}

/** Writes a file so that at any moment either the old or the new one is there, whole. */
export async function writeAtomically(
  file: string,
  content: string | Uint8Array,
  partial = `${file}${partialEnding}`,
): Promise<void> {
  try {
    const handle = await open(partial, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(path.dirname(file));
}
