import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildFolder } from '../build/targets.mjs';
import { root } from '../set-up/place.mjs';
import { bundleScript, pythonEnv } from './entries.mjs';
import { peersFolder } from './environment.mjs';
import { aligned, median, spread } from './results.mjs';

const execute = promisify(execFile);
const patience = 600_000;
/** What a step of ours may cost at most, as a multiple of PyTorch's, and what is aimed at. */
const [most, aim] = [1, 0.7];
/** How far the losses of the two may be apart, relative to them: the first, and that after all steps. */
const tolerance = { first: 1e-5, last: 1e-3 };
const steps = 24;

const cases = {
  lstm: { title: 'LSTM, batch 32, length 128, width 256', peer: 'nn.LSTM' },
  transformer: {
    title: 'Transformer, batch 32, length 128, width 128, 2 layers of 4 heads',
    peer: 'nn.TransformerEncoderLayer',
  },
};

/**
 * @typedef {{ms_per_step: number, cpu_ms_per_step: number, compile_s: number, first_loss: number, last_loss: number,
 *   peak_mb: number, version?: string}} Line
 */

/**
 * Models of sequences beside PyTorch's own layers, in float32 on one thread: in turns, each in a process of its own.
 * @param {import('./entries.mjs').Python} python
 * @param {{rounds: number, core: number}} options
 * @returns {Promise<{report: string, sameWork: boolean}>}
 */
export async function sequenceCases(python, { rounds, core }) {
  const bundle = await bundleScript(
    'scripts/benchmark/sequence.ts',
    path.join(buildFolder, 'benchmark/sequence.cjs'),
  );
  const parts = [];
  let sameWork = true;
  for (const [model, { title, peer }] of Object.entries(cases)) {
    const file = path.join(buildFolder, `benchmark/${model}.json`);
    const work = ['--case', file, '--model', model];
    await execute(process.execPath, [bundle, ...work, '--make'], { cwd: root });
    const measured = [...work, '--steps', String(steps), '--threads', '1'];
    const commands = {
      collocate: { command: [process.execPath, bundle, ...measured], env: process.env },
      [peer]: {
        command: [python.python, path.join(peersFolder, 'sequence_peer.py'), ...measured],
        env: pythonEnv(python),
      },
    };
    /** @type {Record<string, Line[]>} */
    const lines = { collocate: [], [peer]: [] };
    for (let round = 0; round < rounds; round++) {
      const names = Object.keys(commands);
      for (const name of round % 2 === 0 ? names : names.reverse()) {
        const line = await run(commands[name], core);
        lines[name].push(line);
        console.error(
          `round ${round + 1}  ${model}  ${name.padEnd(13)}  ${line.ms_per_step.toFixed(1)} ms a step, ${line.cpu_ms_per_step.toFixed(1)} ms of CPU`,
        );
      }
    }
    const apart = (/** @type {'first_loss' | 'last_loss'} */ key) =>
      Math.abs(lines.collocate[0][key] / lines[peer][0][key] - 1);
    const same = apart('first_loss') < tolerance.first && apart('last_loss') < tolerance.last;
    sameWork &&= same;
    const ratios = (/** @type {'ms_per_step' | 'cpu_ms_per_step'} */ key) =>
      lines.collocate.map((line, round) => line[key] / lines[peer][round][key]);
    const wall = ratios('ms_per_step');
    const word = median(wall) <= most ? 'holds' : 'does NOT hold';
    const reached = median(wall) <= aim ? 'is reached' : 'is not reached';
    parts.push(
      `**${title}.** ${lines[peer][0].version}, float32, one thread, ${steps} steps of Adam.`,
      aligned(
        ['entry', 'ms a step', 'CPU ms a step', 'first step, s', 'peak MB', 'loss at the end'],
        Object.entries(lines).map(([name, its]) => [
          name,
          spread(its.map((line) => line.ms_per_step)),
          spread(its.map((line) => line.cpu_ms_per_step)),
          median(its.map((line) => line.compile_s)).toFixed(1),
          median(its.map((line) => line.peak_mb)).toFixed(0),
          its[0].last_loss.toPrecision(6),
        ]),
      ),
      `${spread(wall)} of ${peer} (CPU time: ${spread(ratios('cpu_ms_per_step'))}); the target, at most ${most}, ${word}, and the aim, ${aim}, ${reached}. ${same ? 'Both do the same work: their losses agree.' : 'Their losses do NOT agree.'}`,
    );
  }
  return { report: parts.join('\n\n'), sameWork };
}

/**
 * @param {{command: string[], env: NodeJS.ProcessEnv}} entry
 * @param {number} core
 * @returns {Promise<Line>}
 */
async function run({ command, env }, core) {
  const { stdout } = await execute('taskset', ['--cpu-list', String(core), ...command], {
    cwd: root,
    env,
    timeout: patience,
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
