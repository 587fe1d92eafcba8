import path from 'node:path';
import { root } from '../set-up/place.mjs';
import { distFolder, stagedApplication, stagedResources, version } from './place.mjs';

/**
 * What a release build switches off in Electron's binary (its documentation calls these fuses): nobody may run the
 * application as a plain Node, debug it, or put other code in the place of its archive.
 */
export const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
};

/**
 * The configuration of electron-builder. A package around an old Electron is for development: it carries the shim,
 * its binary has no fuses to set, and its name says what it is.
 * @param {{version: string, folder: string | null, legacy: boolean}} electron
 * @returns {import('electron-builder').Configuration}
 */
export function configuration({ version: electronVersion, folder, legacy }) {
  return {
    appId: 'org.collocate.lab',
    productName: 'Collocate',
    copyright: 'MIT licence, Collocate contributors',
    electronVersion,
    ...(folder === null ? {} : { electronDist: folder }),
    npmRebuild: false,
    nodeGypRebuild: false,
    directories: { app: stagedApplication, output: distFolder, buildResources: path.join(root, 'assets') },
    // Everything is bundled: no package is collected from the checkout.
    files: ['**/*', '!node_modules'],
    asar: true,
    ...(legacy ? { asarUnpack: ['legacy/**'] } : { electronFuses: fuses }),
    extraFiles: [{ from: path.join(root, 'LICENSE'), to: 'LICENSE' }],
    extraResources: [{ from: stagedResources, to: '.' }],
    linux: {
      target: ['dir', 'AppImage'],
      executableName: 'collocate-window',
      category: 'Science',
      synopsis: 'Physics-informed solving of differential equations',
      icon: path.join(root, 'renderer/public/icon.png'),
    },
    // These two need their own machines, with their own Electron and TensorFlow.
    win: { target: ['nsis'], icon: path.join(root, 'renderer/public/icon.png') },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
    mac: {
      target: ['dmg', 'zip'],
      category: 'public.app-category.education',
      hardenedRuntime: true,
      icon: path.join(root, 'renderer/public/icon.png'),
    },
    artifactName: `collocate-${version}-\${os}-\${arch}.\${ext}`,
    publish: null,
  };
}
