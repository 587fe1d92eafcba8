import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildFolder } from './build/targets.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

/**
 * `npm run fuzz [-- COUNT [SEED]]`: a million mutated study files, messages and data files. None may end in an
 * exception that is no sentence, take longer than a second, or make memory grow.
 */
const [count = '1000000', seed = '1'] = process.argv.slice(2);
const slowest = 1000;
/** Bytes that the heap may differ by at two moments. */
const mostGrowth = 64 * 2 ** 20;

await setUpOrExit('engine');
// Loaded now: esbuild is there only after set-up.
const { bundleScript } = await import('./benchmark/entries.mjs');
const bundle = await bundleScript('scripts/fuzz/documents.ts', path.join(buildFolder, 'fuzz/documents.cjs'));
const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', bundle, count, seed]);
const { tallies, growth } = JSON.parse(stdout);
let bad = growth > mostGrowth;
for (const [name, { count: read, taken, failed, longest, failures }] of Object.entries(tallies)) {
  console.log(`${read} ${name}: ${taken} taken, ${failed} failures, the longest ${longest.toFixed(0)} ms`);
  for (const failure of failures) console.log(failure);
  bad ||= failed > 0 || longest > slowest;
}
console.log(`Memory grew by ${(growth / 2 ** 20).toFixed(1)} MiB between a tenth of the way and the end.`);
process.exitCode = bad ? 1 : 0;
