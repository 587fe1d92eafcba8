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
const limits = path.join(buildFolder, 'benchmark/limits.cjs');
export const own = 'collocate';
export const peers = ['jax-taylor', 'jax-jvp', 'jax-usual', 'torch-taylor', 'torch-eager', 'deepxde-torch'];
/** Those that run on all cores too. */
export const strongest = [own, 'jax-taylor', 'torch-taylor', 'deepxde-torch'];

/** The cases, and how many steps of each are timed. */
export const cases = {
  burgers: { float32: 240, float64: 160 },
  'burgers-small': { float32: 400, float64: 240 },
  'navier-stokes-3d': { float32: 36, float64: 24 },
  'mhd-3d': { float32: 24, float64: 18 },
};

/**
 * One entry's run, as its JSON line tells it: times in milliseconds a step, the weights at the end.
 * @typedef {{entry: string, work: string, precision: string, cores: number, round: number, version: string, steps: number,
 *   wall: number, cpu: number, ready: number, peakMegabytes: number, firstLoss: number, parameters: number[],
 *   counted?: {products: number, transcendentals: number}}} Run
 *
 * @typedef {{python: string, packages: string}} Python
 */

/** The lab's own entry and the measure of limits, bundled anew from their sources. */
export async function bundleContestant() {
  await bundleScript('scripts/benchmark/contestant.ts', contestant);
  await bundleScript('scripts/benchmark/limits.ts', limits);
}

/**
 * What each of the cores does in a second, all at the same time: matrix products of the case's shapes, and tanh.
 * @param {{width: number, points: number, precision: string, cores: number[]}} task
 * @returns {Promise<{products: number, transcendentals: number}[]>}
 */
export async function measureLimits({ width, points, precision, cores }) {
  const work = ['--width', String(width), '--points', String(points), '--precision', precision];
  const runs = cores.map((core) =>
    execute('taskset', ['--cpu-list', String(core), process.execPath, limits, ...work], {
      cwd: root,
      timeout: patience,
    }),
  );
  const lines = await Promise.all(runs);
  return lines.map(({ stdout }) => JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

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

/**
 * Writes the case and gives back its path and the loss of its first weights.
 * @param {Python} python @param {string} name
 */
export async function exportCase(python, name) {
  const file = path.join(buildFolder, `benchmark/${name}.json`);
  await execute(python.python, [path.join(peersFolder, 'case.py'), name, file], { env: pythonEnv(python) });
  const { first_loss: firstLoss, widths, X } = JSON.parse(readFileSync(file, 'utf8'));
  return { name, file, firstLoss: Number(firstLoss), width: Number(widths[1]), points: X.length };
}

/**
 * Runs one entry in a fresh process that has these cores, and a thread for each.
 * @param {string} entry
 * @param {{python: Python, name: string, file: string, precision: string, steps: number, round: number, cores: number[]}} task
 * @returns {Promise<Run>}
 */
export async function runEntry(entry, { python, name, file, precision, steps, round, cores }) {
  const threads = String(cores.length);
  const work = ['--case', file, '--steps', String(steps), '--precision', precision, '--threads', threads];
  const command =
    entry === own
      ? [process.execPath, contestant, ...work, '--weights']
      : [python.python, path.join(peersFolder, 'peer.py'), '--peer', entry, ...work];
  const line = await execute('taskset', ['--cpu-list', cores.join(','), ...command], {
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
    work: name,
    precision,
    cores: cores.length,
    round,
    version: line.version ?? '',
    steps,
    wall: line.ms_per_step,
    cpu: line.cpu_ms_per_step,
    ready: line.compile_s,
    peakMegabytes: line.peak_mb,
    firstLoss: line.first_loss,
    parameters: line.parameters,
    ...(line.work && { counted: line.work }),
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
