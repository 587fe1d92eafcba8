import { readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './command.mjs';
import { findProgram, root } from './place.mjs';
import { downloadProblem, SetUpProblem } from './problem.mjs';

/** The npm packages, exactly as the lock file names them. No package runs code of its own while it installs. */
export const packages = {
  name: 'packages',
  title: 'npm packages',
  purposes: ['check', 'engine', 'collocate', 'serve', 'window', 'package', 'test'],
  ready: () => isInstalled(root),
  /** @param {import('./steps.mjs').Context} context */
  async run({ report, env }) {
    const npm = npmCommand(env);
    const started = Date.now();
    const { code, output } = await run(
      npm.program,
      [...npm.args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: root,
        env,
        watch: () => report.progress(`installing, ${Math.round((Date.now() - started) / 1000)} s`),
      },
    );
    report.end();
    if (code !== 0) throw downloadProblem('The npm packages', withoutFrame(output), root);
    if (!isInstalled(root)) {
      throw new SetUpProblem(
        'The npm packages are not complete.',
        'npm ended without an error, but what it installed differs from package-lock.json.',
        'Remove the folder node_modules and run the same command again.',
      );
    }
  },
};

/** npm's reason stands first, under a prefix; advice on npm itself follows it. @param {string} output */
function withoutFrame(output) {
  const lines = output.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, ''));
  return lines
    .filter((line) => line.trim() !== '')
    .slice(0, 6)
    .join('\n');
}

/** Under `npm start` the same npm is used again; otherwise the one on PATH. */
export function npmCommand(env = process.env) {
  if (env.npm_execpath?.endsWith('.js')) return { program: process.execPath, args: [env.npm_execpath] };
  const program = findProgram('npm', env);
  if (program) return { program, args: [] };
  throw new SetUpProblem(
    'npm was not found.',
    'Collocate is made of npm packages, and npm installs them. It usually comes with Node.',
    'Install npm (Debian, Ubuntu: sudo apt-get install npm), then run the same command again.',
  );
}

/**
 * npm leaves a list of what it installed, written last. It must hold everything that the lock file asks for.
 * @param {string} folder
 */
export function isInstalled(folder) {
  const wanted = readLock(path.join(folder, 'package-lock.json'));
  const present = readLock(path.join(folder, 'node_modules/.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([name, entry]) =>
      name === '' || present[name]?.version === entry.version || (entry.optional && !present[name]),
  );
}

/** @param {string} file @returns {Record<string, {version: string, optional?: boolean}> | null} */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}
