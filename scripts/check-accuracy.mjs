// npm run check:accuracy: the figures that the lab promises, measured on this machine by its command line.
//
// Trains gallery:burgers for 60 seconds, repeats a run, kills one half-way and resumes it, and times the first step
// with an empty cache and with a warm one. Writes docs/accuracy.md; exits 1 when a promise does not hold.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundle, collocate as collocateIn, prepare, Promises } from './accuracy/command.mjs';
import { trainerOf } from './torture/lives.mjs';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'collocate-accuracy-'));
const collocate = (given, environment = {}) => collocateIn(scratch, given, environment);

/** Starts a run, kills it with SIGKILL once a checkpoint of at least `step` lies in its folder, and resumes it. */
async function killedAndResumed(steps, step) {
  const folder = path.join(scratch, 'killed');
  const child = spawn(
    process.execPath,
    [
      bundle,
      'run',
      'gallery:burgers',
      '--steps',
      String(steps),
      '--set',
      'training.checkpointEvery=100',
      '--out',
      folder,
    ],
    { stdio: 'ignore' },
  );
  const reached = () => {
    const checkpoints = path.join(folder, 'checkpoints');
    const names = existsSync(checkpoints) ? readdirSync(checkpoints) : [];
    return names.some((name) => Number(/\d+/.exec(name)?.[0] ?? 0) >= step);
  };
  while (!reached() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
  if (child.exitCode !== null) throw new Error('The run ended before it could be killed.');
  // The process that trains; the one that was started ends with it.
  process.kill(Number(trainerOf(folder)), 'SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  return collocate(['resume', folder]);
}

const promises = new Promises();

try {
  prepare();
  const empty = { COLLOCATE_CACHE: path.join(scratch, 'cache') };
  const cold = collocate(['run', 'gallery:burgers', '--steps', '5'], empty);
  const warm = collocate(['run', 'gallery:burgers', '--steps', '5'], empty);
  promises.record(
    'first step after a cold start',
    `${cold.first_step_seconds.toFixed(2)} s`,
    'at most 8 s',
    cold.first_step_seconds <= 8,
  );
  promises.record(
    'first step after a warm start',
    `${warm.first_step_seconds.toFixed(2)} s`,
    'at most 3 s',
    warm.first_step_seconds <= 3,
  );

  const same = ['run', 'gallery:burgers', '--steps', '400', '--set', 'training.checkpointEvery=100'];
  const [first, second] = [collocate(same), collocate(same)];
  const resumed = await killedAndResumed(400, 200);
  const bits = (run) => run.parameters_sha256.slice(0, 16);
  promises.record(
    'two runs of 400 steps',
    `${bits(first)} and ${bits(second)}`,
    'the same bits',
    first.parameters_sha256 === second.parameters_sha256,
  );
  promises.record(
    'killed at step 200 and resumed',
    bits(resumed),
    'the same bits',
    first.parameters_sha256 === resumed.parameters_sha256,
  );
  // Both optimisers: Adam for 150 steps, then self-scaled Broyden; killed in the second phase.
  const short = [...same, '--set', 'training.phases[0].steps=150'];
  const [a, b] = [collocate(short), collocate(short)];
  promises.record(
    'two runs of 150 + 250 steps',
    `${bits(a)} and ${bits(b)}`,
    'the same bits',
    a.parameters_sha256 === b.parameters_sha256,
  );

  const minute = collocate(['run', 'gallery:burgers', '--for', '60s']);
  promises.record(
    'relative L2 error of gallery:burgers after 60 s',
    minute.errors.u.toExponential(2),
    'at most 2e-5',
    minute.errors.u <= 2e-5,
  );

  promises.write('accuracy.md', {
    title: 'Accuracy and repeatability',
    command: 'check:accuracy',
    text: `The run of 60 s did ${minute.steps} steps on ${minute.threads} threads; loss ${minute.loss.toExponential(2)}, loss on fresh points over trained loss ${minute.fresh_ratio.toFixed(1)}.`,
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = promises.allHold ? 0 : 1;
