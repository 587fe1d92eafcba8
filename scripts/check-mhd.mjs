// npm run check:mhd [-- NAME …] [--again]: trains the magnetic studies of the gallery for the times that are promised, and
// measures every field, the sources of velocity and magnetic field, and what is inferred.
//
// Each seed of each problem (scripts/mhd/problems.mjs) is a row of its own, kept in docs/mhd.json with a fingerprint of the
// study and its changes, so that a run of this command that was stopped goes on; --again measures anew. Writes docs/mhd.md,
// and the picture of the study's card.
// A NAME may end in the number of a seed, as in alfven-inverse:3. Exits 1 when a measured problem does not keep its promise.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeThumbnail } from './gallery/thumbnail.mjs';
import { mhdPage, verdict } from './mhd/page.mjs';
import { problems } from './mhd/problems.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const bundle = path.join(root, 'build', 'cli.cjs');
const kept = path.join(root, 'docs', 'mhd.json');
const page = path.join(root, 'docs', 'mhd.md');

const given = process.argv.slice(2);
const again = given.includes('--again');
const wished = given.filter((argument) => !argument.startsWith('--'));
const absent = wished.filter((name) => !(name.split(':')[0] in problems));
if (absent.length > 0) {
  console.error(`There is no ${absent.join(', ')}. There are ${Object.keys(problems).join(', ')}.`);
  process.exit(2);
}

const prepared = spawnSync(process.execPath, [path.join(root, 'scripts', 'collocate.mjs'), 'gallery'], {
  encoding: 'utf8',
});
if (prepared.status !== 0) {
  console.error(prepared.stderr);
  process.exit(1);
}

/** @type {Record<string, any>} */
const rows = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {};
const all = Object.entries(problems).flatMap(([name, problem]) =>
  problem.seeds.map((seed) => ({ key: `${name}:${seed}`, name, problem, seed })),
);
for (const key of Object.keys(rows)) if (!all.some((one) => one.key === key)) delete rows[key];
const chosen = all.filter(
  ({ key, name }) => wished.length === 0 || wished.includes(name) || wished.includes(key),
);
for (const { key, problem, seed } of chosen) {
  const fingerprint = fingerprintOf(problem);
  if (!again && rows[key]?.fingerprint === fingerprint) {
    console.log(`${key}: kept from ${rows[key].date}`);
    continue;
  }
  rows[key] = { fingerprint, ...(await trained(problem, seed)) };
  write();
  const { errors, inferred, seconds, outcome } = rows[key];
  const told = [
    ...Object.entries(errors).map(([field, error]) => `${field} ${Number(error).toExponential(1)}`),
    ...Object.entries(inferred).map(([unknown, value]) => `${unknown} = ${Number(value).toPrecision(4)}`),
  ];
  console.log(`${key}: ${told.join(', ')} after ${seconds.toFixed(0)} s (${outcome})`);
}
write();
const measured = new Set(chosen.map(({ name }) => name));
process.exitCode = [...measured].some((name) => verdict(name, problems[name], rows) === 'no') ? 1 : 0;

/** Changes when the study does, or what is changed of it. @param {import('./mhd/problems.mjs').Problem} problem */
function fingerprintOf({ study, set = [], seconds }) {
  const told = spawnSync(process.execPath, [bundle, 'gallery', study], { encoding: 'utf8' });
  return createHash('sha256')
    .update(JSON.stringify([told.stdout, set, seconds]))
    .digest('hex')
    .slice(0, 16);
}

/** @param {import('./mhd/problems.mjs').Problem} problem @param {number} seed */
async function trained({ study, set = [], seconds }, seed) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'collocate-mhd-'));
  try {
    const folder = path.join(scratch, 'run');
    const done = spawnSync(
      process.execPath,
      [
        bundle,
        ...['run', `gallery:${study}`, '--json', '--out', folder],
        ...['--for', `${seconds}s`, '--seed', String(seed)],
        ...set.flatMap((change) => ['--set', change]),
      ],
      { encoding: 'utf8', maxBuffer: 1 << 26, env: { ...process.env, COLLOCATE_RUNS: scratch } },
    );
    const date = new Date().toISOString().slice(0, 10);
    const line = done.stdout.trim().split('\n').at(-1) ?? '';
    if (!line.startsWith('{')) {
      const message = (line || done.stderr).trim().split('\n').at(-1);
      return { date, outcome: 'failed', message, seconds: 0, errors: {}, inferred: {}, measures: {} };
    }
    const result = JSON.parse(line);
    const record = JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8'));
    await writeThumbnail(root, bundle, folder, path.join(root, 'assets', 'thumbnails', `${study}.png`));
    const { network, points } = JSON.parse(readFileSync(path.join(folder, 'study.json'), 'utf8'));
    return {
      date,
      outcome: result.outcome,
      seconds: result.seconds,
      steps: result.steps,
      threads: result.threads,
      load: os.loadavg()[0],
      errors: result.errors,
      inferred: result.inferred,
      measures: result.measures,
      loss: result.loss,
      freshRatio: result.fresh_ratio,
      firstStep: result.first_step_seconds,
      parameters: record.parameterCount,
      network: `${network.depth} × ${network.width}`,
      points: points.equations,
      warnings: result.warnings.length,
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function write() {
  const ordered = Object.fromEntries(all.filter(({ key }) => rows[key]).map(({ key }) => [key, rows[key]]));
  writeFileSync(kept, `${JSON.stringify(ordered, null, 2)}\n`);
  const machine = `${os.cpus().length} cores (${os.cpus()[0]?.model ?? os.arch()}), Node ${process.versions.node}`;
  writeFileSync(page, mhdPage(problems, ordered, machine));
  const prettier = path.join(root, 'node_modules/prettier/bin/prettier.cjs');
  spawnSync(process.execPath, [prettier, '--write', '--log-level', 'warn', kept, page]);
}
