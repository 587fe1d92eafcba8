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
  --cases NAME,NAME      some of the cases (all)
  --precision NAME       float32 or float64 (both)
  --cores one|all        on one core, or on all of them (both)
  --steps N              timed steps of a run (each case has its own)
  --entries NAME,NAME    some of the entries (all)
  --sequences            the models of sequences alone
  --core N               the core that runs on one are pinned to (the last one allowed)
Only a run of all entries in all cases is written to docs/benchmarks.md.`;

const options = readOptions();
await setUpOrExit('collocate');
// Loaded now: esbuild is there only after set-up.
const { bundleContestant, cases, exportCase, judge, measureLimits, own, peers, runEntry, strongest } =
  await import('./benchmark/entries.mjs');
const { byHand } = await import('./benchmark/by-hand.mjs');
const { preparePeers } = await import('./benchmark/environment.mjs');
const { plot } = await import('./benchmark/plot.mjs');
const { sequenceCases } = await import('./benchmark/sequence.mjs');
const results = await import('./benchmark/results.mjs');

const everyone = [own, ...peers];
const entries = known('entry', options.entries, everyone);
const names = known('case', options.cases, Object.keys(cases));
/** One core, then all. */
const places = [[options.core], allowedCores()].filter(
  (cores, k) => (k === 0 || cores.length > 1) && (!options.cores || options.cores === ['one', 'all'][k]),
);
if (places.length === 0) end('This machine allows one core only.', 2);

const python = await preparePeers().catch((error) => end(String(error)));
if (options.sequences) {
  const { report, sameWork } = await sequenceCases(python, options);
  console.log(report);
  process.exit(sameWork ? 0 : 1);
}
await bundleContestant();
const tasks = await Promise.all(names.map((name) => exportCase(python, name)));
/** @type {import('./benchmark/results.mjs').Row[]} */
const rows = [];
/** @type {import('./benchmark/results.mjs').Limits[]} */
const limits = [];
/** @type {string[]} */
const failures = [];
/** @type {number[]} */
const loads = [];

for (let round = 0; round < options.rounds; round++) {
  for (const task of tasks) {
    for (const precision of options.precisions) {
      for (const cores of places) await measure(task, precision, cores, round);
      const work = { ...task, precision };
      const [alone] = await measureLimits({ ...work, cores: [options.core] });
      const together = await measureLimits({ ...work, cores: allowedCores() });
      limits.push({ work: task.name, precision, round, alone, together });
    }
  }
}

/**
 * Runs every entry once.
 * @param {Awaited<ReturnType<typeof exportCase>>} task
 * @param {'float32' | 'float64'} precision
 * @param {number[]} cores
 * @param {number} round
 */
async function measure(task, precision, cores, round) {
  const steps = options.steps ?? cases[/** @type {keyof typeof cases} */ (task.name)][precision];
  const chosen = entries.filter((name) => cores.length === 1 || strongest.includes(name));
  // The order turns by one each round, so that what drifts in the machine meets all alike.
  for (const entry of chosen.map((_, k) => chosen[(k + round) % chosen.length])) {
    const run = await runEntry(entry, { ...task, python, precision, steps, round, cores }).catch((error) => {
      failures.push(`${entry}, ${task.name}, ${precision}: ${error.message}`);
      console.error(`round ${round + 1}  ${failures.at(-1)}`);
    });
    if (!run) continue;
    loads.push(os.loadavg()[0]);
    const [marks] = await judge(python, task.file, [run.parameters]);
    const row = { ...run, ...marks, sameWork: results.isSameWork(run, task.firstLoss) };
    rows.push(row);
    console.error(
      `round ${round + 1}  ${task.name}  ${precision}  ${cores.length} ${cores.length === 1 ? 'core' : 'cores'}  ${entry.padEnd(13)}  ` +
        `${row.wall.toFixed(2)} ms a step, ${row.cpu.toFixed(2)} ms of CPU${row.sameWork ? '' : ', OTHER WORK'}`,
    );
  }
}

const written = await byHand(options.core).catch((error) => {
  failures.push(`the program written by hand: ${error.message}`);
  return '';
});
const sequences = await sequenceCases(python, options).catch((error) => {
  failures.push(`the models of sequences: ${error.message}`);
  return { report: '', sameWork: false };
});
const report = describe();
console.log(`\n${report}`);
const whole =
  entries.length === everyone.length &&
  names.length === Object.keys(cases).length &&
  options.precisions.length === 2 &&
  !options.steps &&
  !options.cores;
if (whole && failures.length === 0) record(report);
process.exitCode =
  failures.length > 0 || !sequences.sameWork || rows.some(({ sameWork }) => !sameWork) ? 1 : 0;

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
    ...results
      .groups(rows)
      .flatMap(({ name, steps, its }) => [`### ${name}, ${steps} steps`, results.table(its)]),
    ...titled('Targets', results.verdicts(rows).join('\n')),
    ...titled('Where a step goes', results.roofline(rows, limits)),
    ...titled('All cores', results.scalings(rows, limits).join('\n')),
    ...titled('The compiler beside a program written by hand', written),
    ...titled('Models of sequences', sequences.report),
    ...titled('Noise', rows.length > 0 ? results.noise(rows, { cores: cores.length, loads }) : ''),
    ...failures.map((failure) => `Failed: ${failure}`),
  ];
  return parts.join('\n\n');
}

