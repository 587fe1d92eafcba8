import path from 'node:path';
import { electronInUse } from './set-up/electron.mjs';
import { cacheFolder, isRoot, root } from './set-up/place.mjs';

/**
 * How Electron is started here, for `npm start` and for the tests: the program, its arguments before those of the
 * lab, and the environment it needs. Everything that serves the old Electron is added here and nowhere else.
 * @returns {{program: string, args: string[], env: NodeJS.ProcessEnv, legacy: boolean, version: string}}
 */
export function electronCommand(env = process.env) {
  const electron = electronInUse(cacheFolder(env));
  if (!electron) throw new Error('Electron is not set up yet: run `npm run set-up`.');
  const flags = isRoot() ? ['--no-sandbox'] : [];
  /** @type {NodeJS.ProcessEnv} */
  const own = { ...env };
  // Under VS Code and the like this would turn Electron into a plain Node.
  delete own.ELECTRON_RUN_AS_NODE;
  const program = path.join(electron.folder, 'electron');
  if (!electron.legacy)
    return { program, args: [...flags, root], env: own, legacy: false, version: electron.version };

  if (!isRoot()) flags.push('--disable-seccomp-filter-sandbox');
  // Its own Node is too old for the engine, which runs on the Node that started us.
  own.COLLOCATE_NODE = env.COLLOCATE_NODE || process.execPath;
  const shim = path.join(root, 'electron/legacy/shim.cjs');
  return { program, args: [...flags, '-r', shim, root], env: own, legacy: true, version: electron.version };
}
