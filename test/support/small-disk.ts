import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

/** A file system in `parent` of `size` bytes that can be filled; null where this user may not make one. */
export function smallDisk(parent: string, size: number): { folder: string; release: () => void } | null {
  const folder = path.join(parent, 'disk');
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    return null;
  }
  return { folder, release: () => void execFileSync('umount', ['-l', folder], { stdio: 'pipe' }) };
}
