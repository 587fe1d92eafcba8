// npm run check:geometry: what lies inside a mesh of 100,000 triangles, against trimesh.
//
// 10^5 points, half of them within a tenth of the surface at distances down to 1e-7. Exits 1 when one that is farther
// than 1e-6 from the surface is told wrong, or when the same mesh without one triangle is not refused. Some ten minutes,
// nearly all of them trimesh's. Writes docs/geometry.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { writePart } from './build/page.mjs';
import { buildFolder } from './build/targets.mjs';
import { root } from './set-up/place.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

await setUpOrExit('collocate');
// Loaded now: esbuild is there only after set-up.
const { bundleScript, pythonEnv } = await import('./benchmark/entries.mjs');
const { preparePython } = await import('./benchmark/environment.mjs');

const scripts = path.join(root, 'scripts/geometry');
const folder = path.join(buildFolder, 'geometry');
mkdirSync(folder, { recursive: true });
const python = await preparePython({
  name: 'geometry',
  title: 'The Python packages of the comparison with trimesh',
  requirements: path.join(scripts, 'requirements.txt'),
  bytes: 400_000_000,
}).catch(fail);
const judge = (task) =>
  runOrFail(python.python, [path.join(scripts, 'judge.py'), task, folder], pythonEnv(python));

judge('make');
const bundle = await bundleScript('scripts/geometry/distances.ts', path.join(folder, 'distances.cjs'));
const { reading, searching, refusal } = JSON.parse(
  runOrFail(process.execPath, [bundle, folder], process.env),
);
const { triangles, points, band, wrong, difference, trimesh } = JSON.parse(judge('judge'));
const report = [
  `${triangles} triangles, ${points} points, ${points - band} of them outside the band of 1e-6: **${wrong} told wrong** ` +
    `beside trimesh ${trimesh}; nearest points are at most ${difference.toExponential(1)} farther than its.`,
  `${reading.toFixed(1)} s to read the mesh, ${searching.toFixed(1)} s for all distances, on one thread.`,
  `Without one triangle: the mesh ${refusal || 'is taken.'}`,
].join('\n\n');
console.log(report);
await writePart('docs/geometry.md', 'results', report);
const refused = refusal.includes('not watertight');
process.exitCode = wrong === 0 && refused && difference < 1e-9 ? 0 : 1;

/** What a command prints; ends this script with its words when it fails. */
function runOrFail(command, given, env) {
  const done = spawnSync(command, given, {
    encoding: 'utf8',
    env,
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (done.status !== 0) fail(`${path.basename(given[0])} ended with ${done.status}.`);
  return done.stdout;
}

/** @returns {never} */
function fail(reason) {
  console.error(String(reason));
  process.exit(1);
}
