import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildFolder } from './build/targets.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

/**
 * `npm run check:store [-- COUNT]`: a store of 10,000 runs. Exits 1 when the table of runs takes longer than a second
 * to open in a new process, or longer than 100 ms to filter and sort. For a machine that does nothing else.
 */
const [count = '10000'] = process.argv.slice(2);
const longest = { open: 1000, filter: 100 };

await setUpOrExit('check');
// Loaded now: esbuild is there only after set-up.
const { bundleScript } = await import('./benchmark/entries.mjs');
const run = promisify(execFile);
const make = await bundleScript('scripts/store/make.ts', path.join(buildFolder, 'store/make.cjs'));
const measure = await bundleScript('scripts/store/measure.ts', path.join(buildFolder, 'store/measure.cjs'));
const folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-store-'));
try {
  console.error(`Making ${count} runs in ${folder} …`);
  await run(process.execPath, [make, folder, count]);
  const times = async () => JSON.parse((await run(process.execPath, [measure, folder])).stdout);
  const first = await times();
  const second = await times();
  const milliseconds = (/** @type {number} */ value) => `${value.toFixed(0)} ms`;
  console.log(`${second.runs} runs, ${(second.bytes / 1e6).toFixed(1)} MB handed to the window.`);
  console.log(`opening, index made from the folders  ${milliseconds(first.open)}`);
  console.log(`opening, index there                  ${milliseconds(second.open)}`);
  console.log(`looking again in the same process     ${milliseconds(second.again)}`);
  console.log(`settings of all studies               ${milliseconds(second.settings)}`);
  for (const { text, milliseconds: taken, found } of second.filtered)
    console.log(`filter and sort                       ${milliseconds(taken)}  ${found} runs: ${text}`);
  const slowest = Math.max(
    ...second.filtered.map((/** @type {{milliseconds: number}} */ one) => one.milliseconds),
  );
  const whole = second.runs === Number(count);
  process.exitCode = whole && second.open <= longest.open && slowest <= longest.filter ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
