/** Errors of the file system as sentences: what, why, what to do. */
import { basename } from 'node:path';

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there any more. It may have been moved or renamed.',
  EACCES: 'you are not allowed to. Choose another folder.',
  EPERM: 'you are not allowed to. Choose another folder.',
  EROFS: 'the disk can only be read. Choose another folder.',
  ENOSPC: 'the disk is full. Free some space and try again.',
  EISDIR: 'it is a folder.',
};

export function plainFileError(error: unknown, action: 'open' | 'save', path: string): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cause = causes[code] ?? (error instanceof Error ? error.message : String(error));
  return new Error(`Could not ${action} “${basename(path)}”: ${cause}`);
}
