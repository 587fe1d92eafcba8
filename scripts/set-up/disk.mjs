import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { diskProblem } from './problem.mjs';

/**
 * Refuses early, in plain words, what would fill the disk.
 * @param {string} thing
 * @param {string} folder
 * @param {number} needed bytes
 */
export function needSpace(thing, folder, needed) {
  mkdirSync(folder, { recursive: true });
  const disk = statfsSync(folder);
  const free = disk.bavail * disk.bsize;
  if (free < needed) throw diskProblem(thing, folder, needed, free);
}

/**
 * Builds a folder beside its place and moves it there in one step, so that what stands there is always whole.
 * @param {string} cache
 * @param {string} target
 * @param {(partial: string) => Promise<void>} build
 */
export async function buildFolder(cache, target, build) {
  const partial = path.join(partialFolder(cache), path.basename(target));
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    await build(partial);
    mkdirSync(path.dirname(target), { recursive: true });
    rmSync(target, { recursive: true, force: true });
    renameSync(partial, target);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Where things stand while they are fetched or built. @param {string} cache */
export function partialFolder(cache) {
  return path.join(cache, 'partial', String(process.pid));
}

/** What interrupted set-ups left behind. The caller holds the lock, so nobody else is at work. @param {string} cache */
export function removePartials(cache) {
  rmSync(path.join(cache, 'partial'), { recursive: true, force: true });
}

/** Bytes under a folder; files that vanish meanwhile count nothing. @param {string} folder @returns {number} */
export function folderBytes(folder) {
  let sum = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const inner = path.join(folder, entry.name);
      if (entry.isDirectory()) sum += folderBytes(inner);
      else if (existsSync(inner)) sum += statSync(inner).size;
    }
  } catch {
    return sum;
  }
  return sum;
}
