import { execFileSync } from 'node:child_process';
import { root } from './set-up/place.mjs';

/** `npm run check:package`: makes the .deb, installs it, and uses what it installed as a person does. */
for (const args of [
  ['scripts/package.mjs', 'deb'],
  ['scripts/test.mjs', 'packaged'],
]) {
  try {
    execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  } catch (error) {
    process.exit(/** @type {{status?: number}} */ (error).status ?? 1);
  }
}
