import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build as bundle } from 'esbuild';
import { build as buildPage } from 'vite';
import { buildFolder, inputHash, outdated, stampFile, targets } from './build/targets.mjs';
import { keepPackages, packagesOf, writeLicences } from './build/licences.mjs';
import { root } from './set-up/place.mjs';

/** Bundles what is out of date into build/: `npm run build`, or `npm run build -- cli engine` for some of it. */
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !targets.some((target) => target.name === name));
if (unknown.length > 0) {
  console.error(
    `No such part: ${unknown.join(', ')}. There are ${targets.map((target) => target.name).join(', ')}.`,
  );
  process.exit(2);
}

const ownAddress = {
  define: { 'import.meta.url': 'bundleAddress' },
  banner: { js: "const bundleAddress = require('url').pathToFileURL(__filename).href;" },
};

const due = new Set(outdated());
for (const target of targets) {
  if (asked.length > 0 && !asked.includes(target.name)) continue;
  if (!existsSync(path.join(root, target.entry)))
    console.log(`${target.name}: ${target.entry} is not there; left out`);
  else if (!due.has(target)) console.log(`${target.name}: up to date`);
  else await build(target).catch((error) => fail(target, error));
}
if (existsSync(path.join(buildFolder, 'renderer'))) writeLicences(targets.map(({ name }) => name));

/** One part that fails leaves the others to be built. */
function fail(/** @type {import('./build/targets.mjs').Target} */ target, /** @type {Error} */ error) {
  console.error(`${target.name}: ${error.message}`);
  process.exitCode = 1;
}

/** @param {import('./build/targets.mjs').Target} target */
async function build(target) {
  const started = Date.now();
  // Taken before the build: a file changed meanwhile makes the stamp differ, and the next build catches up.
  const hash = inputHash(target);
  await (target.name === 'renderer' ? buildRenderer(target) : buildProgram(target));
  mkdirSync(path.dirname(stampFile(target)), { recursive: true });
  writeFileSync(stampFile(target), hash);
  console.log(`${target.name}: built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** @param {import('./build/targets.mjs').Target} target */
async function buildProgram(target) {
  const { metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: [target.entry],
    outfile: path.join(buildFolder, target.output),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: target.target,
    external: ['@tensorflow/tfjs-node', 'electron'],
    // Sources speak ES modules; their own address is the bundle's. The preload script lives in a sandbox without files.
    ...(target.name === 'preload' ? {} : ownAddress),
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
  keepPackages(target.name, packagesOf(Object.keys(metafile.inputs)));
}

/** @param {import('./build/targets.mjs').Target} target */
async function buildRenderer(target) {
  const fresh = path.join(buildFolder, `.${target.output}-${process.pid}`);
  try {
    await buildPage({
      configFile: false,
      root: path.join(root, 'renderer'),
      base: './',
      logLevel: 'warn',
      esbuild: { jsx: 'automatic' },
      plugins: [
        {
          name: 'packages',
          generateBundle() {
            keepPackages(target.name, packagesOf(this.getModuleIds()));
          },
        },
      ],
      build: {
        outDir: fresh,
        emptyOutDir: true,
        target: target.target,
        cssTarget: target.target,
        modulePreload: { polyfill: false },
        sourcemap: true,
        chunkSizeWarningLimit: 4000,
        rollupOptions: {
          // Comments of packages that only a bundler reads, in places where it can't use them.
          onwarn: (warning, warn) => warning.code === 'INVALID_ANNOTATION' || warn(warning),
        },
      },
    });
    rmSync(path.join(buildFolder, target.output), { recursive: true, force: true });
    renameSync(fresh, path.join(buildFolder, target.output));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
