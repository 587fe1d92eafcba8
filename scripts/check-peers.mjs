// npm run check:peers: losses and gradients of the models of sequences against independent implementations.
//
// PyTorch's own layers and NumPy, in float64 on random weights; exits 1 where anything differs by more than 1e-10.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildFolder } from './build/targets.mjs';
import { preparePeers } from './benchmark/environment.mjs';
import { setUpOrExit } from './set-up/steps.mjs';
import { root } from './set-up/place.mjs';

const bound = 1e-10;

await setUpOrExit('collocate');
// Loaded now: esbuild is there only after set-up.
const { bundleScript, pythonEnv } = await import('./benchmark/entries.mjs');
const packages = await preparePeers().catch(fail);
const bundle = await bundleScript('scripts/peers/sequence.ts', path.join(buildFolder, 'peers/sequence.cjs'));
const told = path.join(buildFolder, 'peers/sequence.json');
runOrFail(process.execPath, [bundle, told], process.env);
const script = path.join(root, 'scripts/peers/sequence.py');
const lines = runOrFail(packages.python, [script, told], pythonEnv(packages)).trim().split('\n');

let failed = 0;
for (const line of lines) {
  const { name, difference } = JSON.parse(line);
  const holds = difference <= bound;
  if (!holds) failed++;
  console.log(`${holds ? 'agrees ' : 'DIFFERS'}  ${name}: ${difference.toExponential(1)}`);
}
console.log(`\n${lines.length - failed} of ${lines.length} agree to ${bound}.`);
process.exitCode = failed > 0 ? 1 : 0;

/** What a command prints; ends this script with its words when it fails. */
function runOrFail(command, given, env) {
  const done = spawnSync(command, given, { encoding: 'utf8', env, maxBuffer: 1 << 26 });
  if (done.status !== 0) fail(`${path.basename(given[0])} ended with ${done.status}:\n${done.stderr}`);
  return done.stdout;
}

/** @returns {never} */
function fail(reason) {
  console.error(String(reason));
  process.exit(1);
}
