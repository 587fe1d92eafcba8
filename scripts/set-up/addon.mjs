import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { run } from './command.mjs';
import { findCompiler } from './compiler.mjs';
import { buildFolder } from './disk.mjs';
import { root } from './place.mjs';
import { lastLines, SetUpProblem } from './problem.mjs';
import { tensorflowInUse } from './tensorflow.mjs';

const tfjs = path.join(root, 'node_modules/@tensorflow/tfjs-node');
const nodeHeaders = path.join(root, 'node_modules/node-api-headers/include');
/** One build serves every Node and Electron: it uses the stable interface only, at the version that tfjs-node asks for. */
const interfaceVersion = 8;
const flags = ['-shared', '-fPIC', '-std=c++17', '-O2', `-DNAPI_VERSION=${interfaceVersion}`];
const sources = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];

/** The bridge between Node and TensorFlow's library, compiled once for each pair of versions. */
export const addon = {
  name: 'addon',
  title: 'TensorFlow addon',
  purposes: ['engine', 'collocate', 'serve', 'window', 'package', 'test'],
  /** @param {import('./steps.mjs').Context} context */
  ready({ cache, env }) {
    const library = tensorflowInUse(cache, env);
    const stamp = readStamp();
    return library !== null && stamp !== '' && stamp === stampOf(library);
  },
  /** @param {import('./steps.mjs').Context} context */
  async run(context) {
    const library = tensorflowInUse(context.cache, context.env);
    if (!library) throw new Error('TensorFlow comes before its addon.');
    linkLibrary(library);
    const built = path.join(context.cache, 'addon', cacheKey(library));
    if (!existsSync(built)) await buildFolder(context.cache, built, (partial) => compile(partial, context));
    install(path.join(built, 'tfjs_binding.node'));
    await prove(context);
    writeFileSync(path.join(tfjs, 'lib/collocate'), stampOf(library));
  },
};

/** @param {string} library */
const stampOf = (library) => `${library}\n${cacheKey(library)}\n`;

/** Empty before the first build: then the packages may be missing too, and nothing more can be asked. */
function readStamp() {
  try {
    return readFileSync(path.join(tfjs, 'lib/collocate'), 'utf8');
  } catch {
    return '';
  }
}

/** The C library's version is part of it: a home folder may be shared between machines of different age. */
export function cacheKey(/** @type {string} */ library) {
  const { version } = JSON.parse(readFileSync(path.join(tfjs, 'package.json'), 'utf8'));
  const recipe = [path.basename(library), version, ...flags, cLibrary()].join('\n');
  return `${version}-${createHash('sha256').update(recipe).digest('hex').slice(0, 16)}`;
}

function cLibrary() {
  for (const folder of ['/lib/x86_64-linux-gnu', '/lib64', '/usr/lib64', '/usr/lib']) {
    const file = path.join(folder, 'libc.so.6');
    if (!existsSync(file)) continue;
    return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 8);
  }
  return 'unknown';
}

/**
 * The addon looks for the library in `deps/lib` beside it. That is a link to the wheel's own folder, so that the
 * library in turn finds the CUDA libraries, which it looks for relative to itself.
 * @param {string} library
 */
function linkLibrary(library) {
  mkdirSync(path.join(tfjs, 'deps'), { recursive: true });
  link(path.join(library, 'tensorflow'), path.join(tfjs, 'deps/lib'));
  link(path.join(library, 'tensorflow/include'), path.join(tfjs, 'deps/include'));
}

/** @param {string} target @param {string} place */
function link(target, place) {
  const fresh = `${place}.${process.pid}`;
  rmSync(fresh, { force: true });
  symlinkSync(target, fresh);
  renameSync(fresh, place);
}

/** @param {string} partial @param {import('./steps.mjs').Context} context */
async function compile(partial, { env, report }) {
  const compiler = findCompiler(env);
  const started = Date.now();
  const { code, output } = await run(
    compiler,
    [
      ...flags,
      ...['-I..', `-I${nodeHeaders}`, '-Ideps/include', ...sources],
      ...['-Ldeps/lib', '-ltensorflow', '-ltensorflow_framework', '-Wl,-rpath,$ORIGIN/../../deps/lib'],
      ...['-o', path.join(partial, 'tfjs_binding.node')],
    ],
    {
      cwd: tfjs,
      env,
      watch: () => report.progress(`compiling, ${Math.round((Date.now() - started) / 1000)} s`),
    },
  );
  report.end();
  if (code === 0) return;
  throw new SetUpProblem(
    'The TensorFlow addon could not be compiled.',
    lastLines(output),
    'Check that the C++ compiler is complete (Debian, Ubuntu: sudo apt-get install g++), then run the same command again.',
  );
}

/** @param {string} file */
function install(file) {
  const folder = path.join(tfjs, `lib/napi-v${interfaceVersion}`);
  mkdirSync(folder, { recursive: true });
  const fresh = path.join(folder, `tfjs_binding.${process.pid}`);
  copyFileSync(file, fresh);
  renameSync(fresh, path.join(folder, 'tfjs_binding.node'));
  // tfjs-node looks for the interface version of the Node that runs it; Electron 9 knows version 5.
  link(`napi-v${interfaceVersion}`, path.join(tfjs, 'lib/napi-v5'));
}

/** A library that can't be loaded is found out here, and not in the middle of somebody's work. */
async function prove(/** @type {import('./steps.mjs').Context} */ { env }) {
  const binding = path.join(tfjs, `lib/napi-v${interfaceVersion}/tfjs_binding.node`);
  const { code, output } = await run(
    process.execPath,
    [
      '-e',
      'try { require(process.argv[1]) } catch (error) { console.log(error.message); process.exit(1) }',
      binding,
    ],
    { env: { ...env, TF_CPP_MIN_LOG_LEVEL: '2' } },
  );
  if (code === 0) return;
  throw new SetUpProblem(
    'The TensorFlow library does not load on this machine.',
    lastLines(output),
    'If a processor instruction or a system library is missing, use a newer machine or system. Otherwise remove the cache folder (docs/set-up.md) and run the same command again.',
  );
}
