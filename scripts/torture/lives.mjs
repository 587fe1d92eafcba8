import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds that anything may take before it counts as lost. */
const patience = 600_000;
const look = 15;

/** The process that trains a run, as its lock tells it; null when none does. @param {string} folder */
export function trainerOf(folder) {
  try {
    return Number(JSON.parse(readFileSync(path.join(folder, 'lock'), 'utf8')).pid);
  } catch {
    return null;
  }
}

/** The last step in the table of losses. @param {string} folder */
export function stepOf(folder) {
  try {
    const lines = readFileSync(path.join(folder, 'losses.csv'), 'utf8').split('\n');
    return Number(lines.at(-2)?.split(',')[0]) || 0;
  } catch {
    return 0;
  }
}

/** The record of a run. @param {string} folder @returns {{outcome: string | null, parametersSha256: string | null}} */
export function recordOf(folder) {
  return JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8'));
}

/**
 * A started program; its whole process group can be killed.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export function begin(args, env) {
  const child = spawn(process.execPath, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const started = { child, ended: false, code: /** @type {number | null} */ (null), out: '', err: '' };
  child.stdout.on('data', (text) => (started.out += String(text)));
  child.stderr.on('data', (text) => (started.err += String(text)));
  child.once('close', (code) => Object.assign(started, { ended: true, code }));
  return started;
}

/** @typedef {ReturnType<typeof begin>} Started */

/** Kills a program and everything that it started. @param {Started} started */
export function killGroup(started) {
  try {
    process.kill(-Number(started.child.pid), 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Waits until something holds, or a program has ended. @param {() => boolean} holds @param {Started} [started] */
export async function until(holds, started) {
  const limit = Date.now() + patience;
  while (!holds() && !started?.ended) {
    if (Date.now() > limit) throw new Error('It was waited for in vain.');
    await wait(look);
  }
}

/** Waits for the end of a program. @param {Started} started */
export async function ended(started) {
  await until(() => started.ended);
}

/** True when a folder has become that of a run with a first checkpoint. @param {string} folder */
export function isRun(folder) {
  return existsSync(path.join(folder, 'run.json'));
}
