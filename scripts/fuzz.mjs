import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { writePage } from './build/page.mjs';
import { buildFolder } from './build/targets.mjs';
import { setUpOrExit } from './set-up/steps.mjs';
import { fuzzPage, verdict } from './fuzz/page.mjs';

/**
 * `npm run fuzz [-- COUNT [SEED]] [--anew]`: a million mutated study files, messages and data files. None may end in an
 * exception that is no sentence, take more than two seconds of the processor, end or hold up the process, or make memory grow. Slices
 * that were read are kept in build/fuzz, so that the command can be stopped and goes on where it was, as long as what
 * reads them stays the same. Writes docs/fuzz.md when the whole number was read.
 *
 * @typedef {{count: number, taken: number, failed: number, longest: number, slowest: number, failures: string[]}} Tally
 * @typedef {{begin: number, end: number, tallies: Record<string, Tally>, memory: number, process: number}} Slice
 */
const [count = 1_000_000, seed = 1] = process.argv
  .slice(2)
  .filter((word) => /^\d+$/.test(word))
  .map(Number);
const sliceSize = 10_000;
/** Milliseconds after which a slice counts as stuck. */
const patience = 600_000;

await setUpOrExit('engine');
// Loaded now: esbuild is there only after set-up.
const { bundleScript } = await import('./benchmark/entries.mjs');
const folder = path.join(buildFolder, 'fuzz');
mkdirSync(folder, { recursive: true });
const bundle = await bundleScript('scripts/fuzz/documents.ts', path.join(folder, 'documents.cjs'));
const key = createHash('sha256').update(readFileSync(bundle)).digest('hex').slice(0, 12);
const slicesFile = path.join(folder, `slices-${key}-${seed}.jsonl`);
if (process.argv.includes('--anew')) rmSync(slicesFile, { force: true });
/** @type {Slice[]} */
const slices = existsSync(slicesFile)
  ? readFileSync(slicesFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  : [];

let first = slices.at(-1)?.end ?? 0;
if (first > 0) console.log(`${first} documents were read before.`);
while (first < count) first = await read(first);
const found = verdict(slices.filter(({ end }) => end <= count));
console.log(found.text);
for (const failure of found.failures) console.log(failure);
if (count >= 1_000_000) await writePage('docs/fuzz.md', fuzzPage(found, count, seed));
process.exitCode = found.holds ? 0 : 1;

/** Reads from a document on, until all are read or the process that does it ends; gives where to go on. @param {number} from */
function read(from) {
  const place = path.join(folder, 'place');
  const child = spawn(
    process.execPath,
    ['--expose-gc', bundle, String(seed), String(from), String(count), String(sliceSize), place],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let next = from;
  const stuck = setTimeout(() => child.kill('SIGKILL'), patience);
  createInterface({ input: child.stdout }).on('line', (line) => {
    stuck.refresh();
    const slice = { ...JSON.parse(line), process: from };
    keep(slice);
    next = slice.end;
    if (next % 100_000 === 0) console.log(`${next} documents`);
  });
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      clearTimeout(stuck);
      if (next < count) {
        const at = Number(readFileSync(place, 'utf8'));
        const failure = `Document ${at}: the process that read it ended with ${signal ?? code}.`;
        const tally = {
          count: at + 1 - next,
          taken: 0,
          failed: 1,
          longest: 0,
          slowest: at,
          failures: [failure],
        };
        keep({ begin: next, end: at + 1, tallies: { 'ended processes': tally }, memory: 0, process: from });
        next = at + 1;
      }
      resolve(next);
    });
  });
}

/** @param {Slice} slice */
function keep(slice) {
  slices.push(slice);
  appendFileSync(slicesFile, `${JSON.stringify(slice)}\n`);
}
