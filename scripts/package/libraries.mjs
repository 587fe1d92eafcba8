import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { root } from '../set-up/place.mjs';
import { tensorflowFolders } from '../set-up/tensorflow.mjs';

const modules = path.join(root, 'node_modules');
const shared = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
/** The names under which the addon and the library ask for them. */
const links = { 'libtensorflow.so': shared[0], 'libtensorflow_framework.so': shared[1] };

/**
 * The npm packages that the engine's bundle loads at run time, each with all that it depends on.
 * The package of the addon is not copied whole: the engine uses its native part and its message classes alone.
 */
const wholePackages = ['google-protobuf'];

/** Of the letters of PDF files these are used, and their licence goes with them. */
const fontParts = [
  ...['DejaVuSansCondensed', 'DejaVuSansCondensed-Bold', 'DejaVuSansMono'].map((name) => `ttf/${name}.ttf`),
  'LICENSE',
  'package.json',
];

const videoPackage = '@libav.js/variant-webm-vp9';

/** Of the encoder of videos: what one thread needs. */
function videoParts() {
  const files = readdirSync(path.join(modules, videoPackage, 'dist'));
  const used = files.filter((file) => /^libav-webm-vp9\.js$|\.wasm\.(js|wasm)$/.test(file));
  return ['package.json', ...used.map((file) => `dist/${file}`)];
}

/**
 * Lays out `node_modules` for the engine: the addon finds the library by a path relative to itself.
 * @param {string} folder where `node_modules` is made
 * @param {string} cache
 */
export function engineLibraries(folder, cache) {
  const target = path.join(folder, '@tensorflow/tfjs-node');
  addonFile(target);
  for (const part of ['dist/proto/api_pb.js', 'package.json']) copyPart(part, target);
  const fonts = path.join(folder, 'dejavu-fonts-ttf');
  for (const part of fontParts) copyPart(part, fonts, 'dejavu-fonts-ttf');
  for (const part of videoParts()) copyPart(part, path.join(folder, videoPackage), videoPackage);
  for (const name of wholePackages) copyPackage(name, folder);
  sharedLibraries(path.join(tensorflowFolders(cache).cpu, 'tensorflow'), path.join(target, 'deps/lib'));
}

/** @param {string} target the folder of the addon's package */
export const addonFile = (target) => copyPart('lib/napi-v8/tfjs_binding.node', target);

/** @param {string} part @param {string} target the package's new folder @param {string} name */
function copyPart(part, target, name = '@tensorflow/tfjs-node') {
  const file = path.join(target, part);
  mkdirSync(path.dirname(file), { recursive: true });
  cpSync(realpathSync(path.join(modules, name, part)), file);
}

/** @param {string} from @param {string} folder */
export function sharedLibraries(from, folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of shared) {
    const file = path.join(folder, name);
    cpSync(realpathSync(path.join(from, name)), file);
    chmodSync(file, 0o644);
    // Symbols for debuggers are a quarter of the size.
    execFileSync('strip', ['--strip-all', file]);
  }
  for (const [name, library] of Object.entries(links)) symlinkSync(library, path.join(folder, name));
}

/** @param {string} name @param {string} folder */
function copyPackage(name, folder) {
  const source = path.join(modules, name);
  const target = path.join(folder, name);
  if (existsSync(target)) return;
  cpSync(source, target, { recursive: true, dereference: true });
  const { dependencies = {} } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'));
  for (const needed of Object.keys(dependencies)) copyPackage(needed, folder);
}
