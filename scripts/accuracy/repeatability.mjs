import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fingerprintOf } from '../kept/rows.mjs';
import { trainerOf } from '../torture/lives.mjs';
import { bundle, collocate as collocateIn } from './command.mjs';

/**
 * What is measured beside a promise.
 * @typedef {{ name: string, value: string, bound: string, holds: boolean }} Promised
 *
 * @typedef {object} Check
 * @property {readonly number[]} seeds
 * @property {(scratch: string) => Promise<Promised[]>} check
 */

/** @type {Readonly<Record<string, Check>>} */
export const checks = {
  starts: { seeds: [0], check: starts },
  repeats: { seeds: [0], check: repeats },
};

/** Changes with the code of the lab: what these check is the code. */
export const bundleFingerprint = () => fingerprintOf(readFileSync(bundle, 'utf8'));

/** One check, in a folder of its own. @param {Check} check */
export async function checked({ check }) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'collocate-accuracy-'));
  try {
    return { date: new Date().toISOString().slice(0, 10), promised: await check(scratch) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The first step with an empty cache and with a warm one. @param {string} scratch */
async function starts(scratch) {
  const empty = { COLLOCATE_CACHE: path.join(scratch, 'cache') };
  const first = () => collocateIn(scratch, ['run', 'gallery:burgers', '--steps', '5'], empty);
  return [
    { start: 'cold', most: 8 },
    { start: 'warm', most: 3 },
  ].map(({ start, most }) => {
    const seconds = first().first_step_seconds;
    return {
      name: `first step after a ${start} start`,
      value: `${seconds.toFixed(2)} s`,
      bound: `at most ${most} s`,
      holds: seconds <= most,
    };
  });
}

/** Runs made twice, and one that was killed half-way, have the same bits. @param {string} scratch */
async function repeats(scratch) {
  const same = ['run', 'gallery:burgers', '--steps', '400', '--set', 'training.checkpointEvery=100'];
  // Both optimisers: Adam for 150 steps, then self-scaled Broyden.
  const short = [...same, '--set', 'training.phases[0].steps=150'];
  const bits = (/** @type {readonly string[]} */ given) => collocateIn(scratch, given).parameters_sha256;
  const [first, second, a, b] = [bits(same), bits(same), bits(short), bits(short)];
  const resumed = bits(['resume', await killed(path.join(scratch, 'killed'), same, 200)]);
  return [
    { name: 'two runs of 400 steps', one: first, other: second },
    { name: 'killed at step 200 and resumed', one: first, other: resumed },
    { name: 'two runs of 150 + 250 steps', one: a, other: b },
  ].map(({ name, one, other }) => ({
    name,
    value: `${one.slice(0, 16)} and ${other.slice(0, 16)}`,
    bound: 'the same bits',
    holds: one === other,
  }));
}

/**
 * Starts a run and kills it with SIGKILL once a checkpoint of at least `step` lies in its folder, which is given back.
 * @param {string} folder
 * @param {readonly string[]} given
 * @param {number} step
 */
async function killed(folder, given, step) {
  const child = spawn(process.execPath, [bundle, ...given, '--out', folder], { stdio: 'ignore' });
  const reached = () => {
    const checkpoints = path.join(folder, 'checkpoints');
    const names = existsSync(checkpoints) ? readdirSync(checkpoints) : [];
    return names.some((name) => Number(/\d+/.exec(name)?.[0] ?? 0) >= step);
  };
  while (!reached() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
  if (child.exitCode !== null) throw new Error('The run ended before it could be killed.');
  // The process that trains; the one that was started ends with it.
  process.kill(Number(trainerOf(folder)), 'SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  return folder;
}
