import { rmSync } from 'node:fs';
import { build, Platform } from 'electron-builder';
import { configuration } from './configuration.mjs';
import { packedFolder } from './place.mjs';

/**
 * The application as a folder, made by electron-builder around the Electron at hand.
 * @param {{version: string, folder: string, legacy: boolean}} electron
 */
export async function unpackedApplication(electron) {
  rmSync(packedFolder, { recursive: true, force: true });
  await build({ targets: Platform.LINUX.createTarget('dir'), config: configuration(electron) });
}
