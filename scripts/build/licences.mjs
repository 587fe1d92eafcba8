import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildFolder } from './targets.mjs';
import { root } from '../set-up/place.mjs';

/**
 * One part of the lab that others made.
 * @typedef {{name: string, version: string, licence: string, text: string}} Part
 */

const listFile = (/** @type {string} */ target) =>
  path.join(buildFolder, '.stamps', `${target}.packages.json`);

/** What the engine loads at run time is in no bundle. */
const loadedByEngine = [
  '@libav.js/variant-webm-vp9',
  '@tensorflow/tfjs-node',
  'dejavu-fonts-ttf',
  'google-protobuf',
];

/** Where the words of a licence are the first comment of a file. */
const licenceComments = new Map([['@libav.js/variant-webm-vp9', /^libav-[\d.]+-webm-vp9\.wasm\.js$/]]);

/**
 * The npm packages among the files of a bundle.
 * @param {Iterable<string>} files
 */
export function packagesOf(files) {
  const names = new Set();
  for (const file of files) {
    const inside = file.split('node_modules/').pop();
    if (inside === undefined || inside === file) continue;
    const [scope = '', name = ''] = inside.split('/');
    names.add(scope.startsWith('@') ? `${scope}/${name}` : scope);
  }
  return [...names].sort();
}

/** @param {string} target @param {string[]} packages */
export function keepPackages(target, packages) {
  mkdirSync(path.dirname(listFile(target)), { recursive: true });
  writeFileSync(listFile(target), JSON.stringify(packages));
}

/**
 * Versions and licences of all packages in the bundles, as a file beside the pages: the About box shows it.
 * @param {readonly string[]} targets
 */
export function writeLicences(targets) {
  const names = new Set(loadedByEngine);
  for (const target of targets) {
    if (!existsSync(listFile(target))) continue;
    for (const name of JSON.parse(readFileSync(listFile(target), 'utf8'))) names.add(name);
  }
  const parts = [...names].sort().map(partOf);
  writeFileSync(path.join(buildFolder, 'renderer/licences.json'), JSON.stringify(parts));
}

/** @param {string} name @returns {Part} */
function partOf(name) {
  const folder = path.join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const text =
    commentOf(name, folder) ??
    files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n');
  return { name, version, licence: typeof license === 'string' ? license : 'see its text', text };
}

/** @param {string} name @param {string} folder */
function commentOf(name, folder) {
  const wanted = licenceComments.get(name);
  if (wanted === undefined) return undefined;
  const file = readdirSync(path.join(folder, 'dist')).find((one) => wanted.test(one));
  const comment = file && /\/\*!?([\s\S]*?)\*\//.exec(readFileSync(path.join(folder, 'dist', file), 'utf8'));
  if (!comment) throw new Error(`The licence of ${name} is not where it was.`);
  return comment[1].replace(/^ \* ?/gm, '').trim();
}
