import path from 'node:path';
import { launch } from './launch.mjs';
import { root } from './set-up/place.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

/** `npm run collocate -- …`: the command line. Set-up speaks on the error stream only. */
const args = process.argv.slice(2);
await setUpOrExit(args.includes('serve') ? 'serve' : 'collocate');
launch(process.execPath, [path.join(root, 'build/cli.cjs'), ...args]);