/** A part of the report, where there is something to tell. @param {string} title @param {string} text */
function titled(title, text) {
  return text === '' ? [] : [`### ${title}`, text];
}

/** The wished names, or all. @param {string} kind @param {string[] | undefined} wished @param {string[]} all */
function known(kind, wished, all) {
  const stranger = wished?.find((name) => !all.includes(name));
  if (stranger !== undefined) end(`There is no ${kind} ${stranger}. There are ${all.join(', ')}.`, 2);
  return wished ?? all;
}

/** Replaces what stands between the two marks. @param {string} report */
function record(report) {
  const file = path.join(root, 'docs/benchmarks.md');
  const [begin, finish] = ['<!-- results -->', '<!-- end of results -->'];
  const text = readFileSync(file, 'utf8');
  const [before, after] = [text.slice(0, text.indexOf(begin)), text.slice(text.indexOf(finish))];
  writeFileSync(file, `${before}${begin}\n\n![Time of a step](benchmarks.svg)\n\n${report}\n\n${after}`);
  writeFileSync(path.join(root, 'docs/benchmarks.svg'), plot(rows));
  console.log('\nWritten to docs/benchmarks.md and docs/benchmarks.svg.');
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: 'string', default: '3' },
        precision: { type: 'string' },
        steps: { type: 'string' },
        entries: { type: 'string' },
        cases: { type: 'string' },
        cores: { type: 'string' },
        core: { type: 'string' },
        sequences: { type: 'boolean', default: false },
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
    if (values.cores && !['one', 'all'].includes(values.cores)) throw new Error('--cores is one or all.');
    return {
      rounds: natural('rounds', values.rounds),
      steps: values.steps === undefined ? undefined : natural('steps', values.steps),
      // The first core often serves the system's interrupts.
      core: values.core === undefined ? (allowedCores().at(-1) ?? 0) : natural('core', values.core, 0),
      precisions,
      sequences: values.sequences,
      entries: values.entries?.split(',').filter(Boolean),
      cases: values.cases?.split(',').filter(Boolean),
      cores: values.cores,
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

/** The cores that this process may use. */
function allowedCores() {
  const allowed = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  return (allowed?.[1] ?? '0').split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, k) => first + k);
  });
}

/** @param {string} text @returns {never} */
function end(text, code = 1) {
  process.stderr.write(`${text}\n`);
  process.exit(code);
}
