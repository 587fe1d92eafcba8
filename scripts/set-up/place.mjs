import { accessSync, constants } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that these scripts belong to. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The folder that all checkouts of a user share. */
export function cacheFolder(env = process.env) {
  if (env.COLLOCATE_CACHE) return path.resolve(env.COLLOCATE_CACHE);
  const base = env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME) ? env.XDG_CACHE_HOME : null;
  return path.join(base ?? path.join(os.homedir(), '.cache'), 'collocate');
}

/**
 * The full path of a program on PATH, or null.
 * @param {string} program
 */
export function findProgram(program, env = process.env) {
  if (program.includes('/')) return runs(program) ? program : null;
  for (const folder of (env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, program);
    if (folder !== '' && runs(file)) return file;
  }
  return null;
}

/** @param {string} file */
function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export const isRoot = () => process.getuid?.() === 0;
export const hasDisplay = (env = process.env) => Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
