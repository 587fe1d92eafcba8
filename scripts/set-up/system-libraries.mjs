import { existsSync, readFileSync } from 'node:fs';
import { run } from './command.mjs';
import { findProgram, isRoot } from './place.mjs';
import { downloadProblem, SetUpProblem } from './problem.mjs';

/** What a window needs of the system: library → Debian's package (an age of names each). */
const windowLibraries = {
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnss3.so': ['libnss3'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libgbm.so.1': ['libgbm1'],
  'libdrm.so.2': ['libdrm2'],
  'libXss.so.1': ['libxss1'],
  'libXtst.so.6': ['libxtst6'],
  'libxcb-dri3.so.0': ['libxcb-dri3-0'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  'libcups.so.2': ['libcups2t64', 'libcups2'],
  'libX11-xcb.so.1': ['libx11-xcb1'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXcursor.so.1': ['libxcursor1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXrandr.so.2': ['libxrandr2'],
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libGL.so.1': ['libgl1'],
};
/** Mesa draws where there is no graphics card; its file has a version in its name on some systems. */
const mesa = { folder: '/usr/lib/x86_64-linux-gnu/dri', packages: ['libgl1-mesa-dri'] };

/** @returns {string[][]} for each missing library the packages that may carry it */
export function missingLibraries(loaderCache = readLoaderCache()) {
  // Systems without a loader cache keep their libraries in places of their own: Electron itself will tell.
  if (loaderCache === null) return [];
  const missing = Object.entries(windowLibraries)
    .filter(([library]) => !loaderCache.includes(`${library}\0`))
    .map(([, names]) => names);
  const debianLike = existsSync('/usr/lib/x86_64-linux-gnu');
  return debianLike && !existsSync(mesa.folder) ? [...missing, mesa.packages] : missing;
}

/** The loader's own list of libraries: names between zero bytes. */
function readLoaderCache() {
  try {
    return readFileSync('/etc/ld.so.cache', 'latin1');
  } catch {
    return null;
  }
}

export const systemLibraries = {
  name: 'system-libraries',
  title: 'system libraries for a window',
  purposes: ['window', 'test'],
  ready: () => missingLibraries().length === 0,
  /** @param {import('./steps.mjs').Context} context */
  run: (context) => install('the window', missingLibraries(), context),
};

/** Chromium draws the served window in its tests; Debian and others name it differently. */
export const chromium = (env = process.env) =>
  env.COLLOCATE_CHROMIUM ||
  findProgram('chromium', env) ||
  findProgram('chromium-browser', env) ||
  findProgram('google-chrome', env);

/** @param {NodeJS.ProcessEnv} env */
function missingTools(env) {
  return [
    ...(findProgram('Xvfb', env) ? [] : [['xvfb']]),
    ...(chromium(env) ? [] : [['chromium', 'chromium-browser']]),
  ];
}

export const testTools = {
  name: 'test-tools',
  title: 'a virtual screen and Chromium for tests',
  purposes: ['test'],
  /** @param {import('./steps.mjs').Context} context */
  ready: ({ env }) => missingTools(env).length === 0,
  /** @param {import('./steps.mjs').Context} context */
  run: (context) => install('the window tests', missingTools(context.env), context),
};

/** Programs that make a package → Debian's packages. */
const packagePrograms = { fakeroot: 'fakeroot', 'dpkg-deb': 'dpkg', zstd: 'zstd', strip: 'binutils' };

/** @param {NodeJS.ProcessEnv} env */
const missingPrograms = (env) =>
  Object.entries(packagePrograms)
    .filter(([program]) => !findProgram(program, env))
    .map(([, name]) => [name]);

export const packageTools = {
  name: 'package-tools',
  title: 'tools that make packages',
  purposes: ['package'],
  /** @param {import('./steps.mjs').Context} context */
  ready: ({ env }) => missingPrograms(env).length === 0,
  /** @param {import('./steps.mjs').Context} context */
  run: (context) => install('packages', missingPrograms(context.env), context),
};

/**
 * @param {string} thing
 * @param {string[][]} wanted
 * @param {import('./steps.mjs').Context} context
 */
async function install(thing, wanted, { cache, env, report }) {
  const apt = findProgram('apt-get', env);
  const problem = `System packages for ${thing} are not installed.`;
  if (!apt) {
    throw new SetUpProblem(
      problem,
      `This system has no apt-get. Debian calls them ${wanted.map(([name]) => name).join(' ')}.`,
      'Install the packages of the same libraries with the package tool of this system, or use the window in a browser: npm start -- --serve',
    );
  }
  if (!isRoot()) {
    const names = await Promise.all(wanted.map((candidates) => firstKnown(candidates, env)));
    throw new SetUpProblem(
      problem,
      'Only the administrator can install them.',
      `Type: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    );
  }
  const quiet = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, watch: waiting(report) };
  await run(apt, ['update'], quiet);
  const names = await Promise.all(wanted.map((candidates) => firstKnown(candidates, quiet.env)));
  const { code, output } = await run(apt, ['install', '-y', '--no-install-recommends', ...names], quiet);
  report.end();
  if (code !== 0) throw downloadProblem(`The system packages ${names.join(' ')}`, output, cache);
}

/** @param {import('./report.mjs').Report} report */
function waiting(report) {
  const started = Date.now();
  return () => report.progress(`installing system packages, ${Math.round((Date.now() - started) / 1000)} s`);
}

/** @param {string[]} candidates @param {NodeJS.ProcessEnv} env */
async function firstKnown(candidates, env) {
  for (const name of candidates) {
    const { output } = await run('apt-cache', ['policy', name], { env });
    if (/Candidate: (?!\(none\))/.test(output)) return name;
  }
  return candidates[candidates.length - 1];
}
