import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './set-up/place.mjs';
import { tensorflowVersion } from './set-up/pins.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

/** `npm run bench`: the time of one training step beside the strongest peers (docs/benchmarks.md). */
const usage = `npm run bench -- [options]
  --rounds N             rounds, each with every entry once (3)
  --precision NAME       float32 or float64 (both)
  --steps N              timed steps of a run (240 in float32, 160 in float64)
  --entries NAME,NAME    some of the entries (all)
  --core N               the core that every entry is pinned to (the last one allowed)
Only a run of all entries in both precisions is written to docs/benchmarks.md.`;

const options = readOptions();
await setUpOrExit('collocate');
// Loaded now: esbuild is there only after set-up.
const { bundleContestant, exportCase, judge, own, peers, runEntry } = await import('./benchmark/entries.mjs');
const { byHand } = await import('./benchmark/by-hand.mjs');
const { preparePeers } = await import('./benchmark/environment.mjs');
const results = await import('./benchmark/results.mjs');

const everyone = [own, ...peers];
const entries = options.entries ?? everyone;
const stranger = entries.find((name) => !everyone.includes(name));
if (stranger) end(`There is no entry ${stranger}. There are ${everyone.join(', ')}.`, 2);

const python = await preparePeers().catch((error) => end(String(error)));
await bundleContestant();
const task = await exportCase(python);
const defaultSteps = { float32: 240, float64: 160 };
/** @type {import('./benchmark/results.mjs').Row[]} */
const rows = [];
/** @type {string[]} */
const failures = [];
/** @type {number[]} */
const loads = [];

for (let round = 0; round < options.rounds; round++) {
  // The order turns by one each round, so that what drifts in the machine meets all alike.
  const turn = entries.map((_, k) => entries[(k + round) % entries.length]);
  for (const precision of options.precisions) {
    for (const entry of turn) {
      const steps = options.steps ?? defaultSteps[precision];
      const run = await runEntry(entry, {
        ...task,
        python,
        precision,
        steps,
        round,
        core: options.core,
      }).catch((error) => {
        failures.push(`${entry}, ${precision}: ${error.message}`);
        console.error(`round ${round + 1}  ${failures.at(-1)}`);
      });
      if (!run) continue;
      loads.push(os.loadavg()[0]);
      const [marks] = await judge(python, task.file, [run.parameters]);
      const row = { ...run, ...marks, sameWork: results.isSameWork(run, task.firstLoss) };
      rows.push(row);
      console.error(
        `round ${round + 1}  ${precision}  ${entry.padEnd(13)}  ${row.wall.toFixed(2)} ms a step, ${row.cpu.toFixed(2)} ms of CPU`,
      );
    }
  }
}

const written = await byHand(options.core).catch((error) => {
  failures.push(`the program written by hand: ${error.message}`);
  return '';
});
const report = describe();
console.log(`\n${report}`);
const whole = entries.length === everyone.length && options.precisions.length === 2 && !options.steps;
if (whole && failures.length === 0) record(report);
process.exitCode = failures.length > 0 || rows.some(({ sameWork }) => !sameWork) ? 1 : 0;

/** The part of docs/benchmarks.md that is made of results. */
function describe() {
  const cores = os.cpus();
  const versions = new Map(rows.map(({ entry, version }) => [entry, version]));
  const named = [...versions]
    .filter(([, version]) => version)
    .map(([entry, version]) => `${entry} ${version}`);
  const parts = [
    `${new Date().toISOString().slice(0, 10)}, ${cores[0].model.trim()}, ${cores.length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}. ` +
      `Collocate on TensorFlow ${tensorflowVersion} and Node ${process.versions.node}; ${named.join('; ')}.`,
    ...options.precisions.flatMap((precision) => {
      const its = rows.filter((row) => row.precision === precision);
      return its.length === 0 ? [] : [`### ${precision}, ${its[0].steps} steps`, results.table(its)];
    }),
    ...(results.verdicts(rows).length > 0 ? ['### Targets', results.verdicts(rows).join('\n')] : []),
    ...(written === '' ? [] : ['### The compiler beside a program written by hand', written]),
    ...(rows.length > 0 ? ['### Noise', results.noise(rows, { cores: cores.length, loads })] : []),
    ...failures.map((failure) => `Failed: ${failure}`),
  ];
  return parts.join('\n\n');
}

/** Replaces what stands between the two marks. @param {string} report */
function record(report) {
  const file = path.join(root, 'docs/benchmarks.md');
  const [begin, finish] = ['<!-- results -->', '<!-- end of results -->'];
  const text = readFileSync(file, 'utf8');
  const [before, after] = [text.slice(0, text.indexOf(begin)), text.slice(text.indexOf(finish))];
  writeFileSync(file, `${before}${begin}\n\n${report}\n\n${after}`);
  console.log('\nWritten to docs/benchmarks.md.');
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: 'string', default: '3' },
        precision: { type: 'string' },
        steps: { type: 'string' },
        entries: { type: 'string' },
        core: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const both = /** @type {const} */ (['float32', 'float64']);
    const precisions = both.filter((name) => !values.precision || name === values.precision);
    if (precisions.length === 0) throw new Error('--precision is float32 or float64.');
    return {
      rounds: natural('rounds', values.rounds),
      steps: values.steps === undefined ? undefined : natural('steps', values.steps),
      core: values.core === undefined ? lastCore() : natural('core', values.core, 0),
      precisions,
      entries: values.entries?.split(',').filter(Boolean),
    };
  } catch (error) {
    return end(`${/** @type {Error} */ (error).message}\n\n${usage}`, 2);
  }
}

/** @param {string} name @param {string} text */
function natural(name, text, least = 1) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least)
    throw new Error(`--${name} is a whole number from ${least}.`);
  return number;
}

/** The last core that this process may use: the first one often serves the system's interrupts. */
function lastCore() {
  const allowed = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(allowed?.[1].split(/[,-]/).at(-1) ?? 0);
}

/** @param {string} text @returns {never} */
function end(text, code = 1) {
  process.stderr.write(`${text}\n`);
  process.exit(code);
}
