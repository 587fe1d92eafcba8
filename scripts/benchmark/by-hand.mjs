import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildFolder } from '../build/targets.mjs';
import { bundleScript } from './entries.mjs';

const rounds = 9;
/** What the compiled program may take at most, as a multiple of the time of the one written by hand. */
const most = 1.15;

/** The paragraph on the compiled program beside one written by hand. @param {number} core that it is pinned to */
export async function byHand(core) {
  const bundle = await bundleScript(
    'scripts/benchmark/by-hand.ts',
    path.join(buildFolder, 'benchmark/by-hand.cjs'),
  );
  const command = ['--cpu-list', String(core), process.execPath, bundle, String(rounds)];
  const { stdout } = await promisify(execFile)('taskset', command, { timeout: 600_000 });
  const found = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  const costs = Object.entries(found.costs).map(
    ([part, ratio]) => `${Number(ratio).toFixed(4)} of its ${part}`,
  );
  return (
    `The loss of the Burgers study and its gradient, compiled from the document, take ${found.ratio.toFixed(3)} of the time of a ` +
    `program that was written by hand over the same tensor language (median of ${rounds} rounds, ` +
    `${found.least.toFixed(3)}–${found.most.toFixed(3)}; the target, at most ${most}, ${found.ratio <= most ? 'holds' : 'is missed'}), and ` +
    `${costs.join(', ')}. Results differ by ${found.difference.toExponential(1)}.`
  );
}
