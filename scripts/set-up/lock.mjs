import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The holder touches its file this often; a file that was not touched for `staleAfter` belongs to nobody. */
const beat = 5_000;
export const staleAfter = 60_000;

/**
 * Keeps two set-ups from working on the same cache. Waits for the other one, or takes over what a dead one left.
 * @param {string} folder
 * @param {{say: (text: string) => void}} report
 * @returns {Promise<() => void>} gives the lock back
 */
export async function takeLock(folder, report, pause = 500) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'set-up.lock');
  for (let said = false; !create(file);) {
    if (isStale(file)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!said) report.say('Another Collocate set-up is at work; waiting for it to end.');
    said = true;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  const timer = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // The cache was removed under us: the step at work will say so.
    }
  }, beat);
  timer.unref();
  return () => {
    clearInterval(timer);
    rmSync(file, { force: true });
  };
}

/** @param {string} file */
function create(file) {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, JSON.stringify({ pid: process.pid, host: os.hostname() }));
    closeSync(handle);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
export function isStale(file, now = Date.now()) {
  try {
    if (now - statSync(file).mtimeMs > staleAfter) return true;
    const holder = JSON.parse(readFileSync(file, 'utf8'));
    return holder.host === os.hostname() && !isAlive(holder.pid);
  } catch {
    // Gone meanwhile, or not written to its end yet: look again.
    return false;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
