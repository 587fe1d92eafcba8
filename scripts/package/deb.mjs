import path from 'node:path';
import installer from 'electron-installer-debian';
import { root } from '../set-up/place.mjs';
import { distFolder, packedFolder, version } from './place.mjs';

/**
 * The .deb of the unpacked application: what it needs of the system is named, so that the package manager brings it.
 * @param {{legacy: boolean, version: string}} electron
 * @returns {Promise<string>} the file
 */
export async function makeDeb(electron) {
  const warning = electron.legacy
    ? ` This is a development package around Electron ${electron.version}, which gets no security fixes.`
    : '';
  const { packagePaths } = await installer({
    src: packedFolder,
    dest: distFolder,
    arch: 'amd64',
    options: {
      name: 'collocate',
      productName: 'Collocate',
      genericName: 'Laboratory for differential equations',
      description: 'Physics-informed solving of differential equations',
      productDescription: `Describe any system of differential equations without writing code, train physics-informed networks on it, look inside the solution and take result files away.${warning}`,
      version,
      section: 'science',
      bin: 'resources/collocate',
      maintainer: 'Collocate contributors <collocate@localhost>',
      categories: ['Science', 'Education'],
      icon: path.join(root, 'renderer/public/icon.png'),
      compression: 'zstd',
      lintianOverrides: [],
    },
  });
  const [file] = packagePaths;
  if (file === undefined) throw new Error('electron-installer-debian made no package.');
  return file;
}
