import { addon } from './addon.mjs';
import { bundle } from './bundle.mjs';
import { stopCommands } from './command.mjs';
import { removePartials } from './disk.mjs';
import { electron } from './electron.mjs';
import { takeLock } from './lock.mjs';
import { packages } from './packages.mjs';
import { cacheFolder } from './place.mjs';
import { checkPlatform } from './platform.mjs';
import { diskProblem, SetUpProblem } from './problem.mjs';
import { makeReport } from './report.mjs';
import { packageTools, systemLibraries, testTools } from './system-libraries.mjs';
import { tensorflow } from './tensorflow.mjs';
import { testNode } from './test-node.mjs';

/** What things are needed for, from the least to the most. */
export const purposes = /** @type {const} */ ([
  'check',
  'engine',
  'collocate',
  'serve',
  'window',
  'package',
  'test',
]);
/** @typedef {typeof purposes[number]} Purpose */

/**
 * What a step gets to know.
 * @typedef {{purpose: Purpose, cache: string, env: NodeJS.ProcessEnv, report: import('./report.mjs').Report}} Context
 *
 * One thing that must be there. `ready` is quick: it is asked at every start.
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {string[]} purposes what it is needed for
 * @property {(context: Context) => boolean} ready
 * @property {(context: Context) => Promise<void>} run
 */

/** In the order in which one needs the other. @type {Step[]} */
const steps = [
  packages,
  tensorflow,
  addon,
  electron,
  systemLibraries,
  testTools,
  packageTools,
  testNode,
  bundle,
];

/**
 * Does everything that is missing for a purpose, and throws a SetUpProblem where it can't.
 * @param {Purpose} purpose
 */
export async function setUp(purpose, env = process.env, report = makeReport()) {
  checkPlatform();
  const context = { purpose, cache: cacheFolder(env), env, report };
  const missing = () => steps.filter((step) => step.purposes.includes(purpose) && !step.ready(context));
  if (missing().length === 0) return;

  const giveBack = await takeLock(context.cache, report);
  const interrupted = () => {
    stopCommands();
    report.say('Stopped. What is done is kept; run the same command again to go on.');
    removePartials(context.cache);
    giveBack();
    process.exit(130);
  };
  process.on('SIGINT', interrupted);
  process.on('SIGTERM', interrupted);
  try {
    removePartials(context.cache);
    for (const step of missing()) await doStep(step, context);
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    removePartials(context.cache);
    giveBack();
  }
}

/** @param {Step} step @param {Context} context */
async function doStep(step, context) {
  if (step.ready(context)) return;
  const started = Date.now();
  context.report.say(`Setting up: ${step.title} …`);
  try {
    await step.run(context);
  } catch (error) {
    context.report.end();
    const failure = /** @type {NodeJS.ErrnoException} */ (error);
    if (failure.code === 'ENOSPC') throw diskProblem(step.title, context.cache);
    if (failure.code === 'EACCES' || failure.code === 'EROFS') {
      throw new SetUpProblem(
        `${step.title} could not be written.`,
        failure.message,
        'Make the folder writable, or set COLLOCATE_CACHE to one that is, then run the same command again.',
      );
    }
    throw error;
  }
  context.report.say(`  ${step.title}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/**
 * For the launchers: sets up, and on a problem prints it and ends with exit code 1.
 * @param {Purpose} purpose
 */
export async function setUpOrExit(purpose, env = process.env) {
  try {
    await setUp(purpose, env);
  } catch (error) {
    const text = error instanceof SetUpProblem ? String(error) : `Set-up failed: ${error}`;
    process.stderr.write(`\n${text}\n`);
    process.exit(1);
  }
}
