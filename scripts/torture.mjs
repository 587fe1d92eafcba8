import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildFolder } from './build/targets.mjs';
import { root } from './set-up/place.mjs';
import { setUpOrExit } from './set-up/steps.mjs';
import { begin, ended, recordOf } from './torture/lives.mjs';
import { studies } from './torture/studies.mjs';
import { tortureApplication, tortureCommandLine } from './torture/victims.mjs';

/**
 * `npm run torture [-- --kills N] [--anew]`: runs are killed with SIGKILL at random moments, N times and more in each
 * optimiser and in a resampling (25 unless told), and resumed; each must end with the parameters and the table of
 * losses of the run that nobody disturbed. Finished runs are kept in build/torture, so that the command can be stopped
 * and goes on where it was. Writes docs/torture.md.
 *
 * @typedef {{what: string, run: string, kills: import('./torture/victims.mjs').Kill[], sha: string,
 *   losses: string, same: boolean, index: boolean}} Row
 */
const args = process.argv.slice(2);
const wanted = Number(args[args.indexOf('--kills') + 1]) || 25;
const folder = path.join(buildFolder, 'torture');
if (args.includes('--anew')) rmSync(folder, { recursive: true, force: true });
const store = path.join(folder, 'store');
const rowsFile = path.join(folder, 'rows.jsonl');
mkdirSync(store, { recursive: true });

await setUpOrExit('engine');
// Loaded now: esbuild is there only after set-up.
const { bundleScript } = await import('./benchmark/entries.mjs');
execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), 'cli', 'engine'], { stdio: 'inherit' });
const programs = {
  cli: path.join(buildFolder, 'cli.cjs'),
  engine: path.join(buildFolder, 'engine.cjs'),
  application: await bundleScript('scripts/torture/application.ts', path.join(folder, 'application.cjs')),
};
const look = await bundleScript('scripts/torture/look.ts', path.join(folder, 'look.cjs'));
// As many as a new run of the application takes.
const threads = Math.max(1, os.availableParallelism() - 1);

/** @type {Row[]} */
const rows = existsSync(rowsFile)
  ? readFileSync(rowsFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  : [];
const counted = (/** @type {string} */ what) =>
  rows.filter((row) => row.what === what).flatMap(({ kills }) => kills.filter(({ training }) => training))
    .length;

for (const [what, study] of Object.entries(studies)) {
  if (counted(what) >= wanted) continue;
  const file = path.join(folder, `${what}.json`);
  writeFileSync(file, JSON.stringify(study));
  const whole = await undisturbed(what, file);
  while (counted(what) < wanted) {
    const count = rows.filter((row) => row.what === what).length;
    const scene = { programs, study: file, store, threads, span: 0.35 * whole.seconds, random: Math.random };
    const { run, kills } = await (count % 2 === 0
      ? byCommandLine(scene, what, count)
      : tortureApplication(scene));
    const end = endOf(run);
    const row = {
      what,
      run,
      kills,
      ...end,
      same: end.sha === whole.sha && end.losses === whole.losses,
      index: indexHolds(),
    };
    rows.push(row);
    appendFileSync(rowsFile, `${JSON.stringify(row)}\n`);
    const steps = kills.map(
      ({ victim, step, training }) => `${victim} at ${step}${training ? '' : ' (starting)'}`,
    );
    console.log(
      `${what}: ${steps.join(', ')}: ${row.same ? 'the same bits' : 'OTHER BITS'}${row.index ? '' : ', the index is WRONG'}`,
    );
  }
}
await writeReport();
process.exitCode = rows.every(({ same, index }) => same && index) ? 0 : 1;

/** @param {import('./torture/victims.mjs').Scene} scene @param {string} what @param {number} count */
async function byCommandLine(scene, what, count) {
  const run = `${plain(what)}-${count}-${Date.now().toString(36)}`;
  return { run, kills: await tortureCommandLine(scene, run) };
}

/** The run that nobody disturbs, trained once. @param {string} what @param {string} file */
async function undisturbed(what, file) {
  const run = `${plain(what)}-undisturbed`;
  if (!existsSync(path.join(store, run))) {
    const life = begin(
      [programs.cli, 'run', file, '--out', path.join(store, run), '--threads', String(threads)],
      { ...process.env, COLLOCATE_RUNS: store },
    );
    await ended(life);
    if (life.code !== 0) throw new Error(life.err);
  }
  const { progress } = JSON.parse(readFileSync(path.join(store, run, 'run.json'), 'utf8'));
  return { ...endOf(run), seconds: Number(progress.seconds) };
}

/** Digests of the parameters and of the table of losses. @param {string} run */
function endOf(run) {
  const losses = createHash('sha256')
    .update(readFileSync(path.join(store, run, 'losses.csv')))
    .digest('hex');
  return { sha: recordOf(path.join(store, run)).parametersSha256 ?? '', losses };
}

/** Every run that was begun is there, and the index tells what the folders tell. */
function indexHolds() {
  const { runs, same } = JSON.parse(execFileSync(process.execPath, [look, store], { encoding: 'utf8' }));
  return same && rows.every(({ run }) => runs.includes(run));
}

/** @param {string} text */
function plain(text) {
  return text.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}

async function writeReport() {
  const { format, resolveConfig } = await import('prettier');
  const page = path.join(root, 'docs/torture.md');
  const lines = Object.keys(studies).map((what) => {
    const own = rows.filter((row) => row.what === what);
    const kills = own.flatMap((row) => row.kills);
    const of = (/** @type {string} */ victim) => kills.filter((kill) => kill.victim === victim).length;
    const starting = kills.filter(({ training }) => !training).length;
    const same = own.filter((row) => row.same).length;
    return `| ${what} | ${own.length} | ${kills.length} | ${of('command line')} | ${of('engine')} | ${of('application')} | ${starting} | ${same} of ${own.length} |`;
  });
  const all = rows.flatMap(({ kills }) => kills);
  const wrong = rows.filter(({ same, index }) => !same || !index).length;
  const report = `# Killed and resumed

\`npm run torture\` trains small studies in float64 and kills what trains them with SIGKILL at random moments: the
command line, the engine process under its supervisor (which starts it again by itself), or the whole application with its
engine. Each run is killed up to five times and then left to end. It must end with the parameters (SHA-256) and the
table of losses of the run that nobody disturbed; afterwards every run must be in the table of runs, and the index must tell
what the folders tell. Checkpoints are written every 11 steps, so that many a kill falls into one; some fall into the start, before
the first new step, and are counted apart.

${all.length} kills of ${rows.length} runs; ${wrong === 0 ? 'every run ended with the same bits, none was lost, and the index was right each time.' : `**${wrong} runs ended otherwise.**`}

| killed in | runs | kills | of the command line | of the engine | of the application | while starting | ended with the same bits |
| --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

${os.cpus()[0]?.model.trim()}, ${threads} ${threads === 1 ? 'thread' : 'threads'}, Node ${process.versions.node}.
`;
  writeFileSync(page, await format(report, { ...(await resolveConfig(page)), filepath: page }));
  console.log('Written to docs/torture.md.');
}
