import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writePart } from './build/page.mjs';
import { distFolder } from './package/place.mjs';
import { root } from './set-up/place.mjs';

/**
 * `npm run check:package`: makes the .deb, installs it, uses what it installed as a person does, and measures how it
 * starts. Writes a part of docs/packaging.md.
 */
const most = { usable: 3, ready: 6 };

for (const args of [
  ['scripts/package.mjs', 'deb'],
  ['scripts/test.mjs', 'packaged'],
]) {
  try {
    execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  } catch (error) {
    process.exit(/** @type {{status?: number}} */ (error).status ?? 1);
  }
}
/** @type {{usable: number, ready: number, load: number, cores: number}[]} */
const starts = JSON.parse(readFileSync(path.join(distFolder, 'starts.json'), 'utf8'));
const { cores } = starts[0];
const load = Math.max(...starts.map((start) => start.load));
const rows = starts.map(({ usable, ready }, index) => {
  const which = index === 0 ? 'the first after its installation' : `${index + 1}.`;
  return `| ${which} | ${usable.toFixed(1)} s | ${ready.toFixed(1)} s |`;
});
const within = starts.slice(1).every((start) => start.usable <= most.usable && start.ready <= most.ready);
const busy = load > cores + 1;
const word = busy
  ? `Other programs kept the machine busy (load average up to ${load.toFixed(1)} on ${cores} cores), so these are upper bounds and no measurements.`
  : `Measured on ${cores} cores (load average up to ${load.toFixed(1)}).`;
await writePart(
  'docs/packaging.md',
  'starts',
  [
    `${word} At most ${most.usable} s and ${most.ready} s are wanted${within ? ', which holds' : ''}.`,
    ['| start | usable window | engine ready |', '| --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n'),
);
process.exitCode = within || busy ? 0 : 1;
