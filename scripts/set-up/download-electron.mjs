import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './place.mjs';

/** Run as a program of its own, once the packages are there: fetches Electron's archive into the given folder. */
const electron = createRequire(path.join(root, 'node_modules/electron/package.json'));
const { downloadArtifact } = electron('@electron/get');
const archive = await downloadArtifact({
  version: electron('./package.json').version,
  artifactName: 'electron',
  platform: 'linux',
  arch: 'x64',
  checksums: electron('./checksums.json'),
  cacheRoot: path.resolve(process.argv[2], 'archive'),
});
process.stdout.write(`archive: ${archive}\n`);
