// npm run check:gpu [-- --rehearse]: what the lab does on an NVIDIA GPU beside the processor of the same machine: its name,
// the agreement of residuals and gradients in float64 (TF32 off), the times of a step beside JAX on the same GPU where that
// is installed, and a minute each of two studies of the gallery on it.
//
// Without a GPU it says so and ends with 0; --rehearse puts the processor in the GPU's place, to try the check itself.
// Ends with 1 where something disagrees, fails, or ran elsewhere.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { agreement, tolerance } from './gpu/agreement.mjs';
import { nvidiaGpus } from './gpu/list.mjs';
import { root } from './set-up/place.mjs';
import { lastLines } from './set-up/problem.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

const compared = ['burgers', 'magnetic-cube'];
const trained = ['burgers', 'alfven-wave'];
const cases = ['burgers', 'mhd-3d'];
const steps = 60;

const rehearsed = process.argv.includes('--rehearse');
const seconds = rehearsed ? 3 : 60;
const gpus = nvidiaGpus();
if (gpus.length === 0 && !rehearsed) {
  console.log('skipped: nvidia-smi lists no GPU on this machine.');
  process.exit(0);
}
const device = rehearsed ? 'cpu' : 'gpu';
console.log(rehearsed ? 'A rehearsal: the processor stands in for the GPU.' : gpus.join('\n'));

await setUpOrExit('collocate');
// Loaded now: esbuild is there only after set-up.
const { buildFolder } = await import('./build/targets.mjs');
const { bundleScript, exportCase } = await import('./benchmark/entries.mjs');
const { peersFolder, preparePeers } = await import('./benchmark/environment.mjs');
const folder = path.join(buildFolder, 'gpu');
mkdirSync(folder, { recursive: true });
/** @type {string[]} */
const failures = [];

await part('Agreement in float64, relative to the largest value', compare);
await part(`Milliseconds of a step of Adam, median of ${steps} steps`, timeSteps);
await part(`Studies, ${seconds} seconds each`, train);
for (const failure of failures) console.log(`Failed: ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** Does one part; what goes wrong in it is told, and the others go on. @param {string} title @param {() => Promise<void>} work */
async function part(title, work) {
  console.log(`\n${title}`);
  await work().catch((error) => failures.push(lastLines(error.stderr || String(error))));
}

/** The last line that a command prints, as JSON. @param {string} program @param {string[]} args */
async function told(program, args, env = process.env) {
  const { stdout } = await promisify(execFile)(program, args, { cwd: root, env, maxBuffer: 1e9 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

async function compare() {
  const bundle = await bundleScript('scripts/gpu/computed.ts', path.join(folder, 'computed.cjs'));
  const files = { cpu: path.join(folder, 'cpu.json'), other: path.join(folder, 'other.json') };
  await told(process.execPath, [bundle, 'cpu', files.cpu, ...compared]);
  const status = await told(process.execPath, [bundle, device, files.other, ...compared]);
  console.log(`  on ${status.deviceName}, TensorFlow ${status.tensorflow}`);
  if (status.device !== device) failures.push(`the engine computed on the ${status.device}.`);
  const [first, second] = [files.cpu, files.other].map((file) => JSON.parse(readFileSync(file, 'utf8')));
  for (const { study, result, difference } of agreement(first, second)) {
    console.log(`  ${difference.toExponential(1).padStart(8)}  ${study}, ${result}`);
    if (!(difference <= tolerance))
      failures.push(`${study}, ${result}: ${difference.toExponential(1)} apart.`);
  }
}

async function timeSteps() {
  const bundle = await bundleScript('scripts/benchmark/contestant.ts', path.join(folder, 'contestant.cjs'));
  const python = await preparePeers();
  const jax = rehearsed ? null : await jaxOnGpu();
  console.log(jax === null ? '  JAX for the GPU is not installed.' : `  beside JAX on ${jax}`);
  for (const name of cases) {
    const { file } = await exportCase(python, name);
    for (const precision of ['float32', 'float64']) {
      const work = ['--case', file, '--steps', String(steps), '--precision', precision, '--threads', '1'];
      const own = await told(process.execPath, [bundle, ...work, '--device', device]);
      if (!own.same_work) failures.push(`${name}, ${precision}: the first loss is another one.`);
      const env = { ...process.env, JAX_PLATFORMS: 'cuda', NVIDIA_TF32_OVERRIDE: '0' };
      const peer = [path.join(peersFolder, 'peer.py'), '--peer', 'jax-taylor', ...work];
      const other = jax === null ? null : await told('python3', peer, env);
      const beside = other === null ? '' : `, JAX ${other.ms_per_step.toFixed(2)}`;
      console.log(`  ${name}, ${precision}: ${own.ms_per_step.toFixed(2)}${beside}`);
    }
  }
}

/** The GPU that the user's own JAX computes on; null where there is none. */
async function jaxOnGpu() {
  const script = 'import json, jax, optax; print(json.dumps(str(jax.devices("gpu")[0])))';
  return told('python3', ['-c', script]).then(String, () => null);
}

async function train() {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'collocate-gpu-'));
  try {
    for (const name of trained) {
      const args = ['run', `gallery:${name}`, '--for', `${seconds}s`, '--device', device, '--json'];
      const cli = path.join(root, 'build/cli.cjs');
      const result = await told(process.execPath, [cli, ...args, '--out', path.join(scratch, name)]);
      const errors = Object.entries(result.errors).map(
        ([field, error]) => `${field} ${Number(error).toExponential(1)}`,
      );
      console.log(`  ${name}: ${result.steps} steps on the ${result.device}, errors: ${errors.join(', ')}`);
      if (result.device !== device) failures.push(`${name} ran on the ${result.device}.`);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
