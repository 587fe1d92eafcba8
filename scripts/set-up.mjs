import { forgetFailures } from './set-up/attempts.mjs';
import { cacheFolder } from './set-up/place.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

/** `npm run set-up [collocate|serve|window|test]`: only the set-up, trying again what could not be had before. */
const purpose = process.argv[2] ?? 'window';
if (purpose !== 'collocate' && purpose !== 'serve' && purpose !== 'window' && purpose !== 'test') {
  process.stderr.write(`Set up what? One of collocate, serve, window, test; not ${purpose}.\n`);
  process.exit(1);
}
forgetFailures(cacheFolder());
await setUpOrExit(purpose);
process.stderr.write('Everything is set up.\n');
