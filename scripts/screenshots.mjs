import { rmSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { root } from './set-up/place.mjs';
import { setUpOrExit } from './set-up/steps.mjs';
import { startScreen } from './test/screen.mjs';

/** `npm run screenshots`: the pictures of docs/screens, made anew from real runs. */
await setUpOrExit('test');
const bundle = path.join(root, 'build/screenshots.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['test/window/screenshots.ts'],
  outfile: bundle,
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
const screen = await startScreen();
try {
  const { status } = spawnSync(process.execPath, [bundle, path.join(root, 'docs/screens')], {
    env: screen.env,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} finally {
  screen.stop();
  rmSync(bundle, { force: true });
}
