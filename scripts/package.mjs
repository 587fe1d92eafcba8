import { mkdirSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { buildFolders, folderSize } from './package/folders.mjs';
import { makeDeb } from './package/deb.mjs';
import { gpuEngineDeb } from './package/gpu-engine.mjs';
import { distFolder, packedFolder, version } from './package/place.mjs';
import { unpackedApplication } from './package/unpacked.mjs';
import { electronInUse } from './set-up/electron.mjs';
import { cacheFolder, root } from './set-up/place.mjs';
import { megabytes } from './set-up/problem.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

/**
 * `npm run package`: the application as a folder, as a .deb and as a .tar.zst in dist/; with names, only these.
 * `npm run package -- gpu` makes the package with the engine for NVIDIA GPUs.
 */
const targets = ['dir', 'deb', 'tar', 'gpu'];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !targets.includes(name));
if (unknown.length > 0) {
  console.error(`No such package: ${unknown.join(', ')}. There are ${targets.join(', ')}.`);
  process.exit(2);
}
const wanted = asked.length > 0 ? asked : ['dir', 'deb', 'tar'];

await setUpOrExit('package');
mkdirSync(distFolder, { recursive: true });

if (wanted.some((name) => name !== 'gpu')) {
  const electron = electronInUse(cacheFolder());
  if (!electron) throw new Error('Electron is not set up yet: run `npm run set-up`.');
  if (electron.legacy) {
    console.log(
      `Electron ${electron.version} is old and gets no security fixes: this is a development package, not a release.`,
    );
  }
  buildFolders(electron);
  await unpackedApplication(electron);
  report('dir', packedFolder);
  if (wanted.includes('deb')) report('deb', await makeDeb(electron));
  if (wanted.includes('tar')) report('tar', makeArchive());
}
if (wanted.includes('gpu')) report('gpu', await gpuEngineDeb());

/** The folder as one archive, for systems without .deb. */
function makeArchive() {
  const file = path.join(distFolder, `collocate-${version}-linux-x64.tar.zst`);
  rmSync(file, { force: true });
  execFileSync('tar', [
    ...['--create', '--use-compress-program', 'zstd -T0 -9', '--file', file],
    ...['--owner=0', '--group=0', '--directory', path.dirname(packedFolder)],
    ...[
      '--transform',
      `s/^${path.basename(packedFolder)}/collocate-${version}/`,
      path.basename(packedFolder),
    ],
  ]);
  return file;
}

/** @param {string} name @param {string} place */
function report(name, place) {
  console.log(`${name}: ${path.relative(root, place)}, ${megabytes(folderSize(place))}`);
}
