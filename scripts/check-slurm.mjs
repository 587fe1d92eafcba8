import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writePart } from './build/page.mjs';
import { buildFolder } from './build/targets.mjs';
import { root } from './set-up/place.mjs';
import { setUpOrExit } from './set-up/steps.mjs';
import { missingPrograms, startCluster } from './slurm/cluster.mjs';
import { recordOf, stepOf } from './torture/lives.mjs';
import { studies } from './torture/studies.mjs';

/**
 * `npm run check:slurm`: sweeps through a real Slurm (controller, node and keys of its own on this machine). The same
 * sweep is trained by the command line alone; tasks are asked to end, and killed; one fails. Every run must end with
 * the bits of the command line. Writes a part of docs/runs.md. Passes with a word where Slurm is not installed.
 */
const missing = await missingPrograms();
if (missing.length > 0 || process.getuid?.() !== 0) {
  const why = missing.length > 0 ? `${missing.join(', ')} is not installed` : 'only root can start a cluster';
  console.log(`Slurm is not checked here: ${why} (Debian: slurmctld, slurmd, munge).`);
  process.exit(0);
}
await setUpOrExit('collocate');
execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), 'cli'], { stdio: 'inherit' });

const work = path.join(buildFolder, 'slurm');
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const study = path.join(work, 'study.json');
// Long enough to be cut short in the middle.
const phases = [
  { optimiser: 'adam', steps: 2000 },
  { optimiser: 'self-scaled-broyden', steps: 500 },
];
const training = { precision: 'float64', phases, checkpointEvery: 11, measureEvery: 100 };
writeFileSync(study, JSON.stringify({ ...studies.resampling, training }));
const stores = { alone: path.join(work, 'alone'), slurm: path.join(work, 'with a blank') };
const settings = ['--set', 'network.width=10,12', '--set', 'seed=1,2'];
/** @type {{what: string, outcome: string, holds: boolean}[]} */
const rows = [];
const cluster = await startCluster();
try {
  const alone = await collocate(stores.alone, 'sweep', study, ...settings);
  if (alone.code !== 0) throw new Error(alone.err);
  await cutShort();
  await failing();
} finally {
  await cluster.stop();
}
for (const { what, outcome, holds } of rows) console.log(`${holds ? 'holds' : 'FAILS'}: ${what}: ${outcome}`);
await writePart(
  'docs/runs.md',
  'checked with Slurm',
  [
    `Checked by \`npm run check:slurm\` with ${cluster.version} (slurmctld, slurmd and munged on one machine):`,
    ['| what | outcome | holds |', '| --- | --- | --- |']
      .concat(
        rows.map(({ what, outcome, holds }) => `| ${what} | ${outcome} | ${holds ? 'yes' : '**no**'} |`),
      )
      .join('\n'),
  ].join('\n\n'),
);
process.exitCode = rows.every(({ holds }) => holds) ? 0 : 1;

/** A sweep whose tasks are asked to end and killed on the way, and that is submitted again. */
async function cutShort() {
  const command = ['sweep', study, ...settings, '--slurm'];
  const first = await collocate(stores.slurm, ...command);
  const job = first.out.trim();
  rows.push({
    what: 'four combinations are submitted as one array job',
    outcome: `job ${job}`,
    holds: first.code === 0 && /^\d+$/.test(job),
  });
  if (first.code !== 0) throw new Error(first.err);
  const second = await collocate(stores.slurm, ...command);
  rows.push({
    what: 'the same sweep is submitted while it runs',
    outcome: 'refused with the way to end it',
    holds: second.code === 1 && second.err.includes(`scancel ${job}`),
  });

  const [asked, killed] = await begun(2);
  // What Slurm itself sends 60 s before the time is up.
  await slurm('scancel', ['--batch', '--signal=TERM', taskName(job, asked)]);
  await slurm('scancel', ['--batch', '--signal=KILL', taskName(job, killed)]);
  await gone(job, asked);
  await gone(job, killed);
  const stopped = recordOf(asked);
  rows.push({
    what: 'a task is asked to end, as before its time is up',
    outcome: `${stopped.outcome} with a checkpoint at step ${stepOf(asked)}`,
    holds: stopped.outcome === 'stopped' && existsSync(path.join(asked, 'checkpoints')),
  });
  // As if it had been killed on another machine, whose processes can't be seen from here.
  const lock = path.join(killed, 'lock');
  const owner = JSON.parse(readFileSync(lock, 'utf8'));
  writeFileSync(lock, JSON.stringify({ ...owner, host: 'another-node' }));
  rows.push({
    what: 'a task is killed on another node',
    outcome: `its lock is left behind at step ${stepOf(killed)}`,
    holds: typeof owner.job === 'string' && recordOf(killed).outcome === null,
  });
  await slurm('scancel', [job]);
  await gone(job);

  const again = await collocate(stores.slurm, ...command, '--wait');
  const all = runsIn(stores.slurm);
  const same = all.filter(
    (folder) =>
      recordOf(folder).parametersSha256 ===
      recordOf(path.join(stores.alone, path.basename(folder))).parametersSha256,
  );
  rows.push({
    what: 'the sweep is submitted again and waited for',
    outcome: `${same.length} of ${all.length} runs have the bits of the sweep without Slurm`,
    holds: again.code === 0 && all.length === 4 && same.length === 4,
  });
  const over = await collocate(stores.slurm, ...command);
  rows.push({
    what: 'a sweep that is done is submitted',
    outcome: over.err.trim().split('\n')[0],
    holds: over.code === 0 && /^4 of 4 runs are done\./m.test(over.err) && !/Slurm job/.test(over.err),
  });
}

