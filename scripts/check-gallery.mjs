// npm run check:gallery [-- NAME …] [--again]: trains every study of the gallery as a user would, and measures.
//
// Each run has three minutes after its first step, a few have more. Finished rows are kept in docs/gallery.json with a fingerprint of
// the study, so that a run of this command that was stopped goes on; --again measures anew. Writes docs/gallery.md and the pictures of the gallery's cards.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { galleryPage } from './gallery/page.mjs';
import { limitsOf } from './gallery/stopped-by.mjs';
import { writeThumbnail } from './gallery/thumbnail.mjs';
import { ErrorWatch } from './gallery/watch.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const bundle = path.join(root, 'build', 'cli.cjs');
const kept = path.join(root, 'docs', 'gallery.json');
const page = path.join(root, 'docs', 'gallery.md');
const secondsEach = 180;
/** Studies that are given longer: many windows of time, many dimensions. @type {Record<string, number>} */
const secondsOf = { kdv: 1200, 'kuramoto-sivashinsky': 1200, 'poisson-100d': 600 };

const given = process.argv.slice(2);
const again = given.includes('--again');
const wished = given.filter((argument) => !argument.startsWith('--'));

const prepared = spawnSync(process.execPath, [path.join(root, 'scripts', 'collocate.mjs'), 'gallery'], {
  encoding: 'utf8',
});
if (prepared.status !== 0) {
  console.error(prepared.stderr);
  process.exit(1);
}
const names = prepared.stdout
  .split('\n')
  .map((line) => line.split(/\s/, 1)[0])
  .filter((name) => name !== '');
const absent = wished.filter((name) => !names.includes(name));
if (absent.length > 0) {
  console.error(`The gallery has no ${absent.join(', ')}. It has ${names.join(', ')}.`);
  process.exit(2);
}

const rows = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {};
for (const name of Object.keys(rows)) if (!names.includes(name)) delete rows[name];
for (const name of wished.length > 0 ? wished : names) {
  const fingerprint = fingerprintOf(name);
  if (!again && rows[name]?.fingerprint === fingerprint) {
    console.log(`${name}: kept from ${rows[name].date}`);
    continue;
  }
  rows[name] = { fingerprint, ...(await trained(name)) };
  write();
  const { errors, outcome, seconds } = rows[name];
  const told = Object.entries(errors).map(([field, error]) => `${field} ${error.toExponential(1)}`);
  console.log(`${name}: ${told.join(', ') || 'no reference'} after ${seconds.toFixed(0)} s (${outcome})`);
}
write();

/** Changes when the study does. */
function fingerprintOf(name) {
  const told = spawnSync(process.execPath, [bundle, 'gallery', name], { encoding: 'utf8' });
  return createHash('sha256').update(told.stdout).digest('hex').slice(0, 16);
}

/** One run, ended by an interruption after its time; with the seconds at which the error fell below each bound. */
async function trained(name) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'collocate-gallery-'));
  const folder = path.join(scratch, name);
  try {
    const began = performance.now();
    const child = spawn(process.execPath, [bundle, 'run', `gallery:${name}`, '--json', '--out', folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, COLLOCATE_RUNS: path.join(scratch, 'runs') },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (err += text));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const watch = new ErrorWatch(folder);
    let asked = false;
    const timer = setInterval(() => {
      watch.look();
      if (!asked && watch.seconds > (secondsOf[name] ?? secondsEach)) {
        asked = true;
        child.kill('SIGINT');
      }
    }, 250);
    const code = await ended;
    clearInterval(timer);
    watch.look();
    const line = out.trim().split('\n').at(-1) ?? '';
    if (!line.startsWith('{')) {
      const message = (line || err).trim().split('\n').at(-1);
      return {
        date: today(),
        outcome: `failed (exit ${code})`,
        message,
        seconds: (performance.now() - began) / 1000,
        errors: {},
        reached: {},
        warnings: [],
      };
    }
    const result = JSON.parse(line);
    await writeThumbnail(root, bundle, folder, path.join(root, 'assets', 'thumbnails', `${name}.png`));
    return {
      date: today(),
      outcome: result.outcome,
      seconds: result.seconds,
      steps: result.steps,
      threads: result.threads,
      load: os.loadavg()[0],
      errors: result.errors,
      reached: watch.reached,
      freshRatio: result.fresh_ratio,
      loss: result.loss,
      stopped: limitsOf(watch.study, watch.course),
      inferred: result.inferred ?? {},
      warnings: result.warnings,
      firstStep: result.first_step_seconds,
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function today() {
  return new Date().toISOString().slice(0, 10);
}

function write() {
  const ordered = Object.fromEntries(names.filter((name) => rows[name]).map((name) => [name, rows[name]]));
  writeFileSync(kept, `${JSON.stringify(ordered, null, 2)}\n`);
  const machine = `${os.cpus().length} cores (${os.cpus()[0]?.model ?? os.arch()}), Node ${process.versions.node}`;
  writeFileSync(page, galleryPage(ordered, secondsEach, secondsOf, machine));
  const prettier = path.join(root, 'node_modules/prettier/bin/prettier.cjs');
  spawnSync(process.execPath, [prettier, '--write', '--log-level', 'warn', kept, page]);
}
