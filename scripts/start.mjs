import path from 'node:path';
import { electronCommand } from './electron-command.mjs';
import { launch } from './launch.mjs';
import { hasDisplay, root } from './set-up/place.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

/** `npm start`: the lab in its window; without a display, or with --serve, in a browser on this machine. */
const args = process.argv.slice(2);
const rest = args.filter((argument) => argument !== '--serve');

if (rest.length < args.length || !hasDisplay()) {
  await setUpOrExit('serve');
  if (rest.length === args.length) {
    process.stderr.write('There is no display here, so the window is served to a browser on this machine.\n');
  }
  launch(process.execPath, [path.join(root, 'build/cli.cjs'), 'serve', ...rest]);
} else {
  await setUpOrExit('window');
  const electron = electronCommand();
  if (electron.legacy) {
    process.stderr.write(
      `Electron ${electron.version}: old, without security fixes; for development and tests only.\n`,
    );
  }
  launch(electron.program, [...electron.args, ...rest], electron.env);
}
