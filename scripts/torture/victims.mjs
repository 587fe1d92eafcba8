import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { begin, ended, isRun, killGroup, recordOf, stepOf, trainerOf, until } from './lives.mjs';

/**
 * One kill: what was killed, at which step of the table, and whether it trained by then or was still starting.
 * @typedef {{victim: 'command line' | 'engine' | 'application', step: number, training: boolean}} Kill
 *
 * @typedef {object} Scene
 * @property {{cli: string, engine: string, application: string}} programs
 * @property {string} study the file
 * @property {string} store
 * @property {number} threads
 * @property {number} span seconds within which a kill falls, counted from the first new step
 * @property {() => number} random from 0 to 1
 */

/** A share of the kills falls before the first new step: while the engine starts, compiles or reads the checkpoint. */
const early = 0.15;
/** Kills of one run; then it is left to end. */
const killsOfOne = 5;

/**
 * Trains by the command line, which is killed and resumed.
 * @param {Scene} scene @param {string} run
 * @returns {Promise<Kill[]>}
 */
export async function tortureCommandLine(scene, run) {
  const folder = path.join(scene.store, run);
  const env = { ...process.env, COLLOCATE_RUNS: scene.store };
  /** @type {Kill[]} */
  const kills = [];
  for (;;) {
    const first = !isRun(folder);
    const args = first
      ? ['run', scene.study, '--out', folder, '--threads', String(scene.threads)]
      : ['resume', run];
    const before = stepOf(folder);
    const life = begin([scene.programs.cli, ...args], env);
    if (kills.length < killsOfOne) await moment(scene, folder, before, first, life);
    else await ended(life);
    if (life.ended) return over(life, folder, kills);
    const step = stepOf(folder);
    killGroup(life);
    await ended(life);
    kills.push({ victim: 'command line', step, training: step > before });
  }
}

/**
 * Trains in an engine process under a supervisor. The engine is killed twice, so that the supervisor starts it again
 * and goes on; then the whole application with its engine, and another one is started.
 * @param {Scene} scene
 * @returns {Promise<{run: string, kills: Kill[]}>}
 */
export async function tortureApplication(scene) {
  const env = { ...process.env, COLLOCATE_RUNS: scene.store };
  const { application, engine } = scene.programs;
  /** @type {Kill[]} */
  const kills = [];
  let run = '';
  for (;;) {
    const task = run === '' ? ['start', scene.study] : ['resume', run];
    const life = begin([application, engine, ...task], env);
    await until(() => (run = nameIn(life.out) ?? run) !== '', life);
    const folder = path.join(scene.store, run);
    for (const victim of /** @type {const} */ (['engine', 'engine', 'application'])) {
      const before = stepOf(folder);
      if (kills.length < killsOfOne) await moment(scene, folder, before, kills.length === 0, life);
      else await ended(life);
      if (life.ended) return { run, kills: over(life, folder, kills) };
      const step = stepOf(folder);
      const pid = trainerOf(folder);
      if (victim === 'application') killGroup(life);
      else if (pid !== null) process.kill(pid, 'SIGKILL');
      // Between two lives of the engine nobody trains: there is nothing to kill.
      else continue;
      kills.push({ victim, step, training: step > before });
      if (victim === 'application') await ended(life);
    }
  }
}

/** Waits for the moment of the next kill, or for the end of the life. */
async function moment(
  /** @type {Scene} */ { random, span },
  /** @type {string} */ folder,
  /** @type {number} */ before,
  /** @type {boolean} */ first,
  /** @type {import('./lives.mjs').Started} */ life,
) {
  const begun = trainerOf(folder);
  if (!first && random() < early)
    await until(() => trainerOf(folder) !== null && trainerOf(folder) !== begun, life);
  else await until(() => stepOf(folder) > before, life);
  const left = 1000 * span * random();
  for (const end = Date.now() + left; !life.ended && Date.now() < end;)
    await wait(Math.min(10, end - Date.now()));
}

/** @param {import('./lives.mjs').Started} life @param {string} folder @param {Kill[]} kills */
function over(life, folder, kills) {
  if (life.code === 0 && recordOf(folder).outcome !== null) return kills;
  throw new Error(
    `A life ended by itself with ${life.code}: ${life.err.slice(-600)} ${life.out.slice(-600)}`,
  );
}

/** @param {string} out @returns {string | undefined} */
function nameIn(out) {
  return /"run":"([^"]+)"/.exec(out)?.[1];
}
