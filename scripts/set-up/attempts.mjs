import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What could not be had, but has a stand-in, is tried again after this long: not at every start. */
const week = 7 * 24 * 3600 * 1000;

/** @param {string} cache @param {string} name */
const note = (cache, name) => path.join(cache, 'unavailable', name);

/** @param {string} cache @param {string} name */
export function failedLately(cache, name, now = Date.now()) {
  try {
    return now - statSync(note(cache, name)).mtimeMs < week;
  } catch {
    return false;
  }
}

/** @param {string} cache @param {string} name @param {string} reason */
export function noteFailure(cache, name, reason) {
  mkdirSync(path.dirname(note(cache, name)), { recursive: true });
  writeFileSync(note(cache, name), `${reason}\n`);
}

/** Lets everything be tried again, as `npm run set-up` does. @param {string} cache */
export function forgetFailures(cache) {
  rmSync(path.join(cache, 'unavailable'), { recursive: true, force: true });
}
