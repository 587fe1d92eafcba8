import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { buildFolder } from '../build/targets.mjs';
import { root } from '../set-up/place.mjs';
import { lastLines } from '../set-up/problem.mjs';
import { peersFolder } from './environment.mjs';

const execute = promisify(execFile);
const patience = 600_000;
const contestant = path.join(buildFolder, 'benchmark/contestant.cjs');
export const own = 'collocate';
export const peers = ['jax-taylor', 'jax-jvp', 'torch-taylor', 'deepxde-torch'];

/**
 * One entry's run, as its JSON line tells it: times in milliseconds a step, the weights at the end.
 * @typedef {{entry: string, precision: string, round: number, version: string, steps: number, wall: number,
 *   cpu: number, ready: number, peakMegabytes: number, firstLoss: number, parameters: number[]}} Run
 *
 * @typedef {{python: string, packages: string}} Python
 */

/** The lab's own entry, bundled anew from its sources. */
export const bundleContestant = () => bundleScript('scripts/benchmark/contestant.ts', contestant);

/** Bundles a script that runs the engine, anew from its sources. @param {string} entry @param {string} outfile */
export async function bundleScript(entry, outfile) {
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: ['node20'],
    external: ['@tensorflow/tfjs-node'],
    define: { 'import.meta.url': 'bundleAddress' },
    banner: { js: "const bundleAddress = require('url').pathToFileURL(__filename).href;" },
    logLevel: 'warning',
  });
  return outfile;
}

/** Writes the case and gives back its path and the loss of its first weights. @param {Python} python */
export async function exportCase(python, name = 'burgers') {
  const file = path.join(buildFolder, `benchmark/${name}.json`);
  await execute(python.python, [path.join(peersFolder, 'case.py'), name, file], { env: pythonEnv(python) });
  const { first_loss: firstLoss } = JSON.parse(readFileSync(file, 'utf8'));
  return { file, firstLoss: Number(firstLoss) };
}

/**
 * Runs one entry in a fresh process that has one core and one thread.
 * @param {string} entry
 * @param {{python: Python, file: string, precision: string, steps: number, round: number, core: number}} task
 * @returns {Promise<Run>}
 */
export async function runEntry(entry, { python, file, precision, steps, round, core }) {
  const work = ['--case', file, '--steps', String(steps), '--precision', precision, '--threads', '1'];
  const command =
    entry === own
      ? [process.execPath, contestant, ...work, '--weights']
      : [python.python, path.join(peersFolder, 'peer.py'), '--peer', entry, ...work];
  const line = await execute('taskset', ['--cpu-list', String(core), ...command], {
    cwd: root,
    env: entry === own ? process.env : pythonEnv(python),
    timeout: patience,
    maxBuffer: 1e9,
  }).then(
    ({ stdout }) => JSON.parse(stdout.trim().split('\n').at(-1) ?? ''),
    (error) => {
      throw new Error(
        error.killed ? `no end after ${patience / 1000} s` : lastLines(error.stderr || String(error)),
      );
    },
  );
  return {
    entry,
    precision,
    round,
    version: line.version ?? '',
    steps,
    wall: line.ms_per_step,
    cpu: line.cpu_ms_per_step,
    ready: line.compile_s,
    peakMegabytes: line.peak_mb,
    firstLoss: line.first_loss,
    parameters: line.parameters,
  };
}

/**
 * Loss and relative L2 error of everyone's final weights, all by the same judge.
 * @param {Python} python
 * @param {string} file
 * @param {number[][]} weights
 * @returns {Promise<{loss: number, error: number}[]>}
 */
export async function judge(python, file, weights) {
  const script = path.join(peersFolder, 'judge.py');
  const judging = execute(python.python, [script, file], { env: pythonEnv(python), maxBuffer: 1e9 });
  judging.child.stdin?.end(JSON.stringify(weights));
  return JSON.parse((await judging).stdout);
}

/** The peers see their own packages, and no GPU. @param {Python} python */
export function pythonEnv({ packages }) {
  return {
    ...process.env,
    PYTHONPATH: packages,
    PYTHONNOUSERSITE: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    JAX_PLATFORMS: 'cpu',
    CUDA_VISIBLE_DEVICES: '-1',
  };
}
