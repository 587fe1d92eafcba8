import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundle, fingerprintOf } from './rows.mjs';

/**
 * A study of the gallery with changes, for how many seconds after the first step, from which seeds, and the largest errors
 * that are promised. Seeds are fixed before anything is run.
 *
 * @typedef {object} Problem
 * @property {string} study
 * @property {string} [about] what is changed, for the table
 * @property {readonly string[]} [set] changes as `--set` takes them
 * @property {number} seconds
 * @property {boolean} [ownSteps] the study's own steps are trained, within these seconds from the start of the command
 * @property {readonly number[]} seeds
 * @property {Readonly<Record<string, number>>} [bounds] by field, or `*` for all others
 * @property {{ readonly values: Readonly<Record<string, number>>, readonly within: number, readonly of: number }} [inferred]
 *   true values, the largest relative error, and in how many seeds
 */

/** Changes when the study does, or what is changed of it. @param {Problem} problem */
export function studyFingerprint({ study, set = [], seconds, ownSteps = false }) {
  const told = spawnSync(process.execPath, [bundle, 'gallery', study], { encoding: 'utf8' });
  return fingerprintOf([told.stdout, set, seconds, ...(ownSteps ? ['own steps'] : [])]);
}

/**
 * Trains a problem by the command line and gives back what its row holds.
 * @param {Problem} problem
 * @param {number} seed
 * @param {(folder: string) => Promise<void>} [look] at the finished run
 */
export async function trained({ study, set = [], seconds, ownSteps = false }, seed, look) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'collocate-kept-'));
  try {
    const folder = path.join(scratch, 'run');
    const given = ['run', `gallery:${study}`, '--json', '--out', folder, '--seed', String(seed)];
    const done = await ran(
      [...given, ...(ownSteps ? [] : ['--for', `${seconds}s`]), ...set.flatMap((one) => ['--set', one])],
      scratch,
      ownSteps ? seconds : Infinity,
    );
    const date = new Date().toISOString().slice(0, 10);
    const line = done.stdout.trim().split('\n').at(-1) ?? '';
    if (!line.startsWith('{')) {
      const message = (line || done.stderr).trim().split('\n').at(-1);
      return { date, outcome: 'failed', message, seconds: 0, errors: {}, inferred: {}, measures: {} };
    }
    const result = JSON.parse(line);
    await look?.(folder);
    const record = JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8'));
    const { network, points } = JSON.parse(readFileSync(path.join(folder, 'study.json'), 'utf8'));
    return {
      date,
      outcome: result.outcome,
      seconds: result.seconds,
      steps: result.steps,
      threads: result.threads,
      load: os.loadavg()[0],
      errors: result.errors,
      inferred: result.inferred,
      measures: result.measures,
      loss: result.loss,
      freshRatio: result.fresh_ratio,
      firstStep: result.first_step_seconds,
      parameters: record.parameterCount,
      network: `${network.depth} × ${network.width}`,
      points: points.equations,
      warnings: result.warnings.length,
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * What the command line of the lab writes; it is interrupted after some seconds, as by Ctrl-C, and then ends its run in order.
 * @param {readonly string[]} given
 * @param {string} runs the folder in which it keeps its runs
 * @param {number} seconds
 * @returns {Promise<{ stdout: string, stderr: string }>}
 */
async function ran(given, runs, seconds) {
  const child = spawn(process.execPath, [bundle, ...given], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, COLLOCATE_RUNS: runs },
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (written.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (written.stderr += text));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const timer = seconds < Infinity ? setTimeout(() => child.kill('SIGINT'), 1000 * seconds) : undefined;
  await ended;
  clearTimeout(timer);
  return written;
}

/** Errors and inferred numbers of a finished row in a line. @param {any} row */
export function told({ errors, inferred, seconds, outcome }) {
  const values = [
    ...Object.entries(errors).map(([field, error]) => `${field} ${Number(error).toExponential(1)}`),
    ...Object.entries(inferred).map(([unknown, value]) => `${unknown} = ${Number(value).toPrecision(9)}`),
  ];
  return `${values.join(', ')} after ${seconds.toFixed(0)} s (${outcome})`;
}
