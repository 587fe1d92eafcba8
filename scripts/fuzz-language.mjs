import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildFolder } from './build/targets.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

/**
 * `npm run fuzz:language [-- COUNT [SEED]]`: a million texts for the equation language. None may end in an exception,
 * take longer than 100 ms, or run.
 */
const [count = '1000000', seed = '1'] = process.argv.slice(2);
const slowest = 100;

await setUpOrExit('check');
// Loaded now: esbuild is there only after set-up.
const { bundleScript } = await import('./benchmark/entries.mjs');
const bundle = await bundleScript('scripts/fuzz/equations.ts', path.join(buildFolder, 'fuzz/equations.cjs'));
const { stdout } = await promisify(execFile)(process.execPath, [bundle, count, seed]);
const { read, ran, failures, failed, longest } = JSON.parse(stdout);
console.log(`${count} texts, of which ${read} are equations; ${failed} failures, ${ran} times code was run.`);
console.log(`The longest took ${longest.milliseconds.toFixed(1)} ms: ${JSON.stringify(longest.text)}`);
for (const failure of failures) console.log(failure);
process.exitCode = failed > 0 || ran > 0 || longest.milliseconds > slowest ? 1 : 0;
