import { forgetFailures } from './set-up/attempts.mjs';
import { cacheFolder } from './set-up/place.mjs';
import { purposes, setUpOrExit } from './set-up/steps.mjs';

/** `npm run set-up -- [PURPOSE]`: only the set-up, trying again what could not be had before. */
const asked = process.argv[2] ?? 'window';
const purpose = purposes.find((name) => name === asked);
if (!purpose) {
  process.stderr.write(`Set up for what? One of ${purposes.join(', ')}; not ${asked}.\n`);
  process.exit(1);
}
forgetFailures(cacheFolder());
await setUpOrExit(purpose);
process.stderr.write('Everything is set up.\n');
