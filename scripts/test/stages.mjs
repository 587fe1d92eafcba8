import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { cacheFolder, root } from '../set-up/place.mjs';
import { testNodeBinary } from '../set-up/test-node.mjs';
import { startScreen } from './screen.mjs';

/**
 * What a stage found. A check counts as one failure when it fails and as nothing when it passes: only tests pass.
 * @typedef {{passed: number, failed: number}} Count
 * @typedef {{name: string, needs: import('../set-up/steps.mjs').Purpose, run: () => Promise<Count>, byWish?: boolean}} Stage
 * A stage `byWish` runs only when it is named.
 */

const tool = (/** @type {string} */ file) => path.join(root, 'node_modules', file);
const check =
  (/** @type {string[]} */ ...args) =>
  async () => ({
    passed: 0,
    failed: (await execute(process.execPath, args)) === 0 ? 0 : 1,
  });

/** In the order of their cost, so that the cheap answers come first. @type {Stage[]} */
export const stages = [
  {
    name: 'format',
    needs: 'check',
    run: check(tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'),
  },
  { name: 'lint', needs: 'check', run: check(tool('eslint/bin/eslint.js'), '--max-warnings', '0', '.') },
  { name: 'types', needs: 'check', run: check(tool('typescript/bin/tsc'), '--build', 'tsconfig.json') },
  {
    name: 'imports',
    needs: 'check',
    run: check(
      tool('dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.cjs', 'src', 'electron', 'renderer', 'scripts', 'test'],
    ),
  },
  { name: 'names', needs: 'check', run: check(path.join(root, 'scripts/check-names.mjs')) },
  { name: 'unit', needs: 'check', run: () => suite('unit', process.execPath, ['--fileParallelism']) },
  { name: 'engine', needs: 'engine', run: () => suite('engine', process.execPath) },
  { name: 'engine-node-24', needs: 'engine', run: () => suite('engine', testNodeBinary(cacheFolder())) },
  { name: 'window', needs: 'test', run: () => onScreen('window') },
  { name: 'packaged', needs: 'test', run: () => onScreen('packaged'), byWish: true },
  { name: 'responsive', needs: 'test', run: () => onScreen('responsive'), byWish: true },
];

/**
 * Runs a vitest project that opens windows.
 * @param {string} project
 */
async function onScreen(project) {
  const screen = await startScreen();
  try {
    return await suite(project, process.execPath, [], screen.env);
  } finally {
    screen.stop();
  }
}

/**
 * Runs one vitest project and counts its tests.
 * @param {string} project
 * @param {string} node
 * @param {string[]} [flags]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Count>}
 */
async function suite(project, node, flags = [], env = process.env) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'collocate-test-'));
  const file = path.join(folder, 'results.json');
  try {
    const code = await execute(
      node,
      [
        ...[tool('vitest/vitest.mjs'), 'run', '--project', project, ...flags],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      ],
      env,
    );
    return countTests(readFileSync(file, 'utf8'), code);
  } catch {
    console.log(`The ${project} tests ended without a result.`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A file that can't be loaded has no test that fails; no test at all is a failure too.
 * @param {string} results vitest's JSON report
 * @param {number} code its exit code
 * @returns {Count}
 */
export function countTests(results, code) {
  const { numPassedTests, numFailedTests } = JSON.parse(results);
  const ranNone = numPassedTests + numFailedTests === 0;
  const unnamed = numFailedTests === 0 && (code !== 0 || ranNone) ? 1 : 0;
  return { passed: numPassedTests, failed: numFailedTests + unnamed };
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} the exit code
 */
function execute(program, args, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
