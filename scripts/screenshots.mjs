import { rmSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { root } from './set-up/place.mjs';
import { setUpOrExit } from './set-up/steps.mjs';
import { startScreen } from './test/screen.mjs';

/**
 * `npm run screenshots`: the pictures of docs/screens, made anew from real runs; `-- boxes window` for some, and
 * `-- boxes:current boxes:error` for some of the boxes.
 */
const parts = {
  window: { entry: 'test/window/screenshots.ts', pictures: [] },
  boxes: {
    entry: 'test/window/box-screenshots.ts',
    pictures: ['current', 'field-lines', 'volume', 'error'],
  },
  sequences: { entry: 'test/window/sequence-screenshots.ts', pictures: [] },
};
const names = Object.entries(parts).flatMap(([part, { pictures }]) => [
  part,
  ...pictures.map((picture) => `${part}:${picture}`),
]);
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`No such pictures: ${unknown.join(', ')}. There are ${names.join(', ')}.`);
  process.exit(2);
}
await setUpOrExit('test');
/** One program that drives the window, as a file that Node runs. */
async function bundled(/** @type {string} */ entry) {
  const outfile = path.join(root, `build/${path.basename(entry, '.ts')}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    // The set-up scripts find the project from their own address, so they stay where they are.
    plugins: [
      {
        name: 'scripts-in-place',
        setup(plugin) {
          plugin.onResolve({ filter: /scripts\/.*\.mjs$/ }, ({ path: file, resolveDir }) => ({
            path: path.resolve(resolveDir, file),
            external: true,
          }));
        },
      },
    ],
  });
  return outfile;
}

const screen = await startScreen();
try {
  for (const [part, { entry, pictures }] of Object.entries(parts)) {
    const isWhole = asked.length === 0 || asked.includes(part);
    const some = pictures.filter((picture) => isWhole || asked.includes(`${part}:${picture}`));
    if (!isWhole && some.length === 0) continue;
    const program = await bundled(entry);
    const args = [program, path.join(root, 'docs/screens'), ...some];
    const { status } = spawnSync(process.execPath, args, {
      env: screen.env,
      stdio: 'inherit',
    });
    rmSync(program, { force: true });
    if (status !== 0) process.exitCode = status ?? 1;
  }
} finally {
  screen.stop();
}
