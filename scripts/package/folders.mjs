import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, cacheFolder } from '../set-up/place.mjs';
import { testNodeBinary } from '../set-up/test-node.mjs';
import { engineLibraries } from './libraries.mjs';
import { launcher } from './launcher.mjs';
import { author, description, stagedApplication, stagedResources, version } from './place.mjs';

const built = (/** @type {string} */ name) => path.join(root, 'build', name);
/** Source maps are for those who have the sources. */
const withoutMaps = { recursive: true, filter: (/** @type {string} */ file) => !file.endsWith('.map') };

/**
 * Puts together what is packed: the window's part for the archive; the engine, the command line and a Node that runs
 * them as plain files, since native libraries can't be loaded from an archive.
 * @param {{legacy: boolean}} electron
 */
export function buildFolders({ legacy }) {
  for (const folder of [stagedApplication, stagedResources]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  stageApplication(legacy);
  stageEngine(path.join(stagedResources, 'engine'));
  stageNode(path.join(stagedResources, 'node'));
  const command = path.join(stagedResources, 'collocate');
  writeFileSync(command, launcher(legacy));
  chmodSync(command, 0o755);
}

/** @param {boolean} legacy */
function stageApplication(legacy) {
  for (const name of ['main.cjs', 'preload.cjs']) cpSync(built(name), path.join(stagedApplication, name));
  cpSync(built('renderer'), path.join(stagedApplication, 'renderer'), withoutMaps);
  if (legacy)
    cpSync(path.join(root, 'electron/legacy'), path.join(stagedApplication, 'legacy'), { recursive: true });
  writeFileSync(
    path.join(stagedApplication, 'package.json'),
    JSON.stringify({
      name: 'collocate',
      productName: 'Collocate',
      ...{ version, description, author },
      main: legacy ? 'legacy/entry.cjs' : 'main.cjs',
    }),
  );
}

/** @param {string} folder */
function stageEngine(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of ['engine.cjs', 'cli.cjs']) cpSync(built(name), path.join(folder, name));
  // The command line serves the window to a browser; plain Node can't read the application's archive.
  cpSync(built('renderer'), path.join(folder, 'renderer'), withoutMaps);
  cpSync(path.join(root, 'assets'), path.join(folder, 'assets'), { recursive: true });
  for (const name of ['LICENSE', 'package.json']) cpSync(path.join(root, name), path.join(folder, name));
  engineLibraries(path.join(folder, 'node_modules'), cacheFolder());
}

/** @param {string} folder */
function stageNode(folder) {
  mkdirSync(folder, { recursive: true });
  cpSync(testNodeBinary(cacheFolder()), path.join(folder, 'node'));
  chmodSync(path.join(folder, 'node'), 0o755);
}

/**

/** @param {string} place a file or a folder @returns {number} bytes, links not followed */
export function folderSize(place) {
  const state = lstatSync(place);
  if (!state.isDirectory()) return state.size;
  return readdirSync(place).reduce((sum, name) => sum + folderSize(path.join(place, name)), 0);
}
