import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../set-up/place.mjs';

export const buildFolder = path.join(root, 'build');

/** Main and preload are bundled for the oldest Electron that may run them (docs/set-up.md). */
const oldElectron = ['node12.14', 'chrome83'];

/**
 * What is built, from where, and which folders it is made of.
 * @typedef {{name: string, entry: string, output: string, target: string[], inputs: string[]}} Target
 * @type {Target[]}
 */
export const targets = [
  { name: 'cli', entry: 'src/cli/main.ts', output: 'cli.cjs', target: ['node20'], inputs: ['src'] },
  {
    name: 'engine',
    entry: 'electron/engine/main.ts',
    output: 'engine.cjs',
    target: ['node20'],
    inputs: ['src', 'electron/engine'],
  },
  {
    name: 'main',
    entry: 'electron/main/main.ts',
    output: 'main.cjs',
    target: oldElectron,
    inputs: ['src/lab', 'src/export', 'electron/main', 'electron/channels', 'package.json'],
  },
  {
    name: 'preload',
    entry: 'electron/preload/preload.ts',
    output: 'preload.cjs',
    target: oldElectron,
    inputs: ['src/lab', 'src/export', 'electron/preload', 'electron/channels'],
  },
  {
    name: 'renderer',
    entry: 'renderer/index.html',
    output: 'renderer',
    target: ['chrome83'],
    inputs: [
      'renderer',
      'assets',
      ...['study', 'language', 'field', 'geometry', 'export', 'lab'].map((name) => `src/${name}`),
    ],
  },
];

/** Everything that changes every bundle. */
const shared = ['package-lock.json', 'scripts/build.mjs', 'scripts/build', 'tsconfig'];

/** @param {Target} target */
export const stampFile = (target) => path.join(buildFolder, '.stamps', target.name);

/** The targets whose output is older than their sources; one whose entry does not exist is never due. */
export function outdated() {
  const cache = new Map();
  return targets.filter((target) => existsSync(path.join(root, target.entry)) && !isCurrent(target, cache));
}

/** @param {Target} target @param {Map<string, string>} cache */
function isCurrent(target, cache) {
  if (!existsSync(path.join(buildFolder, target.output))) return false;
  try {
    return readFileSync(stampFile(target), 'utf8') === inputHash(target, cache);
  } catch {
    return false;
  }
}

/** @param {Target} target @param {Map<string, string>} cache */
export function inputHash(target, cache = new Map()) {
  const hash = createHash('sha256');
  for (const input of [...shared, ...target.inputs]) {
    if (!cache.has(input)) cache.set(input, hashOf(path.join(root, input)));
    hash.update(`${input} ${cache.get(input)}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} place a file or a folder @returns {string} */
function hashOf(place) {
  const hash = createHash('sha256');
  try {
    const entries = readdirSync(place, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) hash.update(`${entry.name} ${hashOf(path.join(place, entry.name))}\n`);
  } catch {
    if (existsSync(place)) hash.update(readFileSync(place));
  }
  return hash.digest('hex');
}