/** A sweep of which one run diverges. */
async function failing() {
  const wild = path.join(work, 'wild.json');
  const adam = [{ optimiser: 'adam', steps: 400, learningRate: 1e-3 }];
  writeFileSync(
    wild,
    JSON.stringify({
      ...studies.Adam,
      training: { precision: 'float32', phases: adam, checkpointEvery: 50, measureEvery: 100 },
    }),
  );
  const rates = ['--set', 'training.phases[0].learningRate=1e-3,1e30'];
  const ran = await collocate(stores.slurm, 'sweep', wild, ...rates, '--slurm', '--wait');
  const said = ran.err.split('\n').find((line) => /^sweep-\w+-0001: /.test(line)) ?? '';
  rows.push({
    what: 'one of two runs diverges',
    outcome: `${/\d of \d runs are done, \d failed/.exec(ran.err)?.[0] ?? 'nothing is told'}; “${said.replace(/^\S+ /, '')}”`,
    holds: ran.code === 1 && /1 of 2 runs are done, 1 failed/.test(ran.err) && said !== '',
  });
}

/** Waits until so many runs have made steps past a checkpoint and have not ended; gives their folders. @param {number} count */
async function begun(count) {
  return until(`${count} runs to begin`, () => {
    const folders = runsIn(stores.slurm).filter(
      (folder) => stepOf(folder) > 50 && recordOf(folder).outcome === null,
    );
    return folders.length >= count ? folders.slice(0, count) : null;
  });
}

/** Waits until a job, or the task of a run in it, is no longer there. @param {string} job @param {string} [folder] */
function gone(job, folder) {
  const name = folder === undefined ? job : taskName(job, folder);
  return until(`the end of ${name}`, async () => {
    const jobs = await slurm('squeue', ['--noheader', '--array', '--format=%i %F']);
    const open = jobs.split('\n').map((line) => line.trim().split(' '));
    return open.some((names) => names.includes(name)) ? null : true;
  });
}

/**
 * @template T
 * @param {string} what
 * @param {() => T | null | Promise<T | null>} look
 * @returns {Promise<T>}
 */
async function until(what, look) {
  for (const limit = Date.now() + 300_000; Date.now() < limit; await wait(100)) {
    const found = await look();
    if (found !== null) return found;
  }
  throw new Error(`It was waited for ${what} in vain.`);
}

/** @param {string} job @param {string} folder */
function taskName(job, folder) {
  return `${job}_${Number(folder.slice(-4))}`;
}

/** @param {string} store */
function runsIn(store) {
  const names = existsSync(store) ? readdirSync(store) : [];
  return names
    .filter((name) => existsSync(path.join(store, name, 'run.json')))
    .sort()
    .map((name) => path.join(store, name));
}

/** @param {string} program @param {string[]} args @returns {Promise<string>} */
async function slurm(program, args) {
  return (await run(program, args, cluster.env)).out;
}

/** @param {string} store @param {string[]} args */
function collocate(store, ...args) {
  const env = { ...cluster.env, COLLOCATE_RUNS: store };
  return run(process.execPath, [path.join(buildFolder, 'cli.cjs'), ...args], env);
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{code: number, out: string, err: string}>}
 */
function run(program, args, env) {
  return new Promise((resolve) => {
    execFile(program, args, { env, maxBuffer: 1e8 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err });
    });
  });
}
